"""What is said to an answer of each kind, before the fact itself is told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning.grading import Given, is_slip
from bot.screens import line_by_line
from bot.screens.line_by_line import Parted
from bot.screens.screen import lines
from bot.texts import Markup, Speech, escape
from content.answers import right_answer
from content.model import Match, Naming, Order, Question, Several, TrueFalse


def verdict(speech: Speech, question: Question, shown: Sequence[str], given: Given) -> Markup:
    """``shown`` are the keys of the options in the order in which they were shown."""
    if isinstance(question, Several | Order | Match):
        return _in_parts(speech, question, shown, given)
    if isinstance(question, TrueFalse):
        return _truth(speech, question, given)
    return _in_short(speech, question, given)


def _in_parts(speech: Speech, question: Parted, shown: Sequence[str], given: Given) -> Markup:
    if not given.chosen:
        return Markup(f"{speech('verdict-unknown')}\n{line_by_line.right(speech, question)}")
    told = line_by_line.beside(speech, question, shown, given)
    return Markup(f"{speech(f'verdict-{given.grade}')}\n{told}")


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
