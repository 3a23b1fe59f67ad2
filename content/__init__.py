"""What can be asked: the bank of facts and questions. Imports nothing of ours."""
