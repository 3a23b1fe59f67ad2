"""The bank as the program sees it: frozen values, every reference already resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import field

from content.frozen import Frozen
from content.kinds import (
    FALSE,
    PURPOSES,
    RIGHT,
    TRUE,
    Choice,
    Event,
    Match,
    Naming,
    Number,
    Option,
    Order,
    Place,
    Point,
    Position,
    Question,
    Several,
    TrueFalse,
    When,
    asks_purpose,
    number_text,
)
from content.partial_date import PartialDate
from content.spelling import skeleton
from content.text import LANGUAGES, Language, Text
from content.wording import fold

__all__ = [
    "FALSE",
    "LANGUAGES",
    "PURPOSES",
    "RIGHT",
    "TRUE",
    "Asks",
    "Bank",
    "Choice",
    "Era",
    "Event",
    "Fact",
    "Language",
    "Level",
    "Match",
    "Name",
    "NameKind",
    "Naming",
    "Number",
    "Option",
    "Order",
    "Period",
    "Phrasing",
    "Place",
    "Point",
    "Position",
    "Question",
    "Reviews",
    "SeedStatement",
    "Several",
    "Source",
    "Text",
    "Theme",
    "TrueFalse",
    "When",
    "asks_purpose",
    "number_text",
]

Level = Literal["core", "more"]
NameKind = Literal["organisation", "place", "document", "person", "office", "term"]
Asks = Literal["when", "who", "where", "how-many", "why", "what", "whether", "list"]
"""What a question of a learner's own asks for."""


class Source(Frozen, frozen=True, kw_only=True):
    """Where a fact was read. A page read in a copy is cited by the original's address, ``is_copy`` true."""

    id: str
    title: str
    publisher: str
    url: str
    date: PartialDate | None = None
    is_copy: bool = False

    @property
    def by(self) -> str:
        """Its publisher, after a comma; empty if the title begins with that very name."""
        return "" if self.title.startswith(self.publisher) else f", {self.publisher}"


class Name(Frozen, frozen=True, kw_only=True):
    """One organisation, place, document, person, office or term, spelled once for the whole bank."""

    id: str
    kind: NameKind
    text: Text
    variants: tuple[str, ...] = ()
    at: Position | None = None
    """Of a place that a map can show."""
    unverified: bool = False
    meaning: Text | None = None
    """What it is, in a sentence; with it the name is a concept that can be asked for."""
    sources: tuple[str, ...] = ()
    """Of the meaning."""


class Period(Frozen, frozen=True, kw_only=True):
    """A part of an era or a theme, from a date on to the next one's, and the sentence that leads into it."""

    begins: PartialDate
    text: Text


class Era(Frozen, frozen=True, kw_only=True):
    """A stretch of the history, in the order a teacher would tell it."""

    id: str
    title: Text
    introduction: Text
    periods: tuple[Period, ...] = ()


class Theme(Frozen, frozen=True, kw_only=True):
    """A thread that runs through the eras."""

    id: str
    title: Text
    introduction: Text
    periods: tuple[Period, ...] = ()


class Fact(Frozen, frozen=True, kw_only=True):
    """One atomic statement with its date, its sources and its questions. ``id`` lives for ever."""

    id: str
    era: str
    themes: tuple[str, ...] = ()
    when: PartialDate
    level: Level
    statement: Text
    event: Text | None = None
    """What happened at ``when``, in a few words without the date; None if no one thing did."""
    story: Text | None = None
    names: tuple[str, ...] = ()
    sources: tuple[str, ...]
    as_of: PartialDate | None = None
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)


class Phrasing(Frozen, frozen=True, kw_only=True):
    """How people ask for one thing. Never shown: it leads a learner's own words to what answers them."""

    of: str
    """The id of a fact, or of a name with a meaning."""
    asks: Asks
    answer: Text | None = None
    """The first line of the reply: just what was asked. None only where a name's meaning says it."""
    en: tuple[str, ...]
    ru: tuple[str, ...]
    tg: tuple[str, ...]

    def to(self, language: Language) -> tuple[str, ...]:
        asked: tuple[str, ...] = getattr(self, language)
        return asked


