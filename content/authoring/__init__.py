"""The author's side: what may be written where, every rule on it, and sentences for each breach."""
