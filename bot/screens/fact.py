"""A fact as it is told: the statement, when it was, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from bot.learning.quiz import Turn
from bot.links import Target
from bot.screens import report
from bot.screens.home import home_row, resume_rows
from bot.screens.screen import Button, Link, Row, Screen, lines
from bot.taps.daily import DailyTap
from bot.taps.home import FactTap, LinkTap
from bot.taps.quiz import AskFactTap, QuizOnFactTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Bank, Fact, Source

SHORT = 90
"""Characters of a statement in a list."""
MOST_SOURCES = 3
"""Sources under a fact that was asked for: the buttons shall stay in sight."""


def told(speech: Speech, bank: Bank, fact: Fact) -> Markup:
    """The statement and its first source, under an answer: short, because the next question waits."""
    statement = Markup(f"<blockquote>{escape(fact.statement.to(speech.language))}</blockquote>")
    rest = [_as_of(speech, fact), _sources(speech, bank, fact.sources[:1])]
    return Markup("\n".join([statement, *(line for line in rest if line)]))


def of_the_day(speech: Speech, bank: Bank, fact: Fact, delivery_id: int) -> Screen:
    """The daily fact, with a question about it one tap away."""
    era = bank.find_era(fact.era)
    heading = speech(
        "fact-daily", when=spell(fact.when, speech.language), era=era.title.to(speech.language) if era else ""
    )
    statement = Markup(f"<b>{escape(fact.statement.to(speech.language))}</b>")
    story = escape(fact.story.to(speech.language)) if fact.story else None
    quiz = Button(speech.plain("fact-quiz-me"), QuizOnFactTap(delivery_id))
    settings = Button(speech.plain("fact-settings"), DailyTap())
    html = lines(heading, statement, story, _as_of(speech, fact), _sources(speech, bank, fact.sources))
    return Screen(html, ((quiz,), (settings,), report.fact_row(speech, fact)))


def for_chat(speech: Speech, bank: Bank, fact: Fact, onward: Link) -> Screen:
    """The daily fact of a group or channel; the question about it is asked in private."""
    told = of_the_day(speech, bank, fact, 0)
    return Screen(told.html, ((onward,),))


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
    return Screen(
        lines(heading, statement, story, _as_of(speech, fact), sources, also),
        (*_onward(speech, fact, others), *resume_rows(speech, open_turn), home_row(speech)),
    )


def _onward(speech: Speech, fact: Fact, others: Sequence[Fact]) -> Iterator[Row]:
    yield (Button(speech.plain("fact-quiz-me"), AskFactTap(fact.id)),)
    if others:
        yield tuple(
            Button(speech.plain("fact-see", number=number), FactTap(other.id))
            for number, other in enumerate(others, start=1)
        )
    yield (Button(speech.plain("button-link"), LinkTap(Target("fact", fact.id).payload)),)
    yield report.fact_row(speech, fact)


def _in_short(speech: Speech, fact: Fact) -> Markup:
    """The statement, cut at a word where it is long."""
    return escape(shorten(fact.statement.to(speech.language), SHORT, placeholder=" …"))


def _as_of(speech: Speech, fact: Fact) -> Markup | None:
    """For what was true then and may have changed since."""
    return speech("fact-as-of", when=spell(fact.as_of, speech.language)) if fact.as_of else None


def all_sources(speech: Speech, bank: Bank, fact: Fact) -> Markup:
    """Every source of a fact, and when it was true if that may change."""
    named = _sources(speech, bank, fact.sources)
    as_of = _as_of(speech, fact)
    return lines(as_of, named) if as_of else named


def sources(speech: Speech, bank: Bank, source_ids: Sequence[str]) -> Markup:
    """On whose word something is told."""
    return _sources(speech, bank, source_ids[:MOST_SOURCES])


def _sources(speech: Speech, bank: Bank, source_ids: Sequence[str]) -> Markup:
    named = [_source(bank.source(source_id)) for source_id in source_ids]
    return speech("fact-sources", n=len(named), sources=Markup("; ".join(named)))


def _source(source: Source) -> Markup:
    address = str(escape(source.url)).replace('"', "&quot;")
    return Markup(f'<a href="{address}">{escape(source.title)}</a>, {escape(source.publisher)}')
