"""A live quiz of a group: its acts, its words and what moves it on, on the quiz that everybody has."""
