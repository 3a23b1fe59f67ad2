"""What was missed, with the right answers, as much of it as a message holds."""

from __future__ import annotations

from collections.abc import Iterator

from bot.learning.quiz import Miss
from bot.texts import Markup, Speech
from content.answers import right_answer

ROOM = 3800
"""Characters for the misses of a result: the text of a message ends at 4,096."""


def fitting(told: list[Markup]) -> Iterator[Markup]:
    """As many as one message has room for."""
    room = ROOM
    for part in told:
        room -= len(part)
        if room < 0:
            return
        yield part


def missed(speech: Speech, miss: Miss) -> Markup:
    """A question that was missed, with its right answer."""
    ask, right = miss.question.ask.to(speech.language), right_answer(miss.question, speech.language)
    return speech("result-miss", ask=ask, right=right)
