"""The screen of a learner's progress: a few words for the picture, or all that it shows in words."""

from __future__ import annotations

from bot.learning.progress import EraProgress, Progress
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.quiz import QuizMenuTap
from bot.taps.review import DoubtsTap, ReviewTap
from bot.texts import Markup, Speech

BAR = 8
"""Squares of an era's bar."""
WEEKS_TOLD = 4


def progress(speech: Speech, of: Progress, doubts: int) -> Screen:
    """Text-only everything in words; ``doubts`` counts what one is sure of and wrong about."""
    if of.answered == 0:
        quiz = (Button(speech.plain("home-quiz"), QuizMenuTap()),)
        return Screen(speech("progress-none"), (quiz, home_row(speech)))
    if not speech.is_text_only:
        return Screen(speech("progress-caption"), _rows(speech, of, doubts))
    eras = Markup("\n".join(_era(speech, era) for era in of.eras))
    ahead = Markup("\n".join([_due(speech, of), *_weeks(speech, of)]))
    html = lines(speech("progress-title"), _sums(speech, of), speech("progress-eras"), eras, ahead)
    return Screen(html, _rows(speech, of, doubts))


def _sums(speech: Speech, of: Progress) -> Markup:
    told = [
        speech("progress-seen", seen=of.seen, total=of.facts),
        speech("progress-learning", learning=of.learning),
        speech("progress-mastered", n=of.mastered, total=of.facts),
        speech("progress-answered", n=of.answered),
        speech("progress-right", n=of.right, percent=of.percent),
        speech("progress-streak", n=of.streak.days),
        speech("progress-freezes", n=of.streak.freezes),
    ]
    return Markup("\n".join(told))


def _due(speech: Speech, of: Progress) -> Markup:
    return speech("progress-due", n=of.due[0], ahead=sum(of.due[1:]))


def _weeks(speech: Speech, of: Progress) -> list[Markup]:
    percents = [f"{week.percent}%" for week in of.weeks if week.answered][-WEEKS_TOLD:]
    return [speech("progress-weeks", percents=", ".join(percents))] if percents else []


def _rows(speech: Speech, of: Progress, doubts: int) -> tuple[Row, ...]:
    first = Button(speech.plain("home-quiz"), QuizMenuTap())
    if of.due[0]:
        first = Button(speech.plain("home-review", n=of.due[0]), ReviewTap())
    second = ((Button(speech.plain("progress-doubts", n=doubts), DoubtsTap()),),) if doubts else ()
    return ((first,), *second, home_row(speech))


def _era(speech: Speech, of: EraProgress) -> Markup:
    filled = round(BAR * of.mastered / of.facts) if of.facts else 0
    return speech(
        "progress-era",
        title=of.era.title.to(speech.language),
        bar="▰" * filled + "▱" * (BAR - filled),
        mastered=of.mastered,
        asked=of.asked,
        facts=of.facts,
    )
