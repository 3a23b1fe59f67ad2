"""The parts that the pictures share: margins, panels with a heading, and keys to the colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from bot.pictures.canvas import WIDTH, Canvas, Style
from bot.pictures.palette import Theme

MARGIN = 28
"""Around the panels."""
GAP = 20
"""Between them."""
LEFT = MARGIN + 36
RIGHT = WIDTH - LEFT
INNER = RIGHT - LEFT
HEAD = 92
"""From a panel's top to what stands below its heading."""
FOOT = 34
TILE = 232
"""The height of a tile."""


class Styles(Struct, frozen=True):
    """The text styles of one theme."""

    title: Style
    heading: Style
    body: Style
    bold: Style
    note: Style

    @classmethod
    def of(cls, theme: Theme) -> Styles:
        return cls(
            title=Style(theme.ink, 56, is_bold=True),
            heading=Style(theme.ink, 40, is_bold=True),
            body=Style(theme.ink),
            bold=Style(theme.ink, is_bold=True),
            note=Style(theme.muted),
        )


def panel(canvas: Canvas, top: float, bottom: float, heading: str, note: str = "") -> None:
    """A panel over the whole width, with its heading and a note at the right."""
    canvas.rounded((MARGIN, top, WIDTH - MARGIN, bottom), 28, canvas.theme.surface)
    styles = Styles.of(canvas.theme)
    room = INNER - (canvas.width_of(note, styles.note) + 24 if note else 0)
    canvas.text(LEFT, top + 60, *canvas.fitted(heading, styles.heading, room))
    canvas.text(RIGHT, top + 60, note, styles.note, "r")


def tile(canvas: Canvas, sides: tuple[float, float], top: float, label: str, number: str, note: str) -> None:
    """A number with its name above it and a note below, between two ``sides``."""
    left, right = sides
    canvas.rounded((left, top, right, top + TILE), 28, canvas.theme.surface)
    styles, room = Styles.of(canvas.theme), right - left - 64
    canvas.text(left + 32, top + 60, *canvas.fitted(label, styles.note, room))
    big = Style(canvas.theme.strong, 88, is_bold=True)
    canvas.text(left + 32, top + 144, *canvas.fitted(number, big, room))
    canvas.text(left + 32, top + 200, *canvas.fitted(note, styles.note, room))


Sign = Callable[[float, float], None]
"""Draws itself with its left middle at a point."""


def legend(canvas: Canvas, y: float, entries: Sequence[tuple[Sign, float, str]]) -> None:
    """Signs, each with its width and its words, along the baseline ``y``; what has no room goes below."""
    note = Styles.of(canvas.theme).note
    x: float = LEFT
    for sign, width, words in entries:
        if x > LEFT and x + width + 14 + canvas.width_of(words, note) > RIGHT:
            x, y = LEFT, y + 52
        sign(x, y - 13)
        canvas.text(x + width + 14, y, words, note)
        x += width + 14 + canvas.width_of(words, note) + 48
