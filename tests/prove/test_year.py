"""Two months of the year, and the control that must fail; the long form is `make prove PART=year`."""

from __future__ import annotations

from tests.prove import year


def test_in_two_months_every_local_date_is_accounted_for() -> None:
    assert year.counted(people=8, chats=1, days=60, seed=0)["wrong"] == []


def test_a_timetable_that_adds_24_hours_is_caught() -> None:
    assert year.mistimed()["wrong"]
