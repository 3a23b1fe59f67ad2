"""What is said to an answer of each kind, before the fact itself is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.learning.grading import Given, is_slip
from bot.screens.screen import lines
from bot.texts import Markup, Speech, escape
from content.answers import right_answer
from content.dates import spell
from content.model import Match, Naming, Option, Order, Question, Several, TrueFalse


def verdict(speech: Speech, question: Question, shown: Sequence[str], given: Given) -> Markup:
    """``shown`` are the keys of the options in the order in which they were shown."""
    if isinstance(question, Several | Order | Match) and given.chosen:
        head = speech(f"verdict-{given.grade}")
        return Markup(f"{head}\n{_in_detail(speech, question, shown, given)}")
    if isinstance(question, TrueFalse):
        return _truth(speech, question, given)
    return _in_short(speech, question, given)


def as_given(speech: Speech, question: Question, given: Given) -> str:
    """An answer in the words of its options, or as it was typed."""
    if given.typed is not None:
        return given.typed
    options = (question.option(key) for key in given.chosen)
    return "; ".join(option.text.to(speech.language) for option in options if option is not None)


def _truth(speech: Speech, question: TrueFalse, given: Given) -> Markup:
    """A false statement is corrected by the fact, which follows."""
    kind = given.grade if given.chosen else "unknown"
    told = speech(f"true-false-{kind}-{'true' if question.is_true else 'false'}")
    return told if question.is_true else lines(told, speech("verdict-in-truth"))


def _in_short(speech: Speech, question: Question, given: Given) -> Markup:
    right = right_answer(question, speech.language)
    if given.typed is not None:
        return _typed(speech, question, given, right)
    chosen = question.option(given.chosen[0]) if given.chosen else None
    if given.is_right:
        return speech("quiz-right", right=right)
    if chosen is None:
        return speech("quiz-unknown", right=right)
    wrong = speech("quiz-wrong", chosen=chosen.text.to(speech.language), right=right)
    return lines(wrong, escape(chosen.why.to(speech.language)) if chosen.why else None)


def _typed(speech: Speech, question: Question, given: Given, right: str) -> Markup:
    if is_slip(question, given):
        return speech("verdict-slip", right=right)
    if given.is_right:
        return speech("quiz-right", right=right)
    if given.is_half:
        key = "verdict-almost" if isinstance(question, Naming) else "verdict-half-typed"
        return speech(key, typed=given.typed, right=right)
    return speech("verdict-wrong-typed", typed=given.typed, right=right)


def _in_detail(
    speech: Speech, question: Several | Order | Match, shown: Sequence[str], given: Given
) -> Markup:
    match question:
        case Several():
            parts = _ticked(speech, question, shown, given)
        case Order():
            parts = _ordered(speech, question)
        case Match():
            parts = _matched(speech, question, given)
    return Markup("\n".join(parts))


def _ticked(speech: Speech, question: Several, shown: Sequence[str], given: Given) -> Iterator[Markup]:
    """Every option that was ticked or should have been."""
    for key in shown:
        option = question.option(key)
        assert option is not None, "a turn with an option that is gone is not shown"
        is_right, is_ticked = key in question.right, key in given.chosen
        text = option.text.to(speech.language)
        if is_right:
            yield speech("several-hit" if is_ticked else "several-missed", option=text)
        elif is_ticked:
            yield _together(speech("several-false", option=text), _why(speech, option))


def _ordered(speech: Speech, question: Order) -> Iterator[Markup]:
    for number, event in enumerate(question.options, start=1):
        when, text = spell(event.when, speech.language), event.text.to(speech.language)
        yield speech("order-event", number=number, when=when, event=text)


def _matched(speech: Speech, question: Match, given: Given) -> Iterator[Markup]:
    for left, right, chosen in zip(question.left, question.options, given.chosen, strict=True):
        key = "match-hit" if chosen == left.key else "match-miss"
        yield speech(key, left=left.text.to(speech.language), right=right.text.to(speech.language))


def _why(speech: Speech, option: Option) -> Markup | None:
    return escape(option.why.to(speech.language)) if option.why else None


def _together(*parts: Markup | None) -> Markup:
    return Markup("\n".join(part for part in parts if part))
