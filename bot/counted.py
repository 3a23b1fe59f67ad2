"""How many of something, in the English of whoever runs the bot: 1 learner, 2 learners."""

from __future__ import annotations


def counted(n: int, one: str, many: str | None = None) -> str:
    """The number with what is said of one, or of many: by default with an s, else as it is given."""
    if n == 1:
        return f"1 {one}"
    return f"{n} {one + 's' if many is None else many}"
