"""What was missed, with the right answers, as much of it as a message holds."""

from __future__ import annotations

from collections.abc import Iterator

from bot.learning.quiz import Miss
from bot.screens import line_by_line
from bot.texts import Markup, Speech
from content.answers import right_answer
from content.model import Match, Order, Several, TrueFalse

ROOM = 3800
"""Characters for the misses of a result: the text of a message ends at 4,096."""


def fitting(told: list[Markup], taken: int = 0) -> Iterator[Markup]:
    """As many as one message has room for, where ``taken`` characters are taken already."""
    room = ROOM - taken
    for part in told:
        room -= len(part)
        if room < 0:
            return
        yield part


def missed(speech: Speech, miss: Miss) -> Markup:
    """A question that was missed, with its right answer; a false statement with what is true."""
    question, ask = miss.question, miss.question.ask.to(speech.language)
    if isinstance(question, TrueFalse) and not question.is_true:
        return speech("result-miss-true", ask=ask, fact=miss.fact.statement.to(speech.language))
    if isinstance(question, Several | Order | Match):
        return speech("result-miss-parts", ask=ask, right=line_by_line.right(speech, question))
    return speech("result-miss", ask=ask, right=right_answer(question, speech.language))
