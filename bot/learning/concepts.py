"""Which names a lesson explains, and on which of its pages: where each first appears."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.learning.lessons import Page, Step
from content.answers import right_answer
from content.model import LANGUAGES, Bank, Fact, Language, Name, Text

MOST = 2
"""On one page; what has no room is explained where it comes next."""


def explained(bank: Bank, of_lesson: Sequence[Step], fact: Fact) -> tuple[Name, ...]:
    """The names to explain with this fact of the lesson."""
    known: set[str] = set()
    for step in of_lesson:
        for number, page in enumerate(step.pages):
            if page.kind == "fact" and page.fact is not None:
                new = _new(bank, page.fact, known, step.pages[number:])
                if page.fact == fact:
                    return new
                known.update(name.id for name in new)
    return ()


def _new(bank: Bank, fact: Fact, known: set[str], pages: Sequence[Page]) -> tuple[Name, ...]:
    """Things before persons, of whom more people have heard."""
    names = [bank.name(name_id) for name_id in fact.names if name_id not in known]
    worth = [name for name in names if _is_worth_it(bank, name, fact) and not _gives_away(name, pages)]
    return tuple(sorted(worth, key=lambda name: name.kind == "person")[:MOST])


def _is_worth_it(bank: Bank, name: Name, fact: Fact) -> bool:
    """Where a place is, the map tells; what a person or document named just once is, the fact itself."""
    if name.meaning is None or name.kind == "place" or not any(_told(name, fact, it) for it in LANGUAGES):
        return False
    return name.kind not in ("person", "document") or sum(name.id in it.names for it in bank.facts) > 1


def _gives_away(name: Name, pages: Sequence[Page]) -> bool:
    """Whether its meaning says what is guessed at on a page of the step that is still to come."""
    assert name.meaning is not None
    for language in LANGUAGES:
        said = name.meaning.to(language).casefold()
        if any(answer.casefold() in said for answer in _guessed(pages, language)):
            return True
    return False


def _guessed(pages: Sequence[Page], language: Language) -> Iterator[str]:
    return (right_answer(page.question, language) for page in pages if page.question is not None)


def as_told(name: Name, fact: Fact, language: Language) -> str:
    """The name as a line begins with it, or its abbreviation if that is what stands in the fact."""
    whole = name.text.to(language)
    short = (each for each in _told(name, fact, language) if each.isupper())
    return next(short, whole[:1].upper() + whole[1:])


def _told(name: Name, fact: Fact, language: Language) -> list[str]:
    """The spellings of the name that stand in the fact."""
    return [each for text in (fact.statement, fact.story) if text for each in spelled(name, text, language)]


def spelled(name: Name, text: Text, language: Language) -> list[str]:
    """The spellings of the name that stand in a text as whole words."""
    said = text.to(language)
    spellings = (name.text.to(language), *name.variants)
    return [each for each in spellings if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", said)]
