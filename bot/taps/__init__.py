"""What buttons mean: one module a room, and one way to read them all back."""

from __future__ import annotations

from bot.taps import (
    broadcast,
    classes,
    daily,
    exam,
    groups,
    hint,
    home,
    lessons,
    live,
    own,
    paper,
    privacy,
    quiz,
    reminder,
    review,
    sets,
    settings,
    trust,
    wishes,
)
from bot.taps.base import LIMIT, Tap, UnknownTap

ROOMS = (
    broadcast,
    classes,
    daily,
    exam,
    groups,
    hint,
    home,
    lessons,
    live,
    own,
    paper,
    privacy,
    quiz,
    reminder,
    review,
    sets,
    settings,
    trust,
    wishes,
)
"""Named, since a tap is known once its room is imported."""

TAPS: dict[str, type[Tap]] = {tap.code: tap for tap in Tap.__subclasses__()}


def parse(data: str) -> Tap:
    """The tap in a button's data; raises UnknownTap for anything our buttons never carried."""
    code, *parts = data.split(":")
    tap = TAPS.get(code)
    if tap is None or len(data.encode()) > LIMIT:
        raise UnknownTap(f"no tap {code!r}")
    return tap.decode(parts)
