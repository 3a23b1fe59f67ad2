"""What the file to begin from says, whatever kind of file it is: a heading, and an example of every kind."""

from __future__ import annotations

from bot.texts import Speech
from content.own import KINDS


def rows(speech: Speech) -> list[list[str]]:
    """In the language of whoever asked."""
    return [_cells(speech, "own-columns"), *(_example(speech, kind) for kind in KINDS)]


def _cells(speech: Speech, key: str) -> list[str]:
    return [cell.strip() for cell in speech.plain(key).split("|")]


def _example(speech: Speech, kind: str) -> list[str]:
    """The catalogue has the question, six answers, what is right, the explanation and the source."""
    return [speech.plain(f"own-kind-{kind}"), *_cells(speech, f"own-example-{kind}")]
