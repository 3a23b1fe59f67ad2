"""Where the labels of points go: beside their points, none upon another or upon a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot

from msgspec import Struct
from msgspec.structs import replace

from bot.pictures.canvas import Box, Point

GAPS = (8, 30, 60, 100, 150, 210, 290, 380)
"""From a point to its label; from the second on a line leads there."""
_SIDES = (
    (1, 0), (0, -1), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1), (1, -0.5), (-1, -0.5),
    (1, 0.5), (-1, 0.5), (0.5, -1), (-0.5, -1), (0.5, 1), (-0.5, 1),
)  # fmt: skip
"""Of its point, to the right and down, the most welcome first."""
_AIR = 8
_TRIALS = 300
_CLEAR = 2.0
"""So many times as far as from its own point a label stands from the others, if no line says whose it is."""
_NEAR = 5
"""Of the gaps: a line that long is better than a doubt, a longer one is not."""


Line = tuple[Point, Point]


class Placed(Struct, frozen=True):
    """The box of a label, and the line that leads to it from its point if it does not stand close by."""

    box: Box
    line: Line | None = None


def place(points: Sequence[Point], sizes: Sequence[Point], room: Box, radius: float) -> list[Placed]:
    """A box for each label, of its width and height, inside ``room``; the points are discs of ``radius``.

    All stand as near to their points as they can together, and without a line nearer than to other points,
    if that can be. Raises ValueError if there is no room: the points are too many or too near one another.
    """
    for clear, furthest in (*((_CLEAR, gap) for gap in GAPS[:_NEAR]), *((1.0, gap) for gap in GAPS)):
        choices: dict[int, Sequence[Placed]] = {}
        gaps = [gap for gap in GAPS if gap <= furthest]
        for number, size in enumerate(sizes):
            around = (
                each for each in _around(points[number], size, radius, gaps) if is_inside(each.box, room)
            )
            choices[number] = [
                each for each in around if _is_its_own(each, points, number, radius + _AIR, clear)
            ]
            if not choices[number]:
                break  # whatever the others have
        else:
            if (chosen := _Search().run(choices)) is not None:
                return [chosen[number] for number in range(len(points))]
    raise ValueError("there is no room for these labels")


class Taken(Struct, frozen=True):
    """Where one more label cannot be: upon those placed, or upon the points."""

    placed: Sequence[Placed]
    points: Sequence[Point]
    radius: float
    room: Box

    def first_free(self, choices: Iterable[Placed]) -> Placed | None:
        return next((placed for placed in choices if self._is_free(placed)), None)

    def beside(self, thing: Box, size: Point) -> Placed | None:
        """The nearest free place for a label of a thing that is larger than a point."""
        left, top, right, bottom = thing
        middle, away = ((left + right) / 2, (top + bottom) / 2), max(right - left, bottom - top) / 2
        around = (placed.box for placed in _around(middle, size, away, GAPS[1:]))
        ends = ((box, _nearest(middle, box)) for box in around)
        return self.first_free(Placed(box, (_nearest(end, thing), end)) for box, end in ends)

    def _is_free(self, placed: Placed) -> bool:
        is_clear = _spares(placed, self.points, -1, self.radius + _AIR)
        return (
            is_clear and is_inside(placed.box, self.room) and not any(_meet(placed, it) for it in self.placed)
        )

    def and_also(self, placed: Placed) -> Taken:
        return replace(self, placed=(*self.placed, placed))


class _Search:
    """A choice for each label, none in another's way, found by trial, at the label with the fewest first."""

    def __init__(self) -> None:
        self._trials = 0

    def run(self, left: Mapping[int, Sequence[Placed]]) -> dict[int, Placed] | None:
        """``left`` are the choices of the labels that have none yet, the nearest first."""
        if not left:
            return {}
        number = min(left, key=lambda each: len(left[each]))
        for placed in left[number]:
            self._trials += 1
            if self._trials > _TRIALS:
                return None
            rest = {
                other: [each for each in choices if not _meet(placed, each)]
                for other, choices in left.items()
                if other != number
            }
            found = self.run(rest) if all(rest.values()) else None
            if found is not None:
                return {number: placed, **found}
        return None


