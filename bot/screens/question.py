"""The daily question of a private chat: a tap on an option answers it, and moves the memory."""

from __future__ import annotations

from bot.learning.quiz import Turn
from bot.screens import asking
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.daily import DailyMoreTap, DailyTap
from bot.taps.wishes import DailyAnswerTap
from bot.texts import Markup, Speech, escape


def of_the_day(speech: Speech, at: Turn, delivery_id: int, *, is_again: bool = False) -> Screen:
    """``is_again``: all were told before."""
    listed, _ = _body(speech, at, delivery_id)
    html = lines(
        speech("daily-again") if is_again else None,
        speech("question-daily"),
        Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>"),
        listed,
    )
    return Screen(html, rows(speech, at, delivery_id))


def rows(speech: Speech, at: Turn, delivery_id: int) -> tuple[Row, ...]:
    _, options = _body(speech, at, delivery_id)
    dont_know = Button(speech.plain("quiz-dont-know"), DailyAnswerTap(delivery_id, 0))
    return (*options, (dont_know, Button(speech.plain("button-more"), DailyMoreTap(delivery_id, 1))))


def more(speech: Speech, delivery_id: int) -> tuple[Row, ...]:
    """What is seldom used; whatever would tell the answer stands under that."""
    settings = (Button(speech.plain("fact-settings"), DailyTap()),)
    return (settings, (Button(speech.plain("button-back"), DailyMoreTap(delivery_id, 0)),))


def _body(speech: Speech, at: Turn, delivery_id: int) -> asking.Body:
    return asking.of_options(speech, at, lambda index: DailyAnswerTap(delivery_id, index + 1))
