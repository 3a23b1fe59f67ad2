"""A map of Tajikistan, or of as much of the world as is needed, with points that have letters or names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.pictures.canvas import WIDTH, Box, Canvas, Point, Style
from bot.pictures.countries import OTHERS, TAJIKISTAN, Country
from bot.pictures.fitting import largest
from bot.pictures.geography import Frame, Line, frame, outlines
from bot.pictures.palette import LIGHT, Theme
from bot.pictures.panel import MARGIN
from bot.pictures.placing import Placed, Taken, place
from bot.texts import Speech
from content.model import Position

if TYPE_CHECKING:
    from PIL import ImageDraw

MOST = 12
"""So many points have room, unless they crowd."""

_HEIGHTS = (640, 1100)
"""The map is no lower and no higher."""
_PAD = 120
_EDGE = 24
_DOT = 13
_RIM = _DOT + 3
_BADGE = 34
_LETTER = Style("", 44, is_bold=True)
_NAME = Style("", 36, is_bold=True)
_LEADING = 44
_LINE = 330
"""The longest line of a name."""
_PILL = (16, 10)
"""From a name to the edge of the plate it stands on."""


class Mark(Struct, frozen=True):
    """A point with what stands beside it: the letter of an option, or the name of the place."""

    at: Position
    label: str


def lettered(speech: Speech, marks: Sequence[Mark], theme: Theme = LIGHT) -> bytes:
    """The map of a question as a PNG, 1080 wide. The labels are letters, as its options have them.

    Raises ValueError if the points are so near one another that the letters have no room.
    """
    return paint(speech, marks, theme, is_lettered=True).png()


def named(speech: Speech, title: str, marks: Sequence[Mark], theme: Theme = LIGHT) -> bytes:
    """A map with the names of its points under a title. Raises ValueError as above."""
    return paint(speech, marks, theme, title).png()


def paint(
    speech: Speech,
    marks: Sequence[Mark],
    theme: Theme,
    title: str = "",
    *,
    is_lettered: bool = False,
    also: Sequence[Position] = (),
) -> Canvas:
    """``also`` are places that the map shows without a mark."""
    heading, style = _title(Canvas(1, 1, theme), title)
    top = 52 + 62 * len(heading) if title else 0
    lowest, highest = (top + height for height in _HEIGHTS)
    shown = frame([*(mark.at for mark in marks), *also], (0, top, WIDTH, lowest), highest, _PAD)
    canvas = _Map(WIDTH, round(shown.area[3]), theme)
    canvas.land(shown)
    points = [shown.at(mark.at) for mark in marks]
    labels = [_label(canvas, mark.label, is_lettered=is_lettered) for mark in marks]
    placed = place(points, [label.size for label in labels], _room(shown), _RIM)
    taken = _name_home(canvas, speech, shown, Taken(placed, points, _RIM, _room(shown)))
    _name_others(canvas, speech, shown, taken)
    _draw(canvas, points, labels, placed)
    canvas.rectangle((0, 0, WIDTH, top), theme.ground)
    canvas.paragraph(MARGIN + 8, 84, heading, style, 62)
    return canvas


class _Map(Canvas):
    """A canvas with outlines on it."""

    def land(self, shown: Frame) -> None:
        """Near by there is no sea and there are borders; farther away shores, and of states only this one."""
        theme, of = self.theme, outlines()
        self.rectangle(shown.area, theme.ground if shown.is_near else _water(theme))
        if not shown.is_near:
            self._areas(shown, of.land, theme.ground)
            self._areas(shown, of.seas, _water(theme))
        self._areas(shown, of.tajikistan, theme.soft)
        for piece in shown.pieces(of.borders if shown.is_near else of.far_borders):
            self.stroke(piece, 3 if shown.is_near else 2, _mixed(theme.ground, theme.muted, 0.6))
        for piece in shown.pieces([[*ring, ring[0]] for ring in of.tajikistan]):
            self.stroke(piece, 5 if shown.is_near else 3, theme.strong)

    def _areas(self, shown: Frame, lines: Sequence[Line], colour: str) -> None:
        for ring in shown.rings(lines):
            self._smooth(ring, 0, colour, _filled)


def _water(theme: Theme) -> str:
    return _mixed(theme.ground, theme.cool, 0.22)


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two."""
    from PIL import ImageColor

    parts = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(first + share * (second - first)):02x}" for first, second in parts)


def _filled(draw: ImageDraw.ImageDraw, points: list[Point], _: float) -> None:
    draw.polygon(points, 255)


