"""Values into words: pure functions from what happened to text and buttons."""
