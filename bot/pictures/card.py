"""The progress card: how much is seen, learnt and mastered, the streak and its year, what falls due."""

from __future__ import annotations

from bot.learning.progress import EraProgress, Progress
from bot.pictures import charts, year
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.palette import LIGHT, Theme
from bot.pictures.panel import (
    FOOT,
    GAP,
    HEAD,
    INNER,
    LEFT,
    MARGIN,
    RIGHT,
    TILE,
    Sign,
    Styles,
    legend,
    panel,
    tile,
)
from bot.texts import Speech
from content.dates import spell
from content.partial_date import PartialDate

_TOP = 124
_ERA = 82
_BAR = 22


def draw(speech: Speech, progress: Progress, *, theme: Theme = LIGHT) -> bytes:
    """The card as a PNG, 1080 wide and as high as there are eras."""
    return paint(speech, progress, theme).png()


def paint(speech: Speech, progress: Progress, theme: Theme) -> Canvas:
    eras_height = HEAD + _ERA * len(progress.eras) + 58 + FOOT - 20
    heights = (2 * TILE + GAP, eras_height, year.HEIGHT, charts.DUE_HEIGHT, charts.ACCURACY_HEIGHT)
    canvas = Canvas(WIDTH, _TOP + sum(heights) + GAP * (len(heights) - 1) + MARGIN, theme)
    tops = [_TOP + sum(heights[:number]) + GAP * number for number in range(len(heights))]
    _title(canvas, speech, progress)
    _tiles(canvas, speech, progress, tops[0])
    _eras(canvas, speech, progress, tops[1], tops[1] + eras_height)
    year.draw(canvas, speech, progress, tops[2])
    charts.draw_due(canvas, speech, progress, tops[3])
    charts.draw_accuracy(canvas, speech, progress, tops[4])
    return canvas


def _title(canvas: Canvas, speech: Speech, progress: Progress) -> None:
    styles = Styles.of(canvas.theme)
    date = spell(PartialDate(progress.on.isoformat()), speech.language)
    canvas.text(WIDTH - MARGIN - 8, 86, date, styles.note, "r")
    room = WIDTH - 2 * MARGIN - canvas.width_of(date, styles.note) - 40
    canvas.text(MARGIN + 8, 86, *canvas.fitted(speech.plain("picture-progress-title"), styles.title, room))


def _tiles(canvas: Canvas, speech: Speech, progress: Progress, top: float) -> None:
    streak, middle = progress.streak, WIDTH / 2
    left, right = (MARGIN, middle - GAP / 2), (middle + GAP / 2, WIDTH - MARGIN)
    of_all, below = speech.plain("picture-of", total=progress.facts), top + TILE + GAP
    tile(canvas, left, top, speech.plain("picture-seen"), str(progress.seen), of_all)
    once = speech.plain("picture-right-once")
    tile(canvas, right, top, speech.plain("picture-learning"), str(progress.learning), once)
    tile(canvas, left, below, speech.plain("picture-mastered"), str(progress.mastered), of_all)
    spare = speech.plain("picture-spare-left", count=streak.freezes)
    tile(canvas, right, below, speech.plain("picture-streak"), str(streak.days), spare)


def _eras(canvas: Canvas, speech: Speech, progress: Progress, top: float, bottom: float) -> None:
    panel(canvas, top, bottom, speech.plain("picture-eras"))
    for number, era in enumerate(progress.eras):
        _era(canvas, era.era.title.to(speech.language), era, top + HEAD + number * _ERA)
    _era_legend(canvas, speech, bottom - FOOT)


def _era(canvas: Canvas, title: str, era: EraProgress, top: float) -> None:
    theme, styles = canvas.theme, Styles.of(canvas.theme)
    count = f"{era.mastered} / {era.facts}"
    canvas.text(RIGHT, top + 30, count, styles.bold, "r")
    room = INNER - canvas.width_of(count, styles.bold) - 28
    canvas.text(LEFT, top + 30, *canvas.fitted(title, styles.body, room))
    bar = top + 44
    canvas.rounded((LEFT, bar, RIGHT, bar + _BAR), _BAR, theme.line)
    for done, colour in ((era.asked, theme.soft), (era.mastered, theme.strong)):
        if done:
            length = max(INNER * done / era.facts, _BAR)
            canvas.rounded((LEFT, bar, LEFT + length, bar + _BAR), _BAR, colour)


def _era_legend(canvas: Canvas, speech: Speech, y: float) -> None:
    def bar(colour: str) -> Sign:
        return lambda x, y: canvas.rounded((x, y - _BAR / 2, x + 44, y + _BAR / 2), _BAR, colour)

    mastered = (bar(canvas.theme.strong), 44, speech.plain("picture-era-mastered"))
    legend(canvas, y, [mastered, (bar(canvas.theme.soft), 44, speech.plain("picture-era-asked"))])
