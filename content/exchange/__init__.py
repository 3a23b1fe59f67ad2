"""The way out of the bank into other programs, and back as drafts."""
