"""A year of days as squares: a column is a week, a row a day of the week; the darker, the more answers."""

from __future__ import annotations

from datetime import date, timedelta

from bot.learning.progress import Progress
from bot.pictures.canvas import Canvas
from bot.pictures.panel import FOOT, HEAD, LEFT, RIGHT, Styles, legend, panel
from bot.texts import Speech
from content.dates import month_names

WEEKS = 53
FROM = (1, 5, 10, 20)
"""So many answers a day has at least in each of the four shades."""
_PITCH = 18
_SQUARE = 15
_MONTHS = 46
_KEY = 72
HEIGHT = HEAD + _MONTHS + 7 * _PITCH + _KEY + FOOT - 26
_DAY = timedelta(days=1)


def draw(canvas: Canvas, speech: Speech, progress: Progress, top: float) -> None:
    year = progress.on - 365 * _DAY
    count = sum(answers > 0 and day > year for day, answers in progress.days.items())
    note = speech.plain("picture-year-days", n=count)
    panel(canvas, top, top + HEIGHT, speech.plain("picture-year"), note)
    monday = progress.on - progress.on.weekday() * _DAY
    first = monday - 7 * (WEEKS - 1) * _DAY
    _months(canvas, speech, first, progress.on.month % 2, top + HEAD + 24)
    rows = top + HEAD + _MONTHS
    for number in range((progress.on - first).days + 1):
        day = first + number * _DAY
        x, y = LEFT + number // 7 * _PITCH, rows + number % 7 * _PITCH
        _square(canvas, progress, day, x, y)
    _key(canvas, speech, top + HEIGHT - FOOT)


def _months(canvas: Canvas, speech: Speech, first: date, parity: int, y: float) -> None:
    """Every other month's first letters over its first whole week: there is no room for more."""
    note = Styles.of(canvas.theme).note
    names, _ = month_names(speech.language)
    for week in range(WEEKS):
        monday = first + 7 * week * _DAY
        x, name = LEFT + week * _PITCH, names[monday.month - 1][:3]
        is_first = monday.day <= 7 and monday.month % 2 == parity
        if is_first and x + canvas.width_of(name, note) <= RIGHT:
            canvas.text(x, y, name, note)


def _square(canvas: Canvas, progress: Progress, day: date, x: float, y: float) -> None:
    theme, box = canvas.theme, (x, y, x + _SQUARE, y + _SQUARE)
    answers = progress.days.get(day, 0)
    if day == progress.on:
        canvas.rounded((x - 3, y - 3, x + _SQUARE + 3, y + _SQUARE + 3), 6, theme.ink)
    if day in progress.streak.frozen:
        _spare(canvas, x, y + _SQUARE / 2)
    else:
        canvas.rounded(box, 3, shade(canvas, answers))


def _spare(canvas: Canvas, x: float, y: float) -> None:
    """A diamond with a hole: another shape than the squares, not only another colour."""
    middle = x + _SQUARE / 2
    canvas.diamond(middle, y, _SQUARE / 2 + 2, canvas.theme.cool)
    canvas.diamond(middle, y, _SQUARE / 2 - 3, canvas.theme.surface)


def shade(canvas: Canvas, answers: int) -> str:
    steps = sum(answers >= least for least in FROM)
    return canvas.theme.shades[steps - 1] if steps else canvas.theme.line


def _key(canvas: Canvas, speech: Speech, y: float) -> None:
    def squares(x: float, y: float) -> None:
        for number, answers in enumerate((0, *FROM)):
            left = x + number * 34
            canvas.rounded((left, y - 14, left + 28, y + 14), 5, shade(canvas, answers))

    def diamond(x: float, y: float) -> None:
        canvas.diamond(x + 14, y, 17, canvas.theme.cool)
        canvas.diamond(x + 14, y, 9, canvas.theme.surface)

    legend(
        canvas,
        y,
        [
            (squares, 5 * 34 - 6, speech.plain("picture-more")),
            (diamond, 28, speech.plain("picture-spare")),
        ],
    )
