"""The right answer of a question of any kind, in words."""

from __future__ import annotations

from content.dates import spell
from content.model import (
    FALSE,
    RIGHT,
    TRUE,
    Choice,
    Language,
    Match,
    Naming,
    Number,
    Option,
    Order,
    Question,
    Several,
    TrueFalse,
    When,
    number_text,
)


def right_answer(question: Question, language: Language) -> str:
    """In one line; an order is told from the first event on."""
    match question:
        case Choice():
            return question.options[0].text.to(language)
        case Several():
            return "; ".join(_texts(question.options[: len(question.right)], language))
        case TrueFalse():
            return (TRUE if question.is_true else FALSE).text.to(language)
        case Number():
            return number_text(question.right).to(language)
        case When():
            return spell(question.right, language)
        case Naming():
            return question.right.to(language)
        case Order():
            return " → ".join(_texts(question.options, language))
        case Match():
            pairs = zip(_texts(question.left, language), _texts(question.options, language), strict=True)
            return "; ".join(f"{left} – {right}" for left, right in pairs)


def _texts(options: tuple[Option, ...], language: Language) -> list[str]:
    return [option.text.to(language) for option in options]


def right_keys(question: Question) -> tuple[str, ...]:
    """The keys of the options that are right; of an order and of pairs every one has its place."""
    match question:
        case TrueFalse():
            return (TRUE.key if question.is_true else FALSE.key,)
        case Several():
            return question.right
        case _:
            return (RIGHT,)