class SeedStatement(Frozen, frozen=True, kw_only=True):
    """One statement of the history the project started from, and the facts that teach it."""

    id: str
    statement: str
    taught_by: tuple[str, ...]


class Reviews(Frozen, frozen=True, kw_only=True):
    """How many texts of one language have which state, and which facts are told in reviewed ones."""

    written: int
    read: int
    reviewed: int
    facts: tuple[str, ...] = ()


class Bank(Frozen, frozen=True, kw_only=True, dict=True):
    """All that can be asked. ``version`` is a hash of the files it was read from."""

    id: str
    version: str
    title: Text
    greeting: Text
    description: Text
    first: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Quizzes for newcomers, chosen by hand: the ids of each question's fact and of the question."""
    eras: tuple[Era, ...]
    themes: tuple[Theme, ...] = ()
    names: tuple[Name, ...] = ()
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    seed: tuple[SeedStatement, ...] = ()
    phrasings: tuple[Phrasing, ...] = ()
    reviews: Mapping[Language, Reviews] = field(default_factory=dict)

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _names(self) -> Mapping[str, Name]:
        return {name.id: name for name in self.names}

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def events(self) -> Mapping[str, Fact]:
        """The facts whose event has one date, by their ids; words that two facts date otherwise have none."""
        told = [
            (fact, [fold(words) for words in fact.event.all()])
            for fact in self.facts
            if fact.event is not None and fact.when.precision != "range"
        ]
        dates: defaultdict[str, set[PartialDate]] = defaultdict(set)
        for fact, words in told:
            for each in words:
                dates[each].add(fact.when)
        return {fact.id: fact for fact, words in told if all(len(dates[each]) == 1 for each in words)}

    @cached_property
    def events_of(self) -> Mapping[str | None, tuple[Fact, ...]]:
        """The same by era and by theme; None: all."""
        found: defaultdict[str | None, list[Fact]] = defaultdict(list)
        for fact in self.events.values():
            for scope in (None, fact.era, *fact.themes):
                found[scope].append(fact)
        return {scope: tuple(facts) for scope, facts in found.items()}

    @cached_property
    def latest_on(self) -> date:
        """The latest day at which a fact's date begins."""
        return max(fact.when.first_on for fact in self.facts)

    @cached_property
    def name_texts(self) -> frozenset[Text]:
        return frozenset(name.text for name in self.names)

    def find_fact(self, fact_id: str) -> Fact | None:
        return self._facts.get(fact_id)

    def find_era(self, era_id: str) -> Era | None:
        return next((era for era in self.eras if era.id == era_id), None)

    def facts_of(self, era_id: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.era == era_id)

    def facts_in(self, scope: str | None) -> tuple[Fact, ...]:
        """The facts of an era or a theme; no two of these have one id. None: all facts."""
        if scope is None:
            return self.facts
        return tuple(fact for fact in self.facts if scope == fact.era or scope in fact.themes)

    def find_scope(self, scope: str) -> Era | Theme | None:
        return self.find_era(scope) or self.find_theme(scope)

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """Every spelling of every name, by its sounds."""
        spellings = (s for name in self.names for s in (*name.text.all(), *name.variants))
        return frozenset(skeleton(spelling) for spelling in spellings)

    def is_reviewed(self, fact_id: str, language: Language) -> bool:
        """Whether a native reader has reviewed all that the fact tells in this language, as it stands."""
        return fact_id in self._reviewed.get(language, ())

    @cached_property
    def _reviewed(self) -> Mapping[Language, frozenset[str]]:
        return {language: frozenset(of.facts) for language, of in self.reviews.items()}

    def find_theme(self, theme_id: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    @property
    def concepts(self) -> tuple[Name, ...]:
        """The names that have a meaning."""
        return tuple(name for name in self.names if name.meaning is not None)

    def name(self, name_id: str) -> Name:
        return self._names[name_id]

    def source(self, source_id: str) -> Source:
        return self._sources[source_id]
