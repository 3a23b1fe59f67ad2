"""What teachers and pupils see of a class."""
