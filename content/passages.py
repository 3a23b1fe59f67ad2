"""What can be found, and the texts by which it is: facts as they are told, concepts, and how people ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from msgspec import Struct

from content.answers import right_answer
from content.dates import spell
from content.model import (
    LANGUAGES,
    Asks,
    Bank,
    Fact,
    Language,
    Match,
    Name,
    Naming,
    Order,
    Phrasing,
    TrueFalse,
)
from content.questioning import read
from content.vocabulary import Vocabulary

Thing = Fact | Name
"""What answers a question: a fact, or a name with its meaning."""

Kept = Mapping[str, Any]
_Way = tuple[tuple[str, ...], int]
"""The stems of a phrasing, and its entry."""
_Noted = tuple[list[tuple[str, ...]], list[_Way], list[str]]
"""Of a thing: the stems of its texts, its phrasings, and these whole."""

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")
STORY = 0.8  # a word of the story only
NAMED = 0.8  # a word of the spellings of a name the fact is about


class Passage(Struct, frozen=True):
    """One text of a thing; of a phrasing, ``entry`` says which. There are twenty thousand: no sets, they are
    five times as large as these.
    """

    stems: tuple[str, ...]
    size: float
    entry: int = -1


@dataclass(slots=True)
class Texts:
    """All the texts of one thing."""

    told: list[Passage] = field(default_factory=list)
    asked: list[Passage] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Each phrasing whole, by its sounds."""


class Library:
    """The things of a bank with their texts."""

    def __init__(self, bank: Bank, kept: Kept | None = None) -> None:
        """``kept`` is what ``Library.kept`` gave of the same bank; without it the bank is read."""
        self.things: tuple[Thing, ...] = (*bank.facts, *bank.concepts)
        self.number = {thing.id: number for number, thing in enumerate(self.things)}
        self.entries: tuple[Phrasing, ...] = tuple(each for each in bank.phrasings if each.of in self.number)
        self.vocabulary = Vocabulary()
        self.seeming: Counter[tuple[int, frozenset[Asks]]] = Counter()  # what phrasings seem to ask for
        self._bank = bank
        texts = self._read() if kept is None else self._read_kept(kept)
        self.vocabulary.close(len(self.things))
        self.texts = [
            Texts([self._passage(stems) for stems in told], [self._passage(*each) for each in asked], lines)
            for told, asked, lines in texts
        ]

    def kept(self) -> Kept:
        """All that was read in the bank, as JSON may have it."""
        texts = [
            ([one.stems for one in each.told], [(one.stems, one.entry) for one in each.asked], each.lines)
            for each in self.texts
        ]
        seeming = [(entry, sorted(kinds), count) for (entry, kinds), count in self.seeming.items()]
        return {"texts": texts, "seeming": seeming, "vocabulary": self.vocabulary.kept()}

    def _read(self) -> list[_Noted]:
        told = [self._note_told(number, thing) for number, thing in enumerate(self.things)]
        asked: list[dict[_Way, None]] = [{} for _ in self.things]
        lines: list[dict[str, None]] = [{} for _ in self.things]
        for entry, phrasing in enumerate(self.entries):
            number = self.number[phrasing.of]
            for language, text in _asked(phrasing):
                asking = read(text)
                self.seeming[entry, asking.kinds] += 1
                lines[number][" ".join(asking.sounds)] = None
                asked[number][self.vocabulary.note(number, asking.words, language, 1.0), entry] = None
        return [(mine, [*ways], [*whole]) for mine, ways, whole in zip(told, asked, lines, strict=True)]

    def _read_kept(self, kept: Kept) -> list[_Noted]:
        self.vocabulary.note_kept(kept["vocabulary"])
        for entry, kinds, count in kept["seeming"]:
            self.seeming[entry, frozenset(kinds)] = count
        return [
            ([_stems(each) for each in told], [(_stems(each), entry) for each, entry in asked], lines)
            for told, asked, lines in kept["texts"]
        ]

    def _passage(self, stems: tuple[str, ...], entry: int = -1) -> Passage:
        return Passage(stems, sum(map(self.vocabulary.idf, stems)), entry)

    def _note_told(self, number: int, thing: Thing) -> list[tuple[str, ...]]:
        texts: dict[tuple[str, ...], None] = {}
        for language in LANGUAGES:
            for text in _told(thing, language):
                texts[self.vocabulary.note(number, read(text).words, language, 1.0)] = None
            for text in _story(thing, language):
                texts[self.vocabulary.note(number, read(text).words, language, STORY)] = None
            for text in self._aside(thing, language):
                self.vocabulary.note(number, read(text).words, language, NAMED)
        return [stems for stems in texts if stems]

    def _aside(self, thing: Thing, language: Language) -> Iterator[str]:
        """What only helps: the story, the spellings of names."""
        if isinstance(thing, Name):
            return
        for name in map(self._bank.name, thing.names):
            yield from (name.text.to(language), *name.variants)
        for question in thing.questions:
            if isinstance(question, Naming):
                yield from question.accepted


def _stems(kept: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, kept))


def _asked(phrasing: Phrasing) -> Iterator[tuple[Language, str]]:
    return ((language, text) for language in LANGUAGES for text in phrasing.to(language))


def _told(thing: Thing, language: Language) -> Iterator[str]:
    """What is near to how people ask: statement and date, event, each question with its answer."""
    if isinstance(thing, Name):
        yield thing.text.to(language)
        yield from thing.variants
        if thing.meaning:
            yield thing.meaning.to(language)
        return
    yield f"{thing.statement.to(language)} {spell(thing.when, language)}"
    if thing.event:
        yield thing.event.to(language)
    for question in thing.questions:
        is_told = not isinstance(question, Order | Match)
        if is_told and not (isinstance(question, TrueFalse) and not question.is_true):
            yield f"{question.ask.to(language)} {right_answer(question, language)}"


def _story(thing: Thing, language: Language) -> list[str]:
    """The sentences of a fact's story."""
    if isinstance(thing, Name) or not thing.story:
        return []
    return _SENTENCE.split(thing.story.to(language))