class _Label(Struct, frozen=True):
    """One letter on a disc, or the lines of a name on a plate."""

    lines: list[str]
    size: Point
    is_letter: bool

    def draw(self, canvas: Canvas, box: Box) -> None:
        theme, (left, top, right, bottom) = canvas.theme, box
        middle = (left + right) / 2
        if self.is_letter:
            canvas.disc(middle, (top + bottom) / 2, _BADGE, theme.surface)
            canvas.disc(middle, (top + bottom) / 2, _BADGE - 3, theme.strong)
            canvas.text(middle, (top + bottom) / 2 + 16, self.lines[0], _in(_LETTER, theme.on_strong), "m")
            return
        canvas.framed(box, 14, theme.surface, theme.muted, 2)
        canvas.paragraph(middle, top + _PILL[1] + 33, self.lines, _in(_NAME, theme.ink), _LEADING, "m")


def _in(style: Style, colour: str) -> Style:
    return Style(colour, style.size, style.is_bold)


def _label(canvas: Canvas, label: str, *, is_lettered: bool) -> _Label:
    if is_lettered:
        return _Label([label], (2 * _BADGE, 2 * _BADGE), is_letter=True)
    lines = canvas.wrapped(label, _NAME, _LINE, 2)
    width = max(canvas.width_of(line, _NAME) for line in lines)
    return _Label(lines, (width + 2 * _PILL[0], len(lines) * _LEADING + 2 * _PILL[1]), is_letter=False)


def _room(shown: Frame) -> Box:
    left, top, right, bottom = shown.area
    return left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE


def _draw(
    canvas: Canvas, points: Sequence[Point], labels: Sequence[_Label], placed: Sequence[Placed]
) -> None:
    theme = canvas.theme
    for thickness, colour in ((9, theme.surface), (4, theme.ink)):
        for where in placed:
            if where.line is not None:
                canvas.stroke(where.line, thickness, colour)
    for x, y in points:
        canvas.disc(x, y, _RIM, theme.surface)
        canvas.disc(x, y, _DOT, theme.cool)
    for label, where in zip(labels, placed, strict=True):
        label.draw(canvas, where.box)


def _name_home(canvas: Canvas, speech: Speech, shown: Frame, taken: Taken) -> Taken:
    """The name of the country goes into it, or where it is too small for that, beside it with a line."""
    words, style = TAJIKISTAN.name.to(speech.language), Style(canvas.theme.ink, is_bold=True)
    size = _size(canvas, words, style)
    if size[0] <= TAJIKISTAN.width * shown.scale:
        where = taken.first_free(_inside(shown, TAJIKISTAN, size))
        if where is not None:
            _name(canvas, words, style, where.box, canvas.theme.soft)
        return taken.and_also(where) if where else taken
    home = shown.bounds(outlines().tajikistan[0])
    where = taken.beside(home, size)
    if where is not None and where.line is not None:
        canvas.stroke(where.line, 3, canvas.theme.strong)
        _name(canvas, words, style, where.box, canvas.theme.ground)
        taken = taken.and_also(where)
    return taken.and_also(Placed(home))


def _name_others(canvas: Canvas, speech: Speech, shown: Frame, taken: Taken) -> None:
    """The names of other countries, where they have room."""
    style = Style(canvas.theme.muted)
    for country in OTHERS:
        words = country.name.to(speech.language)
        size = _size(canvas, words, style)
        if size[0] <= country.width * shown.scale:
            where = taken.first_free(_inside(shown, country, size))
            if where is not None:
                _name(canvas, words, style, where.box, canvas.theme.ground)
                taken = taken.and_also(where)


def _size(canvas: Canvas, words: str, style: Style) -> Point:
    return canvas.width_of(words, style) + 16, 48


def _inside(shown: Frame, country: Country, size: Point) -> Iterator[Placed]:
    for x, y in map(shown.at, country.at):
        yield Placed((x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2))


def _name(canvas: Canvas, words: str, style: Style, box: Box, ground: str) -> None:
    """On a plate of the country's colour, which keeps borders off it."""
    canvas.rounded(box, 10, ground)
    canvas.text((box[0] + box[2]) / 2, box[3] - 12, words, style, "m")


def _title(canvas: Canvas, title: str) -> tuple[list[str], Style]:
    """As large as fits on one line; a very long title takes two."""
    room, style = WIDTH - 2 * MARGIN - 16, Style(canvas.theme.ink, 50, is_bold=True)
    size = largest(range(50, 39, -2), lambda size: canvas.width_of(title, style.at(size)) <= room)
    return canvas.wrapped(title, style.at(size), room, 2), style.at(size)
