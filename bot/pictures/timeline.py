"""An era as a picture: its facts down an axis, each as exact as its date is known."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from msgspec import Struct

from bot.pictures.axis import Axis, axis_of, lanes, spread
from bot.pictures.canvas import WIDTH, Canvas, Point, Style
from bot.pictures.fitting import largest
from bot.pictures.palette import LIGHT, Theme
from bot.pictures.panel import MARGIN, Styles, legend
from bot.texts import Speech
from content.dates import spell
from content.model import Era, Fact
from content.partial_date import PartialDate

PAGE = 10
"""At most so many facts are in one picture."""

_TITLE = Style("", 50, is_bold=True)
_LEADING = 46
_APART = 30
_PAD = 40
_LEGEND = 150
_LONG = 1750
"""With three lines to a fact a page must not become longer than this; else each has two."""

_AXIS = 184
_LANES = (214, 296)
_BADGE = 356
_RADIUS = 29
_TEXT = 402
_ROOM = WIDTH - MARGIN - 28 - _TEXT
_BAR = 16
_TICK = 56


class _Label(Struct, frozen=True):
    """What stands beside the axis for one fact; ``number`` is that of its button."""

    number: int
    when: PartialDate
    is_mastered: bool
    date: list[str]
    lines: list[str]

    @property
    def height(self) -> float:
        return (len(self.date) + len(self.lines)) * _LEADING + _APART


def pages(facts: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    """The facts by their dates, on as few pages as can be, all about equally full."""
    ordered = sorted(facts, key=lambda fact: (fact.when.first_on, fact.when.last_on))
    count = -(-len(ordered) // PAGE)
    cuts = [len(ordered) * number // count for number in range(count + 1)] if count else []
    return [tuple(ordered[begin:end]) for begin, end in pairwise(cuts)]


def draw(
    speech: Speech,
    era: Era,
    facts: Sequence[Fact],
    mastered: AbstractSet[str],
    page: int,
    pages: int,
    theme: Theme = LIGHT,
) -> bytes:
    """One page as a PNG, 1080 wide. ``facts`` are numbered from 1 as they come; ``mastered`` are their ids.

    ``page`` counts from 1. There is at least one fact, and at most ten.
    """
    return paint(speech, era, facts, mastered, (page, pages), theme).png()


def paint(
    speech: Speech,
    era: Era,
    facts: Sequence[Fact],
    mastered: AbstractSet[str],
    page: tuple[int, int],
    theme: Theme,
) -> Canvas:
    measuring = Canvas(1, 1, theme)
    labels = _labels(measuring, speech, facts, mastered)
    title, style = _title(measuring, era.title.to(speech.language), _page(measuring, speech, page)[1])
    top = 60 + len(title) * 62
    axis = axis_of([label.when for label in labels], top + _PAD, sum(label.height for label in labels))
    canvas = Canvas(WIDTH, round(axis.bottom + _PAD + _LEGEND), theme)
    canvas.rounded((MARGIN, top, WIDTH - MARGIN, axis.bottom + _PAD), 28, theme.surface)
    canvas.paragraph(MARGIN + 8, 84, title, style, 62)
    canvas.text(WIDTH - MARGIN - 8, 84, _page(canvas, speech, page)[0], Styles.of(theme).note, "r")
    _draw_facts(canvas, axis, labels)
    _legend(canvas, speech, axis.bottom + _PAD + 58)
    return canvas


def _labels(
    canvas: Canvas, speech: Speech, facts: Sequence[Fact], mastered: AbstractSet[str]
) -> list[_Label]:
    """The earliest first. If there is much to say on the page, each fact has fewer lines."""
    body = Styles.of(canvas.theme).body

    def label(number: int, fact: Fact, lines: int) -> _Label:
        is_mastered, said = fact.id in mastered, (fact.event or fact.statement).to(speech.language)
        date = _date(canvas, spell(fact.when, speech.language), body.bold)
        return _Label(number, fact.when, is_mastered, date, canvas.wrapped(said, body, _ROOM, lines))

    for lines in (3, 2):
        labels = [label(number, fact, lines) for number, fact in enumerate(facts, 1)]
        if sum(one.height for one in labels) <= _LONG:
            break
    return sorted(labels, key=lambda one: (one.when.first_on, one.when.last_on, one.number))


def _date(canvas: Canvas, date: str, style: Style) -> list[str]:
    """A long range goes on below after its dash; a date is never cut short."""
    begin, dash, end = date.partition(" – ")
    if not dash or canvas.width_of(date, style) <= _ROOM - _TICK:
        return [date]
    return [f"{begin} –", end]


def _page(canvas: Canvas, speech: Speech, page: tuple[int, int]) -> tuple[str, float]:
    """Which page this is, and the width that it takes; nothing if it is the only one."""
    if page[1] == 1:
        return "", 0
    words = speech.plain("picture-page", page=page[0], pages=page[1])
    return words, canvas.width_of(words, Styles.of(canvas.theme).note) + 40


def _title(canvas: Canvas, title: str, taken: float) -> tuple[list[str], Style]:
    """As large as fits on one line; a very long title takes two."""
    room = WIDTH - 2 * MARGIN - 16 - taken
    bold = Style(canvas.theme.ink, _TITLE.size, is_bold=True)
    size = largest(range(50, 39, -2), lambda size: canvas.width_of(title, bold.at(size)) <= room)
    return canvas.wrapped(title, bold.at(size), room, 2), bold.at(size)


def _draw_facts(canvas: Canvas, axis: Axis, labels: list[_Label]) -> None:
    marks = _marks(axis, labels)
    wanted = [marks[label.when][1] - _RADIUS for label in labels]
    heights = [label.height for label in labels]
    tops = spread(wanted, heights, axis.top - 4, axis.bottom + _APART)
    _axis(canvas, axis)
    known = {when: all(label.is_mastered for label in labels if label.when == when) for when in marks}
    for when, at in marks.items():
        _bar(canvas, axis, when, at[0], known[when])
    _leaders(
        canvas,
        [
            (_side(label.when, marks[label.when]), (_BADGE - _RADIUS, top + _RADIUS))
            for label, top in zip(labels, tops, strict=True)
        ],
    )
    for when, at in marks.items():
        _dot(canvas, when, at, known[when])
    for label, top in zip(labels, tops, strict=True):
        _label(canvas, label, top)


def _marks(axis: Axis, labels: list[_Label]) -> dict[PartialDate, tuple[float, float]]:
    """Where each date has its mark: a day on the axis, what lasted longer in a lane beside it."""
    longer = [label.when for label in labels if label.when.precision != "day"]
    lane_of = lanes(longer)
    first, last = _LANES
    step = min((last - first) / max(max(lane_of.values(), default=0), 1), 34)
    return {
        label.when: (
            _AXIS if label.when.precision == "day" else first + lane_of[label.when] * step,
            axis.begin(label.when.first_on) + 8,
        )
        for label in labels
    }


def _axis(canvas: Canvas, axis: Axis) -> None:
    """Year by year; dots stand for the years that are left out."""
    style, muted = Style(canvas.theme.ink, is_bold=True), canvas.theme.muted
    last = axis.top
    for year in axis.years:
        for dot in range(3 if year.top > last else 0):
            canvas.disc(_AXIS, last + 12 + 12 * dot, 3, muted)
        canvas.rectangle((_AXIS - 3, year.top, _AXIS + 3, year.bottom), muted)
        canvas.rectangle((_AXIS - 22, year.top, _AXIS, year.top + 3), muted)
        canvas.text(_AXIS - 34, year.top + 36, str(year.number), style, "r")
        last = year.bottom


def _bar(canvas: Canvas, axis: Axis, when: PartialDate, x: float, is_mastered: bool) -> None:
    """As long as the time lasted, or as the time in which the day lies."""
    if when.precision == "day":
        return
    top, bottom = axis.begin(when.first_on), axis.end(when.last_on)
    bottom = max(bottom, top + 1.5 * _BAR)
    canvas.rounded((x - _BAR / 2 - 3, top - 3, x + _BAR / 2 + 3, bottom + 3), 7, canvas.theme.surface)
    canvas.rounded((x - _BAR / 2, top, x + _BAR / 2, bottom), 5, _colour(canvas, is_mastered))


def _side(when: PartialDate, at: Point) -> Point:
    """Where a leader leaves a mark: a bar at its right side."""
    return at if when.precision == "day" else (at[0] + _BAR / 2 + 2, at[1])


def _leaders(canvas: Canvas, leaders: list[tuple[Point, Point]]) -> None:
    """From the marks to their labels, over the bars between them and set off from them."""
    for thickness, colour in ((6, canvas.theme.surface), (3, canvas.theme.muted)):
        for leader in leaders:
            canvas.stroke(leader, thickness, colour)


def _dot(canvas: Canvas, when: PartialDate, at: Point, is_mastered: bool) -> None:
    """A day stands sharply on the axis."""
    if when.precision == "day":
        canvas.disc(*at, 17, canvas.theme.surface)
        canvas.disc(*at, 13, _colour(canvas, is_mastered))


def _colour(canvas: Canvas, is_mastered: bool) -> str:
    return canvas.theme.strong if is_mastered else canvas.theme.cool


def _label(canvas: Canvas, label: _Label, top: float) -> None:
    theme, middle = canvas.theme, top + _RADIUS
    fill, ink = (theme.strong, theme.on_strong) if label.is_mastered else (theme.surface, theme.ink)
    canvas.disc(_BADGE, middle, _RADIUS, theme.strong if label.is_mastered else theme.muted)
    canvas.disc(_BADGE, middle, _RADIUS - 3, fill)
    canvas.text(_BADGE, middle + 13, str(label.number), Style(ink, is_bold=True), "m")
    date = Style(theme.strong if label.is_mastered else theme.muted, is_bold=label.is_mastered)
    last = canvas.paragraph(_TEXT, top + 42, label.date, date, _LEADING)
    if label.is_mastered:
        x = _TEXT + canvas.width_of(label.date[-1], date) + 34
        canvas.tick(x, last - 12, 28, theme.strong)
    canvas.paragraph(_TEXT, last + _LEADING, label.lines, Styles.of(theme).body, _LEADING)


def _legend(canvas: Canvas, speech: Speech, y: float) -> None:
    theme = canvas.theme

    def dot(x: float, y: float) -> None:
        canvas.disc(x + 13, y, 13, theme.cool)

    def bar(x: float, y: float) -> None:
        canvas.rounded((x, y - 22, x + _BAR, y + 22), 5, theme.cool)

    def tick(x: float, y: float) -> None:
        canvas.tick(x + 16, y, 30, theme.strong)

    legend(
        canvas,
        y,
        [
            (dot, 26, speech.plain("picture-timeline-day")),
            (tick, 32, speech.plain("picture-timeline-mastered")),
            (bar, _BAR, speech.plain("picture-timeline-longer")),
        ],
    )
