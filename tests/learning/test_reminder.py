"""When to remind: the hour of most practice days, never by itself at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.night import GRACE, is_welcome
from bot.learning.reminder import usual_time

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 - local moments, as the rule takes them
DUSHANBE = "Asia/Dushanbe"


def at(*hours: float) -> list[datetime]:
    """A local moment at an hour of each of some days in a row."""
    return [MONDAY + timedelta(days=day, hours=hour) for day, hour in enumerate(hours)]


def test_the_usual_hour_is_the_one_with_most_practice_days() -> None:
    assert usual_time(at(19.2, 8.5, 19.9, 19, 8)) == "19:00"


def test_many_answers_in_one_evening_are_one_day() -> None:
    crammed = [MONDAY + timedelta(hours=20, minutes=minute) for minute in range(50)]
    assert usual_time([*crammed, *at(8, 8)]) == "08:00"


def test_of_two_usual_hours_the_later_counts() -> None:
    assert usual_time(at(8, 19)) == "19:00"
    assert usual_time(at(19, 8)) == "19:00"


def test_without_any_practice_it_is_the_early_evening() -> None:
    assert usual_time([]) == "18:00"


@pytest.mark.parametrize(
    ("practised", "reminded"),
    [
        (7, "07:00"),
        (21, "21:00"),
        (22, "21:00"),
        (23, "21:00"),
        (0, "21:00"),
        (1, "21:00"),
        (2, "07:00"),
        (3, "07:00"),
        (6, "07:00"),
    ],
)
def test_a_habit_of_the_night_is_moved_out_of_it(practised: int, reminded: str) -> None:
    assert usual_time(at(practised)) == reminded


@pytest.mark.parametrize(
    ("hour", "late", "is_sent"),
    [
        ("21:30", timedelta(minutes=29), True),
        ("21:30", timedelta(minutes=31), False),
        ("21:59", timedelta(minutes=5), True),
        ("23:30", timedelta(), True),
        ("23:30", GRACE, True),
        ("23:30", GRACE + timedelta(seconds=1), False),
        ("06:50", timedelta(minutes=20), True),
        ("06:30", timedelta(minutes=29), False),
    ],
)
def test_what_is_late_does_not_come_at_night(hour: str, late: timedelta, is_sent: bool) -> None:
    wall = datetime.fromisoformat(f"2026-03-02T{hour}+05:00")
    assert is_welcome(wall.astimezone(UTC), wall + late, DUSHANBE) is is_sent


def test_lateness_is_measured_in_real_time_when_the_clock_jumps() -> None:
    due = datetime(2027, 3, 28, 0, 55, tzinfo=UTC)  # 01:55 in Berlin; five minutes later it is 03:00
    assert is_welcome(due, due + timedelta(minutes=6), "Europe/Berlin")