def _around(point: Point, size: Point, radius: float, gaps: Sequence[int]) -> Iterator[Placed]:
    for gap in gaps:
        for side in _SIDES:
            yield _beside(point, size, side, radius + gap, is_led=gap > GAPS[0])


def _beside(point: Point, size: Point, side: Point, away: float, *, is_led: bool) -> Placed:
    """At a corner the label begins where the disc of ``away`` ends, at a side in the middle of it."""
    (x, y), (width, height), (right, down) = point, size, side
    length = hypot(right, down)
    edge_x, edge_y = x + away * right / length, y + away * down / length
    left = edge_x - width * (1 - right) / 2
    top = edge_y - height * (1 - down) / 2
    box = (left, top, left + width, top + height)
    return Placed(box, (point, _nearest(point, box)) if is_led else None)


def _nearest(point: Point, box: Box) -> Point:
    """Of the box."""
    left, top, right, bottom = box
    return min(max(point[0], left), right), min(max(point[1], top), bottom)


def is_inside(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _spares(placed: Placed, points: Sequence[Point], number: int, radius: float) -> bool:
    """Whether neither the label nor its line is upon another point."""
    line, others = placed.line, [point for other, point in enumerate(points) if other != number]
    if _reaches(placed.box, others, radius):
        return False
    return line is None or not any(_is_near(point, line, radius) for point in others)


def _reaches(box: Box, points: Iterable[Point], radius: float) -> bool:
    """Whether one of the points is nearer to the box than ``radius``."""
    left, top, right, bottom = box[0] - radius, box[1] - radius, box[2] + radius, box[3] + radius
    near = [point for point in points if left < point[0] < right and top < point[1] < bottom]
    return any(_distance(point, box) < radius for point in near)


def _is_its_own(placed: Placed, points: Sequence[Point], number: int, radius: float, clear: float) -> bool:
    """Whether it spares the other points, and they are ``clear`` of a label that has no line."""
    if not _spares(placed, points, number, radius):
        return False
    others = (at for other, at in enumerate(points) if other != number)
    return placed.line is not None or not _reaches(placed.box, others, clear * radius)


def _distance(point: Point, box: Box) -> float:
    x, y = _nearest(point, box)
    return hypot(point[0] - x, point[1] - y)


def _is_near(point: Point, line: Line, radius: float) -> bool:
    (x, y), (x2, y2) = line
    length = (x2 - x) ** 2 + (y2 - y) ** 2
    share = ((point[0] - x) * (x2 - x) + (point[1] - y) * (y2 - y)) / length if length else 0
    share = min(max(share, 0), 1)
    return hypot(x + share * (x2 - x) - point[0], y + share * (y2 - y) - point[1]) < radius


def _meet(one: Placed, other: Placed) -> bool:
    (left, top, right, bottom), (left2, top2, right2, bottom2) = one.box, other.box
    if left < right2 + _AIR and left2 < right + _AIR and top < bottom2 + _AIR and top2 < bottom + _AIR:
        return True
    return _crosses(one, other.box) or _crosses(other, one.box) or _cross(one.line, other.line)


def _crosses(placed: Placed, box: Box) -> bool:
    """Whether its line comes near the box: what is left of it between the box's four sides is something."""
    if placed.line is None:
        return False
    (begin, end), first, last = placed.line, 0.0, 1.0
    for axis in (0, 1):
        least, most, length = box[axis] - _AIR, box[axis + 2] + _AIR, end[axis] - begin[axis]
        if not length:
            if not least < begin[axis] < most:
                return False
            continue
        shares = sorted(((least - begin[axis]) / length, (most - begin[axis]) / length))
        first, last = max(first, shares[0]), min(last, shares[1])
    return first < last


def _cross(one: Line | None, other: Line | None) -> bool:
    if one is None or other is None:
        return False
    return _parts(one, other) and _parts(other, one)


def _parts(line: Line, other: Line) -> bool:
    """Whether the ends of ``other`` lie on two sides of the line."""
    (x, y), (x2, y2) = line
    sides = [(x2 - x) * (end[1] - y) - (y2 - y) * (end[0] - x) for end in other]
    return sides[0] * sides[1] < 0
