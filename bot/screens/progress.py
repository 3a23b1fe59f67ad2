"""The screen of a learner's progress."""

from __future__ import annotations

from bot.learning.progress import EraProgress, Progress
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, lines
from bot.taps.quiz import QuizMenuTap
from bot.texts import Markup, Speech

BAR = 8
"""Squares of an era's bar."""


def progress(speech: Speech, of: Progress) -> Screen:
    quiz = (Button(speech.plain("home-quiz"), QuizMenuTap()),)
    if of.answered == 0:
        return Screen(speech("progress-none"), (quiz, home_row(speech)))
    sums = Markup(
        "\n".join(
            [
                speech("progress-answered", n=of.answered),
                speech("progress-right", n=of.right, percent=of.percent),
                speech("progress-streak", n=of.streak.days),
            ]
        )
    )
    eras = Markup("\n".join(_era(speech, era) for era in of.eras))
    html = lines(speech("progress-title"), sums, speech("progress-eras"), eras)
    return Screen(html, (quiz, home_row(speech)))


def _era(speech: Speech, of: EraProgress) -> Markup:
    filled = round(BAR * of.mastered / of.facts) if of.facts else 0
    return speech(
        "progress-era",
        title=of.era.title.to(speech.language),
        bar="▰" * filled + "▱" * (BAR - filled),
        mastered=of.mastered,
        facts=of.facts,
    )
