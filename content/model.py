"""The bank as the program sees it: frozen values, every reference already resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from content.partial_date import PartialDate
from content.spelling import skeleton
from content.wording import fold

Language = Literal["tg", "ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Every text of the bank and of the bot exists in these; the first is the home language of the learners."""

Level = Literal["core", "more"]
NameKind = Literal["organisation", "place", "document", "person", "office", "term"]
Asks = Literal["when", "who", "where", "how-many", "why", "what", "whether", "list"]
"""What a question of a learner's own asks for."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Frozen):
    """One text in the three languages. Plain text, never markup."""

    en: str
    ru: str
    tg: str

    def to(self, language: Language) -> str:
        return str(getattr(self, language))

    def all(self) -> tuple[str, ...]:
        return tuple(self.to(language) for language in LANGUAGES)


class Source(_Frozen):
    """Where a fact was read. A page read in a copy is cited by the original's address, ``is_copy`` true."""

    id: str
    title: str
    publisher: str
    url: str
    date: PartialDate | None = None
    is_copy: bool = False


class Name(_Frozen):
    """One organisation, place, document, person, office or term, spelled once for the whole bank."""

    id: str
    kind: NameKind
    text: Text
    variants: tuple[str, ...] = ()
    unverified: bool = False
    meaning: Text | None = None
    """What it is, in a sentence; with it the name is a concept that can be asked for."""
    sources: tuple[str, ...] = ()
    """Of the meaning."""


class Era(_Frozen):
    """A stretch of the history, in the order a teacher would tell it."""

    id: str
    title: Text
    introduction: Text


class Theme(_Frozen):
    """A thread that runs through the eras."""

    id: str
    title: Text
    introduction: Text


class Option(_Frozen):
    """One answer a learner may choose. ``key`` is its id within the question, for ever."""

    key: str
    text: Text
    why: Text | None = None


PURPOSES = ("why", "what-for", "what-changed", "what-came")
"""How the id of a question begins that asks for a reason, a purpose, a change or what came of it."""


def asks_purpose(question_id: str) -> bool:
    return f"{question_id}-".startswith(tuple(f"{purpose}-" for purpose in PURPOSES))


RIGHT = "right"
"""The key of the one right option of a question that has just one."""


class _Question(_Frozen):
    """What every question has. ``id`` is unique within its fact, for ever."""

    id: str
    ask: Text

    def option(self, key: str) -> Option | None:
        options: tuple[Option, ...] = getattr(self, "options", ())
        return next((option for option in options if option.key == key), None)


class Choice(_Question):
    """A question with exactly one right option."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...]
    """The right option first, then the wrong ones as the author wrote them; learners see them shuffled."""

    @property
    def right(self) -> Option:
        return self.options[0]


class Several(_Question):
    """A question with two or more right options, to be ticked."""

    kind: Literal["several"] = "several"
    options: tuple[Option, ...]
    """The right ones first."""
    right: tuple[str, ...]
    """The keys of the right options."""


TRUE = Option(key="true", text=Text(en="True", ru="Верно", tg="Дуруст"))
FALSE = Option(key="false", text=Text(en="False", ru="Неверно", tg="Нодуруст"))


class TrueFalse(_Question):
    """A statement that is true or false. The fact's own statement corrects a false one."""

    kind: Literal["true-false"] = "true-false"
    is_true: bool

    @property
    def options(self) -> tuple[Option, ...]:
        return (TRUE, FALSE)


class Number(_Question):
    """A question for a whole number: typed, and if there are options, tapped as well."""

    kind: Literal["number"] = "number"
    right: int
    tolerance: int = 0
    """How far off an answer may be and still count."""
    options: tuple[Option, ...] = ()


def number_text(number: int) -> Text:
    """A number as books print it: thousands apart from five digits on. A decision has the number 1251."""
    grouped = f"{number:,}" if number >= 10_000 else str(number)
    spaced = grouped.replace(",", "\u00a0")
    return Text(en=grouped, ru=spaced, tg=spaced)


class When(_Question):
    """A question for a date as exact as ``right``: typed, and if there are options, tapped as well."""

    kind: Literal["when"] = "when"
    right: PartialDate
    tolerance: int = 0
    """Years; only where a year is asked for."""
    options: tuple[Option, ...] = ()


class Naming(_Question):
    """A question for a name, which the learner types."""

    kind: Literal["name"] = "name"
    right: Text
    accepted: tuple[str, ...]
    """Every spelling that counts, in any language and script."""

    @property
    def options(self) -> tuple[Option, ...]:
        return ()


class Event(Option):
    """Something that happened, to be put in its place among others."""

    when: PartialDate


class Order(_Question):
    """Events to be put in their order; those with equal dates may come in either."""

    kind: Literal["order"] = "order"
    options: tuple[Event, ...]
    """The earliest first."""


class Match(_Question):
    """Pairs to be found. The options are the right sides, each with the key of its left side."""

    kind: Literal["match"] = "match"
    left: tuple[Option, ...]
    options: tuple[Option, ...]


Question = Annotated[
    Choice | Several | TrueFalse | Number | When | Naming | Order | Match, Field(discriminator="kind")
]
"""Every kind of question."""


class Fact(_Frozen):
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


class Phrasing(_Frozen):
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


class SeedStatement(_Frozen):
    """One statement of the history the project started from, and the facts that teach it."""

    id: str
    statement: str
    taught_by: tuple[str, ...]


class Bank(_Frozen):
    """All that can be asked. ``version`` is a hash of the files it was read from."""

    id: str
    version: str
    title: Text
    greeting: Text
    description: Text
    eras: tuple[Era, ...]
    themes: tuple[Theme, ...] = ()
    names: tuple[Name, ...] = ()
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    seed: tuple[SeedStatement, ...] = ()
    phrasings: tuple[Phrasing, ...] = ()

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
