"""Where the history was: under a map, or the places in words with what happened there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning.lessons import Reading
from bot.learning.where import Spot
from bot.screens.home import home_row
from bot.screens.lessons import onward_row
from bot.screens.screen import Button, Screen, cut, lines
from bot.taps.lessons import EraTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Bank, Era, Fact, Theme

CAPTION = 850
"""Characters of the places under a map: a caption has 1,024."""
SHORT = 90
"""Characters of what happened, where it has no name."""


def lesson(
    speech: Speech, bank: Bank, about: Era | Theme, spots: Sequence[Spot], reading: Reading | None
) -> Screen:
    """``reading`` is where the learner is in it."""
    onward = onward_row(speech, bank, about.id, reading)
    return Screen(_told(speech, about, spots), (onward, home_row(speech)))


def era(speech: Speech, about: Era, spots: Sequence[Spot], page: int) -> Screen:
    """From a page of the timeline, and back to it."""
    back = (Button(speech.plain("button-back"), EraTap(about.id, page)),)
    return Screen(_told(speech, about, spots), (back, home_row(speech)))


def fact(speech: Speech, fact: Fact, spots: Sequence[Spot]) -> Screen:
    heading = speech("fact-when", when=spell(fact.when, speech.language))
    statement = Markup(f"<b>{escape(fact.statement.to(speech.language))}</b>")
    words = [_what_it_is(speech, spot) for spot in spots] if speech.is_text_only else []
    return Screen(lines(heading, statement, *words), (home_row(speech),))


def _told(speech: Speech, about: Era | Theme, spots: Sequence[Spot]) -> Markup:
    title = speech("where-title", title=about.title.to(speech.language))
    if speech.is_text_only:
        return lines(title, *(_what_happened(speech, spot) for spot in spots))
    return lines(title, _in_short(speech, spots))


def _in_short(speech: Speech, spots: Sequence[Spot]) -> Markup:
    """A line a place for what has a name, as many as a caption has room for."""
    named = ((spot, spot.event) for spot in spots)
    told = [f"{_name(speech, spot)}\n{_event(speech, event)}" for spot, event in named if event is not None]
    while sum(map(len, told)) > CAPTION:
        told.pop()
    return Markup("\n".join(told))


def _what_happened(speech: Speech, spot: Spot) -> Markup:
    told = [_event(speech, fact) for fact in spot.told]
    return Markup("\n".join([_name(speech, spot), *told]))


def _event(speech: Speech, fact: Fact) -> Markup:
    words = (fact.event or fact.statement).to(speech.language)
    event = cut(words, SHORT)
    return speech("where-event", when=spell(fact.when, speech.language), event=event)


def _what_it_is(speech: Speech, spot: Spot) -> Markup:
    meaning = spot.name.meaning
    if meaning is None:
        return _name(speech, spot)
    name = spot.name.text.to(speech.language)
    return speech("lesson-meaning", name=name, meaning=meaning.to(speech.language))


def _name(speech: Speech, spot: Spot) -> Markup:
    return Markup(f"<b>{escape(spot.name.text.to(speech.language))}</b>")
