"""The timetable: a daily instant on every wall clock of the world."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.learning.timetable import Occurrence, clock_in, last_occurrence, next_occurrence
from bot.learning.zones import NAMES
from tests.prove.wall import instant

TIMES = ("00:00", "00:30", "02:30", "08:30", "23:30")
TWO_YEARS = 731  # days, one of them of a leap year
DAYS = [date(2026, 10, 30) + timedelta(days=number) for number in range(TWO_YEARS + 5)]
SHARES = 12
"""Of the zones, so that several processes share the work."""


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_next_occurrence_is_today_if_the_time_is_still_to_come() -> None:
    due = next_occurrence(utc(2026, 11, 23, 3, 29), "08:30", "Asia/Dushanbe")
    assert due == Occurrence(utc(2026, 11, 23, 3, 30), date(2026, 11, 23))


def test_next_occurrence_is_strictly_after_the_moment() -> None:
    due = next_occurrence(utc(2026, 11, 23, 3, 30), "08:30", "Asia/Dushanbe")
    assert due == Occurrence(utc(2026, 11, 24, 3, 30), date(2026, 11, 24))


def test_the_date_is_the_learners_and_not_the_servers() -> None:
    due = next_occurrence(utc(2026, 11, 23, 20), "01:00", "Asia/Dushanbe")
    assert due == Occurrence(utc(2026, 11, 23, 20) + timedelta(days=1), date(2026, 11, 25))


def test_a_time_that_autumn_repeats_comes_once_the_first_time() -> None:
    first = next_occurrence(utc(2026, 10, 24, 12), "02:30", "Europe/Berlin")
    assert first == Occurrence(utc(2026, 10, 25, 0, 30), date(2026, 10, 25))
    assert next_occurrence(first.at, "02:30", "Europe/Berlin").on == date(2026, 10, 26)


def test_a_time_that_spring_leaves_out_moves_forward() -> None:
    due = next_occurrence(utc(2027, 3, 27, 12), "02:30", "Europe/Berlin")
    assert due == Occurrence(utc(2027, 3, 28, 1, 30), date(2027, 3, 28))


def test_a_midnight_that_is_left_out_does_not_skip_the_day() -> None:
    due = next_occurrence(utc(2027, 4, 29, 12), "00:00", "Africa/Cairo")
    assert due.on == date(2027, 4, 30)


def test_an_instant_past_midnight_keeps_the_date_it_was_meant_for() -> None:
    due = next_occurrence(utc(2027, 3, 27, 12), "23:30", "America/Nuuk")
    assert due.on == date(2027, 3, 27)
    assert next_occurrence(due.at, "23:30", "America/Nuuk").on == date(2027, 3, 28)


def test_last_occurrence_is_at_or_before_the_moment() -> None:
    due = Occurrence(utc(2026, 11, 23, 3, 30), date(2026, 11, 23))
    assert last_occurrence(due.at, "08:30", "Asia/Dushanbe") == due
    assert last_occurrence(due.at + timedelta(hours=23), "08:30", "Asia/Dushanbe") == due
    assert last_occurrence(due.at - timedelta(seconds=1), "08:30", "Asia/Dushanbe").on == date(2026, 11, 22)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_zone_has_each_date_once_for_two_years_when_its_clocks_show_the_time(share: int) -> None:
    wrong = []
    for names, local_time in product(of_equal_clocks()[share::SHARES], TIMES):
        calendar = [(instant(day, local_time, ZoneInfo(names[0])), day) for day in DAYS]
        for zone in names:
            due = next_occurrence(utc(2026, 11, 1), local_time, zone)
            first = (due.on - DAYS[0]).days
            for at, day in calendar[first : first + TWO_YEARS]:
                if due.at != at or due.on != day:
                    wrong.append((zone, local_time, day, due))
                due = next_occurrence(due.at, local_time, zone)
    assert wrong == []


def of_equal_clocks() -> list[list[str]]:
    """All zones; those of one data stand together, because many have several names."""
    files, found = resources.files("tzdata") / "zoneinfo", defaultdict[bytes, list[str]](list)
    for name in sorted(NAMES):
        found[files.joinpath(*name.split("/")).read_bytes()].append(name)
    return list(found.values())


@pytest.mark.parametrize(
    ("zone", "clock"), [("Asia/Dushanbe", "08:31"), ("Europe/Moscow", "06:31"), ("Etc/GMT+5", "22:31")]
)
def test_the_clock_of_a_zone(zone: str, clock: str) -> None:
    assert clock_in(zone, utc(2026, 11, 23, 3, 31)) == clock
