"""How far apart two places are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from content.kinds import Position

_EARTH = 6371.0
"""Its mean radius in kilometres."""


def kilometres(one: Position, other: Position) -> float:
    """Along the surface."""
    (north, east), (other_north, other_east) = (tuple(map(radians, each)) for each in (one, other))
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))
