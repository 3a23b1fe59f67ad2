"""The words that all screens of classes share: names of people, titles, dates, marks and minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.classes.report import Line
from bot.classes.values import Class, Homework, Pupil
from bot.learning.homework import MISSES, OWN
from bot.texts import Speech, isolated
from content.dates import spell
from content.model import Bank, Fact, Question
from content.own import OwnFact
from content.partial_date import PartialDate


def name_of(speech: Speech, of: Class | Pupil) -> str:
    """As it was typed; it can be read no more if it was sealed with a key that is gone."""
    return isolated(of.name) if of.name else speech.plain("class-nameless")


def names_of(speech: Speech, lines: Iterable[Line]) -> str:
    return ", ".join(name_of(speech, line.pupil) for line in lines)


def topic(speech: Speech, bank: Bank, scope: str | None) -> str:
    found = bank.find_scope(scope) if scope else None
    if found is not None:
        return found.title.to(speech.language)
    names = {MISSES: "homework-misses", OWN: "homework-own"}
    return speech.plain(names.get(scope or "", "homework-everything"))


def title(speech: Speech, bank: Bank, of: Homework) -> str:
    """What it is about; of a test, also whether it is the one before or after."""
    about = topic(speech, bank, of.scope)
    return about if of.kind == "work" else speech.plain(f"homework-{of.kind}", topic=about)


def asked(speech: Speech, fact: Fact, question: Question) -> str:
    """A question in a report; it says whether a teacher has written it."""
    ask = question.ask.to(speech.language)
    return speech.plain("class-report-own", ask=ask) if isinstance(fact, OwnFact) else ask


def day(speech: Speech, on: date) -> str:
    return spell(PartialDate(on.isoformat()), speech.language)


def points(value: float) -> str:
    """7, 6½: half-right answers count as halves."""
    whole = int(value)
    half = "½" if value - whole >= 0.5 else ""
    return half if half and not whole else f"{whole}{half}"


def time_of(speech: Speech, line: Line) -> str:
    """How long the questions took, where that is known."""
    return speech.plain("class-on-paper") if line.is_on_paper else clock(line.seconds)


def clock(seconds: int) -> str:
    """Minutes and seconds, as 4:05."""
    return f"{seconds // 60}:{seconds % 60:02}"


def percent(share: float) -> int:
    return round(100 * share)
