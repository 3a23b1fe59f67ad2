"""The map of a lesson or a fact: its places by name, what is far away on a map of its own if they crowd."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures import map as maps
from bot.pictures.canvas import WIDTH, Canvas
from bot.pictures.geography import is_near
from bot.pictures.map import Mark
from bot.pictures.palette import LIGHT, Theme
from bot.texts import Speech
from content.model import Position

_FEW = 3
"""So many places near by still have room on a map of half the world."""
_MANY = 6
"""More places far away than these need a map that shows nothing else."""
_BETWEEN = 12
_HOME: Position = (38.4, 74.9)
"""The east of Tajikistan, so that a map of what is far away shows all of it."""


def draw(speech: Speech, title: str, marks: Sequence[Mark], theme: Theme = LIGHT) -> bytes:
    """A PNG, 1080 wide, with the names of at least one place; the most important ones come first."""
    return _stacked(panels(speech, title, marks, theme), theme).png()


def panels(speech: Speech, title: str, marks: Sequence[Mark], theme: Theme) -> list[Canvas]:
    """One map, or one of what is near by and one of the rest below it."""
    near = [mark for mark in marks if is_near(mark.at)]
    far = [mark for mark in marks if not is_near(mark.at)]
    if not near or not far or (len(near) <= _FEW and len(far) <= _MANY):
        return [_map(speech, title, marks, theme)]
    also = (_HOME,) if len(far) <= _MANY else ()
    return [_map(speech, title, near, theme), _map(speech, "", far, theme, also)]


def _map(
    speech: Speech, title: str, marks: Sequence[Mark], theme: Theme, also: Sequence[Position] = ()
) -> Canvas:
    """With as many of the places as have room."""
    try:
        return maps.paint(speech, marks, theme, title, also=also)
    except ValueError:
        if len(marks) == 1:
            raise
        return _map(speech, title, marks[:-1], theme, also)


def _stacked(drawn: Sequence[Canvas], theme: Theme) -> Canvas:
    if len(drawn) == 1:
        return drawn[0]
    height = sum(each.height for each in drawn) + _BETWEEN * (len(drawn) - 1)
    whole, top = Canvas(WIDTH, height, theme), 0
    for each in drawn:
        whole.image.paste(each.image, (0, top))
        top += each.height + _BETWEEN
    return whole
