"""Which fact comes next: a round through all that was chosen, then again; the known wait."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import pytest

from bot.learning.telling import Telling, chosen, next_fact
from bot.learning.today import of_the_day
from content.model import Bank
from tests.delivery.waves import bank_of

FACTS = bank_of(["one", "two", "three", "four"]).facts


def told_for(days: int, *, well_known: Collection[str] = (), of_the_day: Sequence[str] = ()) -> list[str]:
    """What is told on so many days, with a star where it begins again. A day may have a fact of its own."""
    told: dict[str, Telling] = {}
    said = []
    for day in range(days):
        own = of_the_day[day : day + 1]
        found = next_fact(FACTS, told, of_the_day=own, well_known=well_known)
        assert found is not None
        said.append(f"{found.fact_id}{'*' if found.begins_again else ''}")
        told[found.fact_id] = Telling(told.get(found.fact_id, Telling(0, 0)).times + 1, day + 1)
    return said


def test_nothing_comes_again_before_all_was_told_and_then_it_is_said_once() -> None:
    assert told_for(9) == ["one", "two", "three", "four", "one*", "two", "three", "four", "one*"]


def test_what_is_well_known_waits_for_the_rest_in_each_round() -> None:
    assert told_for(8, well_known={"one", "three"}) == [
        *("two", "four", "one", "three"),
        *("two*", "four", "one", "three"),
    ]


def test_what_happened_on_a_day_comes_on_it_first_but_not_twice_in_a_round() -> None:
    assert told_for(5, of_the_day=["three", "three", "four"]) == ["three", "one", "four", "two", "three*"]


def test_a_day_of_its_own_goes_before_being_well_known() -> None:
    assert told_for(1, well_known={"four"}, of_the_day=["four"]) == ["four"]


def test_a_new_fact_comes_before_all_others_without_a_word() -> None:
    told = {fact.id: Telling(1, place) for place, fact in enumerate(FACTS[:3], start=1)}
    assert next_fact(FACTS, told) == ("four", False)


def test_a_choice_that_was_told_as_part_of_all_begins_again_at_once() -> None:
    told = {fact.id: Telling(1, place) for place, fact in enumerate(FACTS, start=1)}
    assert next_fact(FACTS[:2], told) == ("one", True)
    assert next_fact(FACTS[:2], told | {"one": Telling(2, 9)}) == ("two", False)


def test_nothing_to_choose_from_is_nothing_to_tell() -> None:
    assert next_fact((), {}) is None


def test_an_era_is_what_was_chosen_and_one_that_has_left_the_bank_is_everything(rivers: Bank) -> None:
    era = rivers.eras[0].id
    assert {fact.era for fact in chosen(rivers, era)} == {era}
    assert chosen(rivers, None) == chosen(rivers, "gone") == rivers.facts


@pytest.mark.parametrize("year", [1999, 2027, 2028])
def test_the_days_of_the_bank_are_known_in_any_year(rivers: Bank, year: int) -> None:
    exact = [fact for fact in rivers.facts if fact.when.precision == "day"]
    assert exact, "the bank of the tests has facts of a day"
    for fact in exact:
        day = fact.when.first_on
        if (day.month, day.day) != (2, 29):
            assert fact.id in of_the_day(rivers, date(year, day.month, day.day))
    inexact = {fact.id for fact in rivers.facts if fact.when.precision in ("month", "year")}
    assert not inexact & of_the_day(rivers, date(year, 3, 1))
