"""What is seen of a live quiz."""
