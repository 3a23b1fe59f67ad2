"""The five of the day."""

from __future__ import annotations

from bot.learning.challenge import Side
from bot.screens.challenge import squares
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.quiz import ResumeTap
from bot.taps.sets import BeginFiveTap
from bot.texts import Speech

QUERY = "five"
"""What an inline query for them is."""


def waiting(speech: Speech, count: int, streak: int) -> Screen:
    """Not answered yet."""
    told = speech("five-streak", n=streak) if streak else None
    begin = (Button(speech.plain("set-begin"), BeginFiveTap()),)
    return Screen(lines(speech("five"), speech("five-waits", n=count), told), (begin, home_row(speech)))


def done(speech: Speech, side: Side, streak: int, quiz_id: int, share: Row) -> Screen:
    """What can be shown to others: it gives nothing away."""
    marks = speech("five-done", squares=squares(speech, side))
    told = speech("five-streak", n=streak) if streak else None
    see = (Button(speech.plain("five-see"), ResumeTap(quiz_id)),)
    return Screen(lines(speech("five"), marks, told, speech("five-tomorrow")), (share, see, home_row(speech)))
