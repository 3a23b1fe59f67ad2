"""One question in one language, as other programs take it: words, and no names of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from content.model import (
    FALSE,
    RIGHT,
    TRUE,
    Bank,
    Fact,
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
)


class Row(Struct, frozen=True):
    """What is asked, and what of its fact other programs have a place for; "" is what nobody has said."""

    language: Language
    kind: str
    ask: str
    right: tuple[str, ...]
    """What is right: spellings of a name, the events of an order from the first on, left sides of pairs."""
    wrong: tuple[str, ...] = ()
    whys: tuple[str, ...] = ()
    """What each wrong one really was, or none at all."""
    sides: tuple[str, ...] = ()
    """The right sides of pairs, the dates of an order's events."""
    keys: tuple[str, ...] = ()
    """Of the options that have one of their own, in their order."""
    tolerance: int = 0
    fact: str = ""
    id: str = ""
    when: str = ""
    statement: str = ""
    sources: tuple[str, ...] = ()


def rows_of(bank: Bank, languages: Iterable[Language]) -> Iterator[Row]:
    """Every written question of the bank, in each of the languages."""
    wanted = tuple(languages)
    for fact in bank.facts:
        for question in fact.questions:
            for language in wanted:
                yield row_of(fact, question, language)


def row_of(fact: Fact, question: Question, language: Language) -> Row:
    right, wrong = _answers(question, language)
    options: tuple[Option, ...] = getattr(question, "options", ())
    own = () if isinstance(question, TrueFalse | Number | When) else options
    whys = tuple(option.why.to(language) if option.why else "" for option in options[-len(wrong) :])
    return Row(
        language=language,
        kind=question.kind,
        ask=question.ask.to(language),
        right=right,
        wrong=wrong,
        whys=whys if wrong and any(whys) else (),
        sides=_sides(question, language),
        keys=tuple(option.key for option in own if option.key != RIGHT),
        tolerance=question.tolerance if isinstance(question, Number | When) else 0,
        fact=fact.id,
        id=question.id,
        when=fact.when.spelling,
        statement=fact.statement.to(language),
        sources=fact.sources,
    )


def _answers(question: Question, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is right, and what is wrong. Dates and numbers are spelled as the bank does."""
    match question:
        case TrueFalse():
            return ((TRUE if question.is_true else FALSE).key,), ()
        case Number() | When():
            wrong = tuple(option.key for option in question.options[1:])
            return (str(question.right) if isinstance(question, Number) else question.right.spelling,), wrong
        case Naming():
            return tuple(dict.fromkeys((question.right.to(language), *question.accepted))), ()
        case Several():
            number = len(question.right)
            return _texts(question.options[:number], language), _texts(question.options[number:], language)
        case Order():
            return _texts(question.options, language), ()
        case Match():
            return _texts(question.left, language), ()
        case _:
            return _texts(question.options[:1], language), _texts(question.options[1:], language)


def _sides(question: Question, language: Language) -> tuple[str, ...]:
    if isinstance(question, Order):
        return tuple(event.when.spelling for event in question.options)
    return _texts(question.options, language) if isinstance(question, Match) else ()


def _texts(options: Iterable[Option], language: Language) -> tuple[str, ...]:
    return tuple(option.text.to(language) for option in options)
