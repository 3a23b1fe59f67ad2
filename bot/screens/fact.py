"""A fact as it is told: the statement, when it was, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.screen import Button, Screen, lines
from bot.taps import DailyTap, QuizOnFactTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Bank, Fact, Source


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
    return Screen(html, ((quiz,), (settings,)))


def _as_of(speech: Speech, fact: Fact) -> Markup | None:
    """For what was true then and may have changed since."""
    return speech("fact-as-of", when=spell(fact.as_of, speech.language)) if fact.as_of else None


def _sources(speech: Speech, bank: Bank, source_ids: Sequence[str]) -> Markup:
    named = [_source(bank.source(source_id)) for source_id in source_ids]
    return speech("fact-sources", n=len(named), sources=Markup("; ".join(named)))


def _source(source: Source) -> Markup:
    address = str(escape(source.url)).replace('"', "&quot;")
    return Markup(f'<a href="{address}">{escape(source.title)}</a>, {escape(source.publisher)}')
