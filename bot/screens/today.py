"""The screen of a day of the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.learning.today import LEAP, Today
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.home import FactTap
from bot.taps.lessons import TodayTap
from bot.texts import Markup, Speech, escape
from content.dates import month_names, spell
from content.model import Fact

_DAY = timedelta(days=1)


def today(speech: Speech, found: Today, month: int, day: int, year: int) -> Screen:
    """``year`` is the present one, by which years ago are counted."""
    heading = speech("today-heading", day=day_of_year(speech, month, day))
    facts = (*found.facts, *found.of_month)
    told = [_told(speech, found, fact, number, year) for number, fact in enumerate(facts, start=1)]
    if found.of_month:
        told.insert(len(found.facts), speech("today-of-month"))
    rows = (*_facts(speech, facts), _days(speech, month, day), home_row(speech))
    return Screen(lines(heading, _near(speech, found), *told), rows)


def _near(speech: Speech, found: Today) -> Markup:
    """How near that is, no nearer than it is."""
    if found.near != "theme":
        return speech(f"today-{found.near}")
    if found.theme is None:
        return speech("today-any")
    return speech("today-theme", title=found.theme.title.to(speech.language))


def day_of_year(speech: Speech, month: int, day: int) -> str:
    """12 May, without a year."""
    bent = speech.language == "ru"
    return f"{day} {month_names(speech.language)[int(bent)][month - 1]}"


def _told(speech: Speech, found: Today, fact: Fact, number: int, year: int) -> Markup:
    when = escape(spell(fact.when, speech.language))
    ago = year - fact.when.first_on.year
    if found.near == "day" and fact in found.facts and ago > 0:
        when = Markup(f"{when} ({speech('today-years-ago', n=ago)})")
    head = f"{number}. " if len(found.facts) + len(found.of_month) > 1 else ""
    return Markup(f"{head}<i>{when}</i>\n<b>{escape(fact.statement.to(speech.language))}</b>")


def _facts(speech: Speech, facts: Sequence[Fact]) -> tuple[Row, ...]:
    if len(facts) == 1:
        return ((Button(speech.plain("today-more"), FactTap(facts[0].id)),),)
    numbered = enumerate(facts, start=1)
    return (tuple(Button(str(n), FactTap(fact.id)) for n, fact in numbered),)


def _days(speech: Speech, month: int, day: int) -> Row:
    """The days before and after, round the year."""
    at = date(LEAP, month, day)
    before, after = ((at + step).replace(year=LEAP) for step in (-_DAY, _DAY))
    return (
        Button(speech.plain("today-before", day=day_of_year(speech, before.month, before.day)), _tap(before)),
        Button(speech.plain("today-after", day=day_of_year(speech, after.month, after.day)), _tap(after)),
    )


def _tap(day: date) -> TodayTap:
    return TodayTap(day.month, day.day)
