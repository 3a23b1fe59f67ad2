"""The typeface of every picture: DejaVu Sans, which has the letters of all three languages."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_NO_CHARACTER = "\uffff"
_NO_BREAK = "\u00a0"


def face(size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    """A font of ``size`` pixels for one drawing: no two threads may use one of FreeType's objects at once."""
    from PIL import ImageFont

    return ImageFont.truetype(BytesIO(_read(is_bold)), size, layout_engine=ImageFont.Layout.BASIC)


def path(*, is_bold: bool) -> Path:
    """For what embeds the typeface in a file of its own."""
    return Path(__file__).parent / _FILES[is_bold]


def can_draw(text: str) -> bool:
    """Whether every character has a letter in the typeface, and not the box that stands for none."""
    return first_unknown(text) is None


def first_unknown(text: str) -> str | None:
    """The first character of a text that cannot be drawn.

    Letters that join, and run from right to left, are drawn one by one from the left: as good as none.
    """
    font = face(24, is_bold=True)
    box = bytes(font.getmask(_NO_CHARACTER))
    for letter in dict.fromkeys(text.replace(_NO_BREAK, "")):
        is_leftward = unicodedata.bidirectional(letter) in ("R", "AL")
        if is_leftward or not letter.isprintable() or bytes(font.getmask(letter)) == box:
            return letter
    return None


@cache
def _read(is_bold: bool) -> bytes:
    return path(is_bold=is_bold).read_bytes()
