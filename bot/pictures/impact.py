"""What came of it all on one sheet: who learns, how far they came, and the certificates of a year."""

from __future__ import annotations

from collections.abc import Mapping

from bot.learning.impact import STAGES, Impact
from bot.learning.tally import Seen
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.palette import LIGHT, Theme
from bot.pictures.panel import FOOT, GAP, HEAD, INNER, LEFT, MARGIN, RIGHT, TILE, Styles, panel, tile
from bot.texts import Speech
from content.dates import month_names, spell
from content.model import Language
from content.partial_date import PartialDate

_TOP = 176
_LANGUAGE = 134
_STAGE = 82
_BAR = 22
_NUMBERS, _COLUMN = 46, 120
_MONTHS_HEIGHT = HEAD + _NUMBERS + _COLUMN + 48 + FOOT - 6

Names = Mapping[Language, str]


def draw(speech: Speech, title: str, names: Names, made: Impact, *, theme: Theme = LIGHT) -> bytes:
    """The sheet as a PNG, 1080 wide; ``title`` is the bank's, ``names`` are the languages by their own."""
    languages = HEAD + _LANGUAGE * max(len(made.by_language), 1) + FOOT - 20
    stages = HEAD + _STAGE * len(STAGES) + FOOT - 20
    heights = (2 * TILE + GAP, languages, stages, _MONTHS_HEIGHT)
    canvas = Canvas(WIDTH, _TOP + sum(heights) + GAP * (len(heights) - 1) + MARGIN, theme)
    tops = [_TOP + sum(heights[:number]) + GAP * number for number in range(len(heights))]
    _title(canvas, speech, title, made)
    _tiles(canvas, speech, made, tops[0])
    _languages(canvas, speech, names, made, (tops[1], tops[1] + languages))
    _stages(canvas, speech, made, (tops[2], tops[2] + stages))
    _months(canvas, speech, made, tops[3])
    return canvas.png()


def _title(canvas: Canvas, speech: Speech, title: str, made: Impact) -> None:
    styles, left = Styles.of(canvas.theme), MARGIN + 8
    date = spell(PartialDate(made.on.isoformat()), speech.language)
    canvas.text(WIDTH - left, 80, date, styles.note, "r")
    room = WIDTH - 2 * left - canvas.width_of(date, styles.note) - 40
    canvas.text(left, 80, *canvas.fitted(speech.plain("impact-title"), styles.title, room))
    canvas.text(left, 142, *canvas.fitted(title, styles.note, WIDTH - 2 * left))


def _tiles(canvas: Canvas, speech: Speech, made: Impact, top: float) -> None:
    middle, below, whole = WIDTH / 2, top + TILE + GAP, made.whole
    left, right = (MARGIN, middle - GAP / 2), (middle + GAP / 2, WIDTH - MARGIN)
    exams = speech.plain("impact-of-exams", n=made.reached.exams)
    lately = speech.plain("impact-lately", week=whole.week)
    facts = speech.plain("impact-of-facts", n=made.facts)
    tile(canvas, left, top, speech.plain("impact-all"), str(whole.all), _began(speech, made))
    tile(canvas, right, top, speech.plain("impact-month"), str(whole.month), lately)
    tile(canvas, left, below, speech.plain("impact-answers"), str(made.reached.answers), facts)
    tile(canvas, right, below, speech.plain("impact-certificates"), str(made.certificates.all), exams)


def _began(speech: Speech, made: Impact) -> str:
    return speech.plain("impact-of-began", n=made.reached.stages[0])


def _languages(
    canvas: Canvas, speech: Speech, names: Names, made: Impact, sides: tuple[float, float]
) -> None:
    panel(canvas, *sides, speech.plain("impact-languages"))
    for number, (language, seen) in enumerate(sorted(made.by_language.items())):
        top = sides[0] + HEAD + number * _LANGUAGE
        _bar(canvas, names[language], str(seen.all), seen.all / max(made.whole.all, 1), top)
        note = Styles.of(canvas.theme).note
        canvas.text(LEFT, top + 108, *canvas.fitted(_there(speech, seen), note, INNER))


def _there(speech: Speech, seen: Seen) -> str:
    return speech.plain("impact-there", today=seen.today, week=seen.week, month=seen.month)


def _stages(canvas: Canvas, speech: Speech, made: Impact, sides: tuple[float, float]) -> None:
    panel(canvas, *sides, speech.plain("impact-completion"))
    for place, number in enumerate(made.reached.stages):
        percent = STAGES[place]
        what = speech.plain("impact-facts", percent=percent) if percent else speech.plain("impact-began")
        count = speech.plain("impact-share", n=number, share=made.share(place))
        _bar(canvas, what, count, number / max(made.whole.all, 1), sides[0] + HEAD + place * _STAGE)


def _bar(canvas: Canvas, what: str, count: str, share: float, top: float) -> None:
    """A share of all, as a bar below its name and number."""
    theme, styles = canvas.theme, Styles.of(canvas.theme)
    canvas.text(RIGHT, top + 30, count, styles.bold, "r")
    room = INNER - canvas.width_of(count, styles.bold) - 28
    canvas.text(LEFT, top + 30, *canvas.fitted(what, styles.body, room))
    bar = top + 44
    canvas.rounded((LEFT, bar, RIGHT, bar + _BAR), _BAR, theme.line)
    if share:
        canvas.rounded((LEFT, bar, LEFT + max(INNER * share, _BAR), bar + _BAR), _BAR, theme.strong)


def _months(canvas: Canvas, speech: Speech, made: Impact, top: float) -> None:
    """A column for each month; a number that would touch the one before it is left out."""
    months = made.certificates.by_month
    of_year = speech.plain("impact-year", n=sum(number for _, number in months))
    panel(canvas, top, top + _MONTHS_HEIGHT, speech.plain("impact-certificates"), of_year)
    styles, theme = Styles.of(canvas.theme), canvas.theme
    names, _ = month_names(speech.language)
    pitch, bottom = INNER / len(months), top + HEAD + _NUMBERS + _COLUMN
    most, free = max(number for _, number in months), 0.0
    for place, (month, number) in enumerate(months):
        middle = LEFT + pitch * (place + 0.5)
        height = max(_COLUMN * number / most, 8) if number else 4
        colour = theme.strong if number else theme.line
        canvas.rounded((middle - 20, bottom - height, middle + 20, bottom), 8, colour)
        canvas.text(middle, bottom + 46, names[month.month - 1][:3], styles.note, "m")
        wide = canvas.width_of(str(number), styles.note)
        if number and middle - wide / 2 >= free:
            canvas.text(middle, bottom - height - 12, str(number), styles.note, "m")
            free = middle + wide / 2 + 4
