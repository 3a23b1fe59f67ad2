"""``python -m tests.pictures.outlines DIRECTORY`` makes the outlines of the maps anew.

DIRECTORY is the folder ``package`` that ``npm pack world-atlas@2.0.2`` has in it. The result is kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "bot" / "pictures" / "outlines" / "outlines.json"
_ABOUT = (
    "Made from Natural Earth (public domain, naturalearthdata.com) by way of the npm package world-atlas "
    "2.0.2 (ISC, Copyright 2013-2019 Michael Bostock): countries-10m.json, countries-50m.json and "
    "land-50m.json, clipped and simplified by tests/pictures/outlines.py. Longitude and latitude in turn, "
    "in hundredths of a degree."
)

_TAJIKISTAN = "762"
_NEIGHBOURS = {"860", "417", "004", "156", "398", "795"}
"""Whose borders with one another the map of Tajikistan shows."""
_FAR_NEIGHBOURS = _NEIGHBOURS | {"364", "586", "643", "356"}
_EUROPE = {
    "008", "040", "056", "070", "100", "112", "191", "203", "208", "233", "246", "250", "276", "300", "348",
    "380", "428", "440", "442", "498", "499", "528", "578", "616", "620", "642", "643", "688", "703", "705",
    "724", "752", "756", "804", "807", "826",
}  # fmt: skip
_LEFT_OUT = ({"804", "643"}, {"156", "586"}, {"156", "356"}, {"356", "586"})
"""Borders that some States draw otherwise than Natural Earth does: the maps take no side."""
_NEAR = (58.0, 33.0, 80.0, 46.0)
_FAR = (-13.0, 20.0, 95.0, 69.0)
_FINE, _COARSE = 0.012, 0.05
"""Degrees by which a line may be off."""
_LEAST = 0.1
"""Square degrees of the least island that is shown."""

Point = tuple[float, float]
Line = list[Point]
Box = tuple[float, float, float, float]


def main(directory: Path) -> None:
    near, far = (_read(directory / f"countries-{each}.json") for each in ("10m", "50m"))
    shores = list(_shores(_read(directory / "land-50m.json")))
    told = {
        "about": _ABOUT,
        "tajikistan": [_flat(ring) for ring in _home(near)],
        "borders": [_flat(line) for line in _borders(near, _FINE, _NEAR, (_NEIGHBOURS,))],
        "far_borders": [_flat(line) for line in _borders(far, _COARSE, _FAR, (_FAR_NEIGHBOURS, _EUROPE))],
        "land": [_flat(shore) for shore, is_sea in shores if not is_sea],
        "seas": [_flat(shore) for shore, is_sea in shores if is_sea],
    }
    FILE.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


def _home(topology: dict[str, Any]) -> list[Line]:
    """The largest ring first."""
    arcs = [_simplified(line, _FINE) for line in _lines(topology)]
    countries = topology["objects"]["countries"]["geometries"]
    (home,) = (country for country in countries if country.get("id") == _TAJIKISTAN)
    rings = [ring for rings in _polygons(home, arcs) for ring in rings]
    return sorted(rings, key=_area, reverse=True)


def _borders(topology: dict[str, Any], off: float, box: Box, groups: Sequence[set[str]]) -> Iterator[Line]:
    """The lines between two countries of one group."""
    lines = [_simplified(line, off) for line in _lines(topology)]
    for number, of in sorted(_owners(topology).items()):
        is_wanted = len(of) == 2 and of not in _LEFT_OUT and any(of <= group for group in groups)
        if is_wanted and _meets(lines[number], box):
            yield lines[number]


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def _lines(topology: dict[str, Any]) -> Iterator[Line]:
    """The arcs in degrees."""
    (x_scale, y_scale), (x_from, y_from) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * x_scale + x_from, y * y_scale + y_from))
        yield line


def _owners(topology: dict[str, Any]) -> dict[int, set[str]]:
    """The countries on both sides of each arc."""
    owners: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for number in _numbers(country["arcs"]):
            owners.setdefault(number if number >= 0 else ~number, set()).add(country.get("id", "?"))
    return owners


def _numbers(arcs: Iterable[Any]) -> Iterator[int]:
    for each in arcs:
        if isinstance(each, int):
            yield each
        else:
            yield from _numbers(each)


def _polygons(geometry: dict[str, Any], arcs: Sequence[Line]) -> Iterator[list[Line]]:
    """The rings of each polygon: the outer one, then the holes."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        yield [_ring(numbers, arcs) for numbers in polygon]


def _ring(numbers: Iterable[int], arcs: Sequence[Line]) -> Line:
    ring: Line = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line if not ring else line[1:]
    return ring


def _shores(topology: dict[str, Any]) -> Iterator[tuple[Line, bool]]:
    """The shores of land and of inland seas, which are holes in it, without what is too small to be seen."""
    arcs = [_simplified(line, _COARSE) for line in _lines(topology)]
    geometries = topology["objects"]["land"]["geometries"]
    for rings in (rings for geometry in geometries for rings in _polygons(geometry, arcs)):
        for number, ring in enumerate(rings):
            clipped = _clipped(ring, _FAR)
            if len(clipped) > 3 and _area(clipped) > _LEAST:
                yield clipped, number > 0


def _simplified(line: Line, off: float) -> Line:
    """After Douglas and Peucker: without the points that are no further than ``off`` from the line."""
    if len(line) < 3:
        return line
    (x, y), (x2, y2) = line[0], line[-1]
    length = ((x2 - x) ** 2 + (y2 - y) ** 2) ** 0.5
    far, at = 0.0, 0
    for number, (px, py) in enumerate(line[1:-1], 1):
        away = (
            abs((x2 - x) * (y - py) - (x - px) * (y2 - y)) / length
            if length
            else ((px - x) ** 2 + (py - y) ** 2) ** 0.5
        )
        if away > far:
            far, at = away, number
    if far <= off:
        return [line[0], line[-1]]
    return _simplified(line[: at + 1], off)[:-1] + _simplified(line[at:], off)


def _clipped(ring: Line, box: Box) -> Line:
    """After Sutherland and Hodgman."""
    for axis, limit, is_least in zip((0, 1, 0, 1), box, (True, True, False, False), strict=True):
        kept: Line = []
        for (x, y), point in pairwise([*ring[-1:], *ring]):
            was, is_in = (((x, y)[axis] >= limit) == is_least, (point[axis] >= limit) == is_least)
            if was != is_in:
                share = (limit - (x, y)[axis]) / (point[axis] - (x, y)[axis])
                kept.append((x + share * (point[0] - x), y + share * (point[1] - y)))
            if is_in:
                kept.append(point)
        ring = kept
    return ring


def _area(ring: Line) -> float:
    around = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in around)) / 2


def _meets(line: Line, box: Box) -> bool:
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in line)


def _flat(line: Line) -> list[int]:
    """x, y, x, y in hundredths, without points that have become one."""
    whole = dict.fromkeys((round(x * 100), round(y * 100)) for x, y in line)
    return [value for point in whole for value in point]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
