"""From degrees to the points of a map: which part of the world it shows, and the outlines in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from math import asinh, degrees, radians, tan
from pathlib import Path

from msgspec import Struct

from bot.pictures.canvas import Box, Point
from content.model import Position

_FILE = Path(__file__).parent / "outlines" / "outlines.json"
_NEAR = (60.0, 34.5, 78.5, 44.5)
"""West, south, east, north: in it borders are drawn, and the map shows the whole of Tajikistan."""
_WIDEST = 26.0
"""Degrees of the least that a map of more than that shows: its shores are drawn coarsely."""

Line = list[Point]


class Outlines(Struct, frozen=True):
    """Lines of longitude and latitude; the largest ring first, the seas lie in the land.

    No border that is in dispute is among them.
    """

    tajikistan: list[Line]
    borders: list[Line]
    far_borders: list[Line]
    land: list[Line]
    seas: list[Line]


@cache
def outlines() -> Outlines:
    told = json.loads(_FILE.read_text(encoding="utf-8"))

    def lines(name: str) -> list[Line]:
        return [[(x / 100, y / 100) for x, y in zip(it[::2], it[1::2], strict=True)] for it in told[name]]

    return Outlines(**{name: lines(name) for name in Outlines.__struct_fields__})


def _projected(point: Point) -> Point:
    """After Mercator, in degrees of the equator, to the east and to the south."""
    return point[0], -degrees(asinh(tan(radians(point[1]))))


class Frame(Struct, frozen=True):
    """What a map shows: ``left`` and ``top`` of the projection lie at the corner of ``area``."""

    area: Box
    left: float
    top: float
    scale: float
    is_near: bool

    def at(self, place: Position) -> Point:
        return self.point((place[1], place[0]))

    def point(self, of: Point) -> Point:
        """Of a point of an outline: its longitude comes first."""
        x, y = _projected(of)
        return self.area[0] + (x - self.left) * self.scale, self.area[1] + (y - self.top) * self.scale

    def bounds(self, line: Line) -> Box:
        xs, ys = zip(*map(self.point, line), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def rings(self, lines: Sequence[Line]) -> Iterator[list[Point]]:
        """Closed lines, cut off at the edge of the area."""
        for line in lines:
            ring = clipped([self.point(point) for point in line], self.area)
            if len(ring) > 2:
                yield ring

    def pieces(self, lines: Sequence[Line]) -> Iterator[list[Point]]:
        """The parts of open lines that are inside."""
        left, top, right, bottom = self.area
        for line in lines:
            points = [self.point(point) for point in line]
            inside = groupby(points, lambda at: left <= at[0] <= right and top <= at[1] <= bottom)
            yield from (piece for is_in, found in inside if is_in and len(piece := list(found)) > 1)


def is_near(place: Position) -> bool:
    west, south, east, north = _NEAR
    return south <= place[0] <= north and west <= place[1] <= east


def frame(places: Sequence[Position], area: Box, highest: float, pad: float) -> Frame:
    """The part of the world in which all the places are, ``pad`` from the edges; at least one is given.

    ``area`` is the least that the map takes; it may be longer, down to ``highest``.
    """
    are_near = all(map(is_near, places))
    wanted = [_projected((lon, lat)) for lat, lon in places]
    wanted += map(_projected, outlines().tajikistan[0] if are_near else ())
    xs, ys = zip(*wanted, strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    left, top, right, bottom = area
    scale = (right - left - 2 * pad) / (wide if are_near else max(wide, _WIDEST))
    scale = min(scale, (highest - top - 2 * pad) / high) if high else scale
    bottom = max(bottom, top + round(high * scale + 2 * pad))
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    corner = middle_x - (right - left) / 2 / scale, middle_y - (bottom - top) / 2 / scale
    return Frame((left, top, right, bottom), *corner, scale, are_near)


def clipped(ring: list[Point], area: Box) -> list[Point]:
    """A closed line without what is outside, after Sutherland and Hodgman."""
    for axis, limit, is_least in zip((0, 1, 0, 1), area, (True, True, False, False), strict=True):
        kept: list[Point] = []
        for before, point in pairwise([*ring[-1:], *ring]):
            was, is_in = ((each[axis] >= limit) == is_least for each in (before, point))
            if was != is_in:
                kept.append(_cut(before, point, (limit - before[axis]) / (point[axis] - before[axis])))
            if is_in:
                kept.append(point)
        ring = kept
    return ring


def _cut(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
