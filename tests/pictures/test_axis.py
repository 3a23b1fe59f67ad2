"""On the axis a day stands where it was, and labels stand near it, none upon another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.axis import axis_of, lanes, spread
from content.partial_date import PartialDate


def dates(*spellings: str) -> list[PartialDate]:
    return [PartialDate(spelling) for spelling in spellings]


def test_time_runs_evenly_within_a_year() -> None:
    axis = axis_of(dates("1994"), 100, 730)
    (year,) = axis.years
    length = year.bottom - year.top
    assert (year.top, year.bottom) == (100, 830)
    (june,) = dates("1994-06")
    assert axis.begin(june.first_on) == pytest.approx(100 + length * 151 / 365)
    assert axis.end(june.last_on) == pytest.approx(100 + length * 181 / 365)


def test_a_range_reaches_over_its_years() -> None:
    war, day = dates("1992/1997", "1994-02-19")
    axis = axis_of([war, day], 0, 600)
    assert axis.begin(war.first_on) == axis.top
    assert axis.end(war.last_on) == pytest.approx(axis.bottom)
    assert axis.top < axis.begin(day.first_on) < axis.end(day.first_on) < axis.bottom


def test_years_in_which_nothing_begins_or_ends_are_left_out() -> None:
    axis = axis_of(dates("1973-07-03", "1975-08-01", "1976"), 0, 600)
    assert [year.number for year in axis.years] == [1973, 1975, 1976]
    assert axis.years[1].top > axis.years[0].bottom
    assert axis.years[2].top == axis.years[1].bottom


def test_a_year_of_many_facts_is_longer() -> None:
    axis = axis_of(dates("1992-01", "1992-02", "1992-03-02", "1993"), 0, 900)
    fuller, emptier = axis.years
    assert fuller.bottom - fuller.top > emptier.bottom - emptier.top


def test_bars_at_the_same_time_stand_in_lanes_of_their_own() -> None:
    war, year, later = dates("1992/1997", "1993", "1995")
    assert lanes([war, year, year, later]) == {war: 0, year: 1, later: 1}


sizes = st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 90)), min_size=1, max_size=10)


@given(sizes)
def test_labels_never_overlap_and_stay_inside(labels: list[tuple[float, float]]) -> None:
    wanted = sorted(want for want, _ in labels)
    heights = [height for _, height in labels]
    tops = spread(wanted, heights, 0, 1000)
    assert tops[0] >= -1e-6
    assert tops[-1] + heights[-1] <= 1000 + 1e-6
    assert all(
        top + height <= after + 1e-6
        for (top, height), (after, _) in pairwise(zip(tops, heights, strict=True))
    )


def test_labels_with_room_stand_where_they_want() -> None:
    assert spread([10, 400], [100, 100], 0, 1000) == [10, 400]
