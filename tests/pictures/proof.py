"""What every picture is held to: watched while it is drawn, text by text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from unittest.mock import patch

from PIL import Image, ImageColor, ImageDraw

from bot.pictures.canvas import SMALLEST

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Drawn:
    """One text as it was drawn. The box is in pixels, ``ground`` the colour most of it stands on."""

    text: str
    size: float
    colour: Colour
    ground: Colour
    box: tuple[float, float, float, float]

    @property
    def contrast(self) -> float:
        """As WCAG 2 reckons it, from 1 to 21; text needs 4.5."""
        darker, lighter = sorted((_luminance(self.colour), _luminance(self.ground)))
        return (lighter + 0.05) / (darker + 0.05)

    def touches(self, other: Drawn) -> bool:
        (left, top, right, bottom), (left2, top2, right2, bottom2) = self.box, other.box
        return left < right2 and left2 < right and top < bottom2 and top2 < bottom


@contextmanager
def watched() -> Iterator[list[Drawn]]:
    """Every text drawn inside."""
    drawn: list[Drawn] = []
    really = ImageDraw.ImageDraw.text

    def text(self: ImageDraw.ImageDraw, xy: Any, text: str, fill: str, font: Any, anchor: str) -> None:
        if text:
            box = self.textbbox(xy, text, font, anchor=anchor)
            ground = _most(self._image.crop(box))
            drawn.append(Drawn(text, font.size, _rgb(fill), ground, box))
        really(self, xy, text, fill, font, anchor=anchor)

    with patch.object(ImageDraw.ImageDraw, "text", text):
        yield drawn


def hold(drawn: list[Drawn], size: tuple[int, int], scale: float = 1) -> None:
    """Everything is large enough, stands out, stays inside the picture, and touches nothing else."""
    width, height = size
    margin = 20 * scale
    assert drawn
    for number, text in enumerate(drawn):
        left, top, right, bottom = text.box
        assert text.size >= SMALLEST * scale - 1, text
        assert text.contrast >= 4.5, (text, text.contrast)
        assert margin <= left < right <= width - margin, text
        assert margin <= top < bottom <= height - margin, text
        assert not [other for other in drawn[:number] if text.touches(other)], text


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    image.load()
    return image


def _most(image: Image.Image) -> Colour:
    colours = image.getcolors(image.width * image.height)
    assert colours
    colour = max(colours)[1]
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


def _rgb(colour: str) -> Colour:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
