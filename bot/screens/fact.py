"""A fact as it is told: the statement, when it was, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning import where
from bot.learning.concern import digest
from bot.learning.quiz import Turn
from bot.links import Target
from bot.screens import report, reviewing
from bot.screens.home import home_row, short_resume_row
from bot.screens.screen import Button, Link, Row, Screen, cut, lines
from bot.taps.daily import DailyMoreTap, DailyTap
from bot.taps.home import FactMoreTap, FactTap, FactWhereTap, LinkTap, NamesTap
from bot.taps.quiz import AskFactTap, QuizOnFactTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Bank, Fact, Name, Source
from content.own import OwnFact

SHORT = 90
"""Characters of a statement in a list."""
MOST_SOURCES = 3
"""Sources under a fact that was asked for: the buttons shall stay in sight."""


def told(speech: Speech, bank: Bank, fact: Fact) -> Markup:
    """The statement and its first source, under an answer: short, because the next question waits."""
    if isinstance(fact, OwnFact):
        return _explained(speech, fact)
    statement = Markup(f"<blockquote>{escape(fact.statement.to(speech.language))}</blockquote>")
    rest = [_as_of(speech, fact), _sources(speech, bank, fact.sources[:1])]
    return Markup("\n".join([statement, *(line for line in rest if line)]))


def _explained(speech: Speech, fact: OwnFact) -> Markup:
    """What a teacher has to say to a question of their own, and where it is from."""
    note = fact.statement.to(speech.language)
    told = (Markup(f"<blockquote>{escape(note)}</blockquote>") if note else None,)
    source = (speech("own-source", source=fact.source) if fact.source else None,)
    return Markup("\n".join(part for part in (*told, *source) if part))


def of_the_day(speech: Speech, told: Markup, delivery_id: int, *, is_again: bool = False) -> Screen:
    """The daily fact, with a question about it one tap away. ``is_again``: all were told before."""
    html = lines(speech("daily-again") if is_again else None, told)
    return Screen(html, of_the_day_rows(speech, delivery_id))


def of_a_day(speech: Speech, bank: Bank, fact: Fact) -> Markup:
    """What a daily fact says."""
    era = bank.find_era(fact.era)
    heading = speech(
        "fact-daily", when=spell(fact.when, speech.language), era=era.title.to(speech.language) if era else ""
    )
    statement = Markup(f"<b>{escape(fact.statement.to(speech.language))}</b>")
    story = escape(fact.story.to(speech.language)) if fact.story else None
    return lines(heading, statement, story, _as_of(speech, fact), _sources(speech, bank, fact.sources))


def of_the_day_rows(speech: Speech, delivery_id: int) -> tuple[Row, ...]:
    quiz = Button(speech.plain("fact-quiz-me"), QuizOnFactTap(delivery_id))
    return ((quiz,), (Button(speech.plain("button-more"), DailyMoreTap(delivery_id, 1)),))


def of_the_day_more(speech: Speech, bank: Bank, fact: Fact, delivery_id: int) -> tuple[Row, ...]:
    """What is seldom used under the daily fact."""
    settings = (Button(speech.plain("fact-settings"), DailyTap()),)
    back = (Button(speech.plain("button-back"), DailyMoreTap(delivery_id, 0)),)
    return (settings, *_seldom(speech, bank, fact), back)


def for_chat(told: Markup, onward: Link) -> Screen:
    """The daily fact of a group or channel; the question about it is asked in private."""
    return Screen(told, ((onward,),))


def in_full(
    speech: Speech, bank: Bank, fact: Fact, others: Sequence[Fact] = (), open_turn: Turn | None = None
) -> Screen:
    """A fact with its story and sources; ``others`` are named below it, a tap away."""
    heading = speech("fact-when", when=spell(fact.when, speech.language))
    statement = Markup(f"<b>{escape(fact.statement.to(speech.language))}</b>")
    story = escape(fact.story.to(speech.language)) if fact.story else None
    sources = _sources(speech, bank, fact.sources[:MOST_SOURCES])
    listed = "\n".join(f"{n}. {_in_short(speech, other)}" for n, other in enumerate(others, start=1))
    also = Markup(f"{speech('fact-see-also')}\n{listed}") if others else None
    html = lines(heading, statement, story, _as_of(speech, fact), sources, also)
    return Screen(html, rows(speech, fact, others, open_turn))


def rows(speech: Speech, fact: Fact, others: Sequence[Fact], open_turn: Turn | None) -> tuple[Row, ...]:
    """Three at most: what is seldom used stands one tap deeper."""
    quiz = (Button(speech.plain("fact-quiz-me"), AskFactTap(fact.id)),)
    see = tuple(
        Button(speech.plain("fact-see", number=number), FactTap(other.id))
        for number, other in enumerate(others, start=1)
    )
    more = Button(speech.plain("button-more"), _more(fact, others, on=1))
    last = (*(short_resume_row(speech, open_turn) or home_row(speech)), more)
    return tuple(row for row in (quiz, see, last) if row)


def more_rows(speech: Speech, bank: Bank, fact: Fact, others: Sequence[Fact]) -> tuple[Row, ...]:
    """What is seldom used under a fact that was asked for."""
    back = (Button(speech.plain("button-back"), _more(fact, others, on=0)),)
    return (*_seldom(speech, bank, fact), home_row(speech), back)


def _seldom(speech: Speech, bank: Bank, fact: Fact) -> tuple[Row, ...]:
    link = (Button(speech.plain("button-link"), LinkTap(Target("fact", fact.id).payload)),)
    names, map_ = names_row(speech, bank, fact), _where_row(speech, bank, fact)
    return tuple(row for row in (names, map_, link, report.fact_row(speech, fact)) if row)


def _where_row(speech: Speech, bank: Bank, fact: Fact) -> Row:
    """The way to the places of a fact on the map, if it names one."""
    if not where.of_fact(bank, fact):
        return ()
    return (Button(speech.plain("button-where"), FactWhereTap(fact.id)),)


def _more(fact: Fact, others: Sequence[Fact], *, on: int) -> FactMoreTap:
    return FactMoreTap(digest((fact.id, "")), ".".join(digest((other.id, "")) for other in others), on)


def named_by(bank: Bank, tap: FactMoreTap) -> list[Fact]:
    """The fact that a button stands under, and then those that are named there; what has gone is left out."""
    by_digest = {digest((fact.id, "")): fact for fact in bank.facts}
    asked = (tap.item, *tap.others.split("."))
    return [by_digest[each] for each in asked if each in by_digest]


def names_row(speech: Speech, bank: Bank, fact: Fact) -> Row:
    """The way to what the fact names and can be explained; nothing if it names nothing of the kind."""
    if not explained_names(bank, fact):
        return ()
    return (Button(speech.plain("fact-names"), NamesTap(fact.id)),)


def explained_names(bank: Bank, fact: Fact) -> list[Name]:
    """The names of a fact that have a meaning, in its order."""
    concepts = {name.id: name for name in bank.concepts}
    return [concepts[name] for name in fact.names if name in concepts]


def _in_short(speech: Speech, fact: Fact) -> Markup:
    """The statement, cut at a word where it is long."""
    return escape(cut(fact.statement.to(speech.language), SHORT))


def _as_of(speech: Speech, fact: Fact) -> Markup | None:
    """For what was true then and may have changed since."""
    return speech("fact-as-of", when=spell(fact.as_of, speech.language)) if fact.as_of else None


def all_sources(speech: Speech, bank: Bank, fact: Fact) -> Markup:
    """Every source of a fact, when it was true if that may change, and whether its text was reviewed."""
    named = _sources(speech, bank, fact.sources)
    return lines(_as_of(speech, fact), named, reviewing.of_fact(speech, bank, fact))


def sources(speech: Speech, bank: Bank, source_ids: Sequence[str]) -> Markup:
    """On whose word something is told."""
    return _sources(speech, bank, source_ids[:MOST_SOURCES])


def _sources(speech: Speech, bank: Bank, source_ids: Sequence[str]) -> Markup:
    named = [_source(bank.source(source_id)) for source_id in source_ids]
    return speech("fact-sources", n=len(named), sources=Markup("; ".join(named)))


def _source(source: Source) -> Markup:
    address = str(escape(source.url)).replace('"', "&quot;")
    return Markup(f'<a href="{address}">{escape(source.title)}</a>{escape(source.by)}')
