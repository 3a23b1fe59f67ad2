"""What is remembered: the only package that knows SQLAlchemy. Imports nothing of ours."""
