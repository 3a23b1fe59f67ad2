"""An answer of several parts, line by line: what is right, and beside it what the learner said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.learning.grading import Given
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Match, Option, Order, Question, Several

Parted = Several | Order | Match
"""The kinds of question whose answer has several parts."""


def right(speech: Speech, question: Parted) -> Markup:
    """The right answer alone."""
    match question:
        case Several():
            told = [_option(speech, "several-right", question.option(key)) for key in question.right]
        case Order():
            told = [_event(speech, "order-event", question, place) for place in range(len(question.options))]
        case Match():
            told = [_pair(speech, "match-pair", question, place) for place in range(len(question.options))]
    return Markup("\n".join(told))


def beside(speech: Speech, question: Parted, shown: Sequence[str], given: Given) -> Markup:
    """Each part with what the learner said; ``shown`` are the options' keys in the order shown."""
    match question:
        case Several():
            told = list(_ticked(speech, question, shown, given))
        case Order():
            told = [_in_place(speech, question, place, key) for place, key in enumerate(given.chosen)]
        case Match():
            told = [_paired(speech, question, place, key) for place, key in enumerate(given.chosen)]
    return Markup("\n".join(told))


def _ticked(speech: Speech, question: Several, shown: Sequence[str], given: Given) -> Iterator[Markup]:
    """Every option that was ticked or should have been."""
    for key in shown:
        option, is_ticked = question.option(key), key in given.chosen
        if key in question.right:
            yield _option(speech, "several-hit" if is_ticked else "several-missed", option)
        elif is_ticked:
            yield _with_why(_option(speech, "several-false", option), speech, option)


def _in_place(speech: Speech, question: Order, place: int, key: str) -> Markup:
    if question.options[place].key == key:
        return _event(speech, "order-hit", question, place)
    return _event(speech, "order-miss", question, place, given=_text(speech, question, key))


def _paired(speech: Speech, question: Match, place: int, key: str) -> Markup:
    if question.left[place].key == key:
        return _pair(speech, "match-hit", question, place)
    return _pair(speech, "match-miss", question, place, given=_text(speech, question, key))


def _event(speech: Speech, key: str, question: Order, place: int, **given: str) -> Markup:
    event = question.options[place]
    when, text = spell(event.when, speech.language), event.text.to(speech.language)
    return speech(key, number=place + 1, when=when, event=text, **given)


def _pair(speech: Speech, key: str, question: Match, place: int, **given: str) -> Markup:
    left, other = question.left[place], question.options[place]
    return speech(key, left=left.text.to(speech.language), right=other.text.to(speech.language), **given)


def _option(speech: Speech, key: str, option: Option | None) -> Markup:
    assert option is not None, "a turn with an option that is gone is not shown"
    return speech(key, option=option.text.to(speech.language))


def _with_why(told: Markup, speech: Speech, option: Option | None) -> Markup:
    if option is None or option.why is None:
        return told
    return Markup(f"{told}\n{escape(option.why.to(speech.language))}")


def _text(speech: Speech, question: Question, key: str) -> str:
    option = question.option(key)
    return option.text.to(speech.language) if option else "–"
