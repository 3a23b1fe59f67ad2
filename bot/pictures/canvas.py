"""What a picture is drawn on: smooth shapes, measured text, and the bytes of a PNG in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bot.pictures import fonts
from bot.pictures.fitting import Measure, largest, shortened, wrapped
from bot.pictures.palette import Theme

# Here and in its neighbours Pillow is loaded by whoever draws: the bot leaves that to a process of its own.
if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
"""A phone shows a picture 360 points wide; three of these units make a point."""
SMALLEST = 36
"""The least size of any text: twelve points on a phone."""
COLOURS = 128
_FINER = 4
"""Shapes are drawn so many times larger and then reduced, which makes their edges smooth."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Line(Struct, frozen=True):
    """One line of text as it was drawn: the left end of its baseline, in units."""

    x: float
    y: float
    text: str
    size: int
    is_bold: bool


class Style(Struct, frozen=True):
    """How a text looks. ``size`` is in units."""

    colour: str
    size: int = SMALLEST
    is_bold: bool = False

    def at(self, size: int) -> Style:
        return replace(self, size=size)

    @property
    def bold(self) -> Style:
        return replace(self, is_bold=True)


class Canvas:
    """One drawing, in one thread. All measures are units; ``scale`` says how many pixels a unit has."""

    def __init__(self, width: int, height: int, theme: Theme, *, scale: float = 1) -> None:
        from PIL import Image, ImageDraw

        self.theme, self.width, self.height, self._scale = theme, width, height, scale
        self._image = Image.new("RGB", (self._pixels(width), self._pixels(height)), theme.ground)
        self._draw = ImageDraw.Draw(self._image)
        self._faces: dict[tuple[int, bool], ImageFont.FreeTypeFont] = {}
        self._discs: dict[int, Image.Image] = {}
        self.lines: list[Line] = []
        """Every text drawn so far."""

    @property
    def image(self) -> Image.Image:
        return self._image

    def png(self) -> bytes:
        """The picture with a palette, which makes it a third as large."""
        from PIL import Image

        file = BytesIO()
        few = self._image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, "PNG", compress_level=7)
        return file.getvalue()

    # Text

    def width_of(self, text: str, style: Style) -> float:
        return self._face(style).getlength(text) / self._scale

    def measure(self, style: Style) -> Measure:
        return lambda text: self.width_of(text, style)

    def text(self, x: float, y: float, text: str, style: Style, anchor: str = "l") -> None:
        """One line on the baseline ``y``; ``x`` is its left, middle or right as ``anchor`` is l, m or r."""
        at = (self._pixels(x), self._pixels(y))
        self._draw.text(at, text, style.colour, self._face(style), anchor=f"{anchor}s")
        left = x - self.width_of(text, style) * {"l": 0, "m": 0.5, "r": 1}[anchor]
        self.lines.append(Line(left, y, text, style.size, style.is_bold))

    def fitted(self, text: str, style: Style, room: float, smallest: int = SMALLEST) -> tuple[str, Style]:
        """The text and the style in which it is no wider than ``room``: smaller, and at last cut short."""
        sizes = range(style.size, smallest - 1, -2)
        size = largest(sizes, lambda size: self.width_of(text, style.at(size)) <= room)
        return shortened(text, self.measure(style.at(size)), room), style.at(size)

    def wrapped(self, text: str, style: Style, room: float, lines: int) -> list[str]:
        return wrapped(text, self.measure(style), room, lines)

    def paragraph(
        self, x: float, y: float, lines: Sequence[str], style: Style, leading: float, anchor: str = "l"
    ) -> float:
        """Lines under each other, the first on the baseline ``y``; returns the last baseline."""
        for number, line in enumerate(lines):
            self.text(x, y + number * leading, line, style, anchor)
        return y + (len(lines) - 1) * leading

    # Shapes

    def rectangle(self, box: Box, colour: str) -> None:
        left, top, right, bottom = (self._pixels(value) for value in box)
        if right > left and bottom > top:
            self._draw.rectangle((left, top, right - 1, bottom - 1), colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        size = self._pixels(2 * radius)
        at = (self._pixels(x - radius), self._pixels(y - radius))
        self._image.paste(colour, (*at, at[0] + size, at[1] + size), self._disc(size))

    def rounded(self, box: Box, radius: float, colour: str) -> None:
        """A rectangle with round corners; with a great radius, a bar with round ends."""
        left, top, right, bottom = box
        radius = min(radius, (right - left) / 2, (bottom - top) / 2)
        for x in (left + radius, right - radius):
            for y in (top + radius, bottom - radius):
                self.disc(x, y, radius, colour)
        self.rectangle((left + radius, top, right - radius, bottom), colour)
        self.rectangle((left, top + radius, right, bottom - radius), colour)

    def framed(self, box: Box, radius: float, colour: str, frame: str, thickness: float) -> None:
        """A rounded rectangle with a frame of another colour inside its edge."""
        left, top, right, bottom = box
        self.rounded(box, radius, frame)
        inner = (left + thickness, top + thickness, right - thickness, bottom - thickness)
        self.rounded(inner, max(radius - thickness, 0), colour)

    def diamond(self, x: float, y: float, radius: float, colour: str) -> None:
        points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self._smooth(points, radius, colour, lambda draw, at, _: draw.polygon(at, 255))

    def stroke(self, points: Sequence[Point], thickness: float, colour: str) -> None:
        """A line through the points, with round ends and bends."""

        def paint(draw: ImageDraw.ImageDraw, at: list[Point], finer: float) -> None:
            radius = thickness * finer / 2
            draw.line(at, 255, round(thickness * finer))
            for x, y in at:
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)

        self._smooth(points, thickness, colour, paint)

    def tick(self, x: float, y: float, size: float, colour: str) -> None:
        """A check mark, ``size`` wide, with its middle there."""
        points = [(x - size / 2, y), (x - size / 8, y + size * 0.36), (x + size / 2, y - size * 0.36)]
        self.stroke(points, size / 5, colour)

    def arc(self, x: float, y: float, radius: float, thickness: float, share: float, colour: str) -> None:
        """A ring, or ``share`` of it (0 to 1) from the top clockwise."""
        if share <= 0:
            return

        def paint(draw: ImageDraw.ImageDraw, at: list[Point], finer: float) -> None:
            (middle_x, middle_y), outer = at[0], radius * finer
            box = (middle_x - outer, middle_y - outer, middle_x + outer, middle_y + outer)
            draw.arc(box, -90, -90 + 360 * min(share, 1), 255, round(thickness * finer))

        self._smooth([(x, y)], radius + 1, colour, paint)

    def _smooth(
        self,
        points: Sequence[Point],
        margin: float,
        colour: str,
        paint: Callable[[ImageDraw.ImageDraw, list[Point], float], None],
    ) -> None:
        """Paint a shape into a finer mask around the points, and the colour through it."""
        from PIL import Image, ImageDraw

        left = self._pixels(min(x for x, _ in points) - margin) - 1
        top = self._pixels(min(y for _, y in points) - margin) - 1
        width = self._pixels(max(x for x, _ in points) + margin) + 1 - left
        height = self._pixels(max(y for _, y in points) + margin) + 1 - top
        mask = Image.new("L", (width * _FINER, height * _FINER))
        finer = self._scale * _FINER
        at = [(x * finer - left * _FINER, y * finer - top * _FINER) for x, y in points]
        paint(ImageDraw.Draw(mask), at, finer)
        self._image.paste(colour, (left, top, left + width, top + height), mask.reduce(_FINER))

    def _disc(self, size: int) -> Image.Image:
        from PIL import Image, ImageDraw

        if size not in self._discs:
            mask = Image.new("L", (size * _FINER, size * _FINER))
            ImageDraw.Draw(mask).ellipse((0, 0, size * _FINER - 1, size * _FINER - 1), 255)
            self._discs[size] = mask.reduce(_FINER)
        return self._discs[size]

    def _face(self, style: Style) -> ImageFont.FreeTypeFont:
        key = (self._pixels(style.size), style.is_bold)
        if key not in self._faces:
            self._faces[key] = fonts.face(key[0], is_bold=style.is_bold)
        return self._faces[key]

    def _pixels(self, units: float) -> int:
        return round(units * self._scale)
