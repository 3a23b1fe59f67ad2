"""The typeface of every picture: DejaVu Sans, which has the letters of all three languages."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_NO_CHARACTER = "\uffff"
_NO_BREAK = "\u00a0"


def face(size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    """A font of ``size`` pixels for one drawing: no two threads may use one of FreeType's objects at once."""
    return ImageFont.truetype(BytesIO(_read(is_bold)), size, layout_engine=ImageFont.Layout.BASIC)


def can_draw(text: str) -> bool:
    """Whether every character has a letter in the typeface, and not the box that stands for none."""
    font = face(24, is_bold=True)
    box = bytes(font.getmask(_NO_CHARACTER))
    letters = set(text) - {_NO_BREAK}
    return all(letter.isprintable() and bytes(font.getmask(letter)) != box for letter in letters)


@cache
def _read(is_bold: bool) -> bytes:
    return (Path(__file__).parent / _FILES[is_bold]).read_bytes()
