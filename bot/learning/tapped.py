"""A question of a live quiz that no poll can carry: asked by buttons, answered by one tap or by several."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning import polls
from content.limits import ASK_LIMIT, OPTION_LIMIT
from content.model import Choice, Language, Match, Number, Order, Place, Question, Several, TrueFalse, When

Listed = Choice | TrueFalse | Number | When | Several | Order | Match


def can_be_tapped(question: Question) -> bool:
    """Whether its options can stand as a list in the text. The places of a map cannot: their names would tell
    where they are; and what has no options is typed, which in a group nobody can tell from talk."""
    is_listed = isinstance(question, Listed) and not isinstance(question, Place)
    return is_listed and len(question.options) >= polls.FEWEST_OPTIONS


def is_by_buttons(question: Question, language: Language) -> bool:
    """Whether it is for buttons, since a poll cannot ask it, or would cut its words."""
    if not polls.is_pollable(question):
        return True
    texts = [option.text.to(language) for option in question.options]
    return len(question.ask.to(language)) > ASK_LIMIT or max(map(len, texts)) > OPTION_LIMIT


def after_tap(question: Question, shown: Sequence[str], kept: Sequence[str], key: str) -> tuple[str, ...]:
    """What is chosen after a tap on the option ``key``.

    Ticks come and go; what has its place keeps it, and the last of an order or of pairs follows by itself.
    """
    if isinstance(question, Several):
        ticked = {*kept} ^ {key}
        return tuple(each for each in shown if each in ticked)
    if not isinstance(question, Order | Match):
        return (key,)
    placed = (*kept, key) if key not in kept else tuple(kept)
    left = [each for each in shown if each not in placed]
    return (*placed, *left) if len(left) == 1 else placed


def is_whole(question: Question, shown: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether nothing more is to be tapped. Ticks are done when whoever ticks says so."""
    if isinstance(question, Order | Match):
        return len(keys) == len(shown)
    return not isinstance(question, Several)
