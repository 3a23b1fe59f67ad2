"""A question in plain text, with its right answer marked."""

from __future__ import annotations

from collections.abc import Iterator

from content.dates import spell
from content.model import (
    RIGHT,
    Language,
    Match,
    Naming,
    Number,
    Option,
    Order,
    Point,
    Question,
    Several,
    TrueFalse,
    When,
    number_text,
)


def question_lines(question: Question, language: Language) -> Iterator[str]:
    """``+`` stands before what is right, ``-`` before what is not."""
    yield f"{question.id} ({question.kind}): {question.ask.to(language)}"
    match question:
        case Naming():
            yield f"  + {question.right.to(language)}"
            others = [spelling for spelling in question.accepted if spelling != question.right.to(language)]
            if others:
                yield f"  also accepted: {', '.join(others)}"
        case Order():
            for number, event in enumerate(question.options, start=1):
                yield f"  {number}. {event.text.to(language)} ({spell(event.when, language)})"
        case Match():
            for left, right in zip(question.left, question.options, strict=True):
                yield f"  {left.text.to(language)} = {right.text.to(language)}"
        case Number() if not question.options:
            yield f"  + {number_text(question.right).to(language)}"
        case When() if not question.options:
            yield f"  + {spell(question.right, language)}"
        case _:
            for option in question.options:
                yield _option_line(option, _is_right(question, option), language)
    if isinstance(question, Number | When) and question.tolerance:
        yield f"  up to {question.tolerance} more or less counts"


def _option_line(option: Option, is_right: bool, language: Language) -> str:
    why = f" ({option.why.to(language)})" if option.why else ""
    at = f" at {option.at[0]}, {option.at[1]}" if isinstance(option, Point) else ""
    return f"  {'+' if is_right else '-'} {option.text.to(language)}{at}{why}"


def _is_right(question: Question, option: Option) -> bool:
    if isinstance(question, Several):
        return option.key in question.right
    if isinstance(question, TrueFalse):
        return (option.key == "true") == question.is_true
    return option.key == RIGHT
