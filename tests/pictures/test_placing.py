"""Labels beside their points: near, inside, apart, and their lines in nobody's way."""

from __future__ import annotations

from math import hypot

import pytest

from bot.pictures.placing import GAPS, Placed, Taken, place

ROOM = (0.0, 0.0, 400.0, 400.0)


def test_a_label_stands_to_the_right_of_its_point() -> None:
    (placed,) = place([(100, 100)], [(60, 20)], ROOM, 10)
    assert placed == Placed((110 + GAPS[0], 90, 170 + GAPS[0], 110))


def test_at_the_edge_it_goes_where_there_is_room() -> None:
    (placed,) = place([(390, 390)], [(60, 20)], (0, 0, 410, 410), 10)
    assert max(placed.box[2], placed.box[3]) <= 410


def test_labels_in_a_row_do_not_meet() -> None:
    points = [(100.0, 100.0), (130.0, 100.0), (160.0, 100.0)]
    boxes = [placed.box for placed in place(points, [(60, 20)] * 3, ROOM, 10)]
    for number, (left, top, right, bottom) in enumerate(boxes):
        for left2, top2, right2, bottom2 in boxes[:number]:
            assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
        for x, y in points:
            assert not (left < x < right and top < y < bottom)


def test_a_crowded_label_is_led_to() -> None:
    points = [(140.0 + 30 * number, 200.0) for number in range(5)]
    placed = place(points, [(90, 30)] * 5, ROOM, 8)
    led = [(point, it.line) for point, it in zip(points, placed, strict=True) if it.line is not None]
    assert led
    assert all(line[0] == point for point, line in led)


def test_without_a_line_a_label_leaves_no_doubt_whose_it_is() -> None:
    points = [(200.0, 200.0), (200.0, 236.0), (236.0, 218.0)]
    for number, placed in enumerate(place(points, [(90, 30)] * 3, ROOM, 8)):
        left, top, right, bottom = placed.box
        apart = [hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom)) for x, y in points]
        others = [each for other, each in enumerate(apart) if other != number]
        assert placed.line is not None or min(others) >= 1.9 * apart[number]


def test_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        place([(20.0 * n, 200.0) for n in range(19)], [(180, 40)] * 19, ROOM, 8)


def test_a_thing_larger_than_a_point_is_led_to_from_its_edge() -> None:
    where = Taken([Placed((250, 150, 400, 250))], [], 8, ROOM).beside((150, 150, 250, 250), (60, 20))
    assert where is not None
    assert where.line is not None
    (x, y), _ = where.line
    assert x in (150, 250) or y in (150, 250)


def test_what_is_taken_is_not_given_away() -> None:
    taken = Taken([], [(200, 200)], 8, ROOM)
    choices = [Placed((190, 190, 250, 210)), Placed((390, 100, 450, 120)), Placed((20, 20, 80, 40))]
    assert taken.first_free(choices) == choices[2]
    assert taken.and_also(choices[2]).first_free(choices) is None
