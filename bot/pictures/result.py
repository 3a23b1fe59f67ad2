"""The card of one quiz's result, to be shown to others: no name and nothing personal is on it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from bot.pictures.canvas import WIDTH, Canvas, Style
from bot.pictures.palette import LIGHT, Theme
from bot.pictures.panel import MARGIN, Styles
from bot.texts import Speech
from content.dates import spell
from content.partial_date import PartialDate

_HEIGHT = 1080
_MIDDLE = WIDTH / 2
_ROOM = WIDTH - 2 * MARGIN - 2 * 56
_RING = (_MIDDLE, 560.0)
_RADIUS = 250
_THICKNESS = 38


class Score(Struct, frozen=True):
    """``about`` is the title of what was asked: an era, a theme, or what kind of quiz it was."""

    right: int
    total: int
    about: str
    on: date  # the learner's local day
    streak: int  # days in a row
    bank_title: str


def draw(speech: Speech, score: Score, theme: Theme = LIGHT) -> bytes:
    """The card as a PNG, 1080 by 1080."""
    return paint(speech, score, theme).png()


def paint(speech: Speech, score: Score, theme: Theme) -> Canvas:
    canvas = Canvas(WIDTH, _HEIGHT, theme)
    styles = Styles.of(theme)
    canvas.rounded((MARGIN, MARGIN, WIDTH - MARGIN, _HEIGHT - MARGIN), 40, theme.surface)
    bank_title = canvas.wrapped(score.bank_title, styles.note, _ROOM, 2)
    canvas.paragraph(_MIDDLE, 96 if len(bank_title) > 1 else 112, bank_title, styles.note, 46, "m")
    about, style = canvas.fitted(score.about, Style(theme.ink, 56, is_bold=True), _ROOM)
    lines = [about] if about == score.about else canvas.wrapped(score.about, style, _ROOM, 2)
    canvas.paragraph(_MIDDLE, 234 if len(lines) == 1 else 208, lines, style, 50, "m")
    _ring(canvas, speech, score)
    _foot(canvas, speech, score)
    return canvas


def _ring(canvas: Canvas, speech: Speech, score: Score) -> None:
    """As much of the ring is full as was right; the numbers say it too."""
    theme, (x, y) = canvas.theme, _RING
    canvas.arc(x, y, _RADIUS, _THICKNESS, 1, theme.line)
    canvas.arc(x, y, _RADIUS, _THICKNESS, score.right / max(score.total, 1), theme.strong)
    number = canvas.fitted(str(score.right), Style(theme.strong, 176, is_bold=True), 370)
    canvas.text(x, y + 44, *number, "m")
    of_all = speech.plain("picture-right-of", total=score.total)
    canvas.text(x, y + 112, *canvas.fitted(of_all, Style(theme.ink, 42), 340), "m")


def _foot(canvas: Canvas, speech: Speech, score: Score) -> None:
    styles = Styles.of(canvas.theme)
    on = spell(PartialDate(score.on.isoformat()), speech.language)
    if score.streak:
        streak = speech.plain("picture-streak-days", n=score.streak)
        pill = canvas.width_of(streak, styles.bold) / 2 + 44
        canvas.rounded((_MIDDLE - pill, 850, _MIDDLE + pill, 930), 40, canvas.theme.strong)
        canvas.text(_MIDDLE, 903, streak, Style(canvas.theme.on_strong, is_bold=True), "m")
    canvas.text(_MIDDLE, 1002, on, styles.note, "m")
