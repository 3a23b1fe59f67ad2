"""What falls due on the next days, as columns, and how right the last weeks were, as a line."""

from __future__ import annotations

from datetime import date, timedelta

from bot.learning.progress import Progress, Week
from bot.pictures.canvas import Canvas
from bot.pictures.panel import FOOT, HEAD, INNER, LEFT, RIGHT, Styles, panel
from bot.texts import Speech
from content.dates import month_names

_NUMBERS = 46
_COLUMN = 96
DUE_HEIGHT = HEAD + _NUMBERS + _COLUMN + 48 + FOOT - 6
_PLOT = 120
ACCURACY_HEIGHT = HEAD + _PLOT + 62 + 46 + FOOT - 4
_DAYS = 14


def draw_due(canvas: Canvas, speech: Speech, progress: Progress, top: float) -> None:
    """Today's column, which also holds what is overdue, is the widest: it has a word under it."""
    panel(canvas, top, top + DUE_HEIGHT, speech.plain("picture-due"), str(sum(progress.due)))
    styles, theme = Styles.of(canvas.theme), canvas.theme
    today = speech.plain("picture-today")
    first = canvas.width_of(today, styles.bold) + 16
    pitch = (INNER - first) / (_DAYS - 1)
    bottom = top + HEAD + _NUMBERS + _COLUMN
    labels = _weekdays(speech, progress.on)
    counts = [*progress.due, *[0] * _DAYS][:_DAYS]
    most, free = max(counts), 0.0
    for day, count in enumerate(counts):
        middle = LEFT + first + (day - 0.5) * pitch if day else LEFT + first / 2 - 8
        height = max(_COLUMN * count / most, 8) if count else 4
        colour = (theme.strong if day == 0 else theme.cool) if count else theme.line
        canvas.rounded((middle - 17, bottom - height, middle + 17, bottom), 8, colour)
        style = styles.bold if day == 0 else styles.note
        canvas.text(middle, bottom + 46, labels[day] if day else today, style, "m")
        wide = canvas.width_of(str(count), style)
        if count and middle - wide / 2 >= free:  # a number that would touch the one before it is left out
            canvas.text(middle, bottom - height - 12, str(count), style, "m")
            free = middle + wide / 2 + 4


def draw_accuracy(canvas: Canvas, speech: Speech, progress: Progress, top: float) -> None:
    """Weeks without answers have no dot; the line goes on to the next that has one."""
    panel(canvas, top, top + ACCURACY_HEIGHT, speech.plain("picture-accuracy"))
    plot = top + HEAD + 8
    if not any(week.answered for week in progress.weeks):
        note = Styles.of(canvas.theme).note
        nothing = canvas.fitted(speech.plain("picture-accuracy-none"), note, INNER)
        canvas.text(LEFT, plot + _PLOT / 2, *nothing)
        return
    for share in (0, 0.5, 1):
        y = plot + _PLOT * share
        canvas.rectangle((LEFT, y, RIGHT, y + 2), canvas.theme.line)
    _line(canvas, progress.weeks, plot)
    _percents(canvas, speech, progress.weeks, plot + _PLOT + 54)


def _middle(number: int, weeks: int) -> float:
    return LEFT + INNER * (number + 0.5) / weeks


def _line(canvas: Canvas, weeks: tuple[Week, ...], plot: float) -> None:
    dots = [
        (_middle(number, len(weeks)), plot + _PLOT * (1 - week.right / week.answered))
        for number, week in enumerate(weeks)
        if week.answered
    ]
    if len(dots) > 1:
        canvas.stroke(dots, 6, canvas.theme.strong)
    for x, y in dots:
        canvas.disc(x, y, 13, canvas.theme.surface)
        canvas.disc(x, y, 10, canvas.theme.strong)


def _percents(canvas: Canvas, speech: Speech, weeks: tuple[Week, ...], y: float) -> None:
    """Under each week its number, and under the first and the last when it began."""
    styles = Styles.of(canvas.theme)
    for number, week in enumerate(weeks):
        words, style = (str(week.percent), styles.body) if week.answered else ("–", styles.note)
        canvas.text(_middle(number, len(weeks)), y, words, style, "m")
    canvas.text(LEFT, y + 50, _day(speech, weeks[0].begins_on), styles.note)
    canvas.text(RIGHT, y + 50, _day(speech, weeks[-1].begins_on), styles.note, "r")


def _weekdays(speech: Speech, first: date) -> list[str]:
    names = speech.plain("picture-weekdays").split(" ")
    return [names[(first + timedelta(days=day)).weekday()] for day in range(_DAYS)]


def _day(speech: Speech, on: date) -> str:
    plain, bent = month_names(speech.language)
    return f"{on.day} {(bent if speech.language == 'ru' else plain)[on.month - 1]}"
