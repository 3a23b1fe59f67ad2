"""Where a lesson was: the places of the map that its facts name, with what happened there."""

from __future__ import annotations

from bot.learning import where
from bot.learning.where import LEAST, Spot
from content.model import Bank
from tests import banks
from tests.banks import shipped


def spot(scope: str, name: str) -> Spot:
    return next(each for each in where.of_lesson(shipped(), scope) if each.name.id == name)


def test_lessons_of_three_places_and_more_have_a_map_and_others_none() -> None:
    bank = shipped()
    for scope in banks.lessons():
        named = {name for fact in bank.facts_in(scope.id) for name in fact.names if bank.name(name).at}
        found = where.of_lesson(bank, scope.id)
        assert {each.name.id for each in found} == (named if len(named) >= LEAST else set())
    assert where.of_lesson(bank, "peace")
    assert not where.of_lesson(bank, "police")


def test_places_come_as_the_history_came_there() -> None:
    for scope in ("origins", "peace", "mission"):
        firsts = [each.facts[0].when.first_on for each in where.of_lesson(shipped(), scope)]
        assert firsts == sorted(firsts)


def test_what_is_told_of_a_place_is_the_most_telling_and_in_order() -> None:
    moscow = spot("peace", "moscow")
    assert len(moscow.facts) > len(moscow.told) == 4
    assert [fact.when.first_on for fact in moscow.told] == sorted(fact.when.first_on for fact in moscow.told)
    assert moscow.event is not None
    assert moscow.event in moscow.told
    assert moscow.event.when.spelling == "1997-06-27", "the peace agreement"


def test_what_only_looks_on_to_a_place_did_not_happen_there() -> None:
    """The ceasefire of Tehran was prolonged in Islamabad."""
    tehran, islamabad = spot("peace", "tehran"), spot("peace", "islamabad")
    assert tehran.event is not None
    assert tehran.event in islamabad.facts
    assert tehran.event not in islamabad.told


def test_a_fact_has_the_places_it_names() -> None:
    bank = shipped()
    opening = bank.facts[0]
    assert [each.name.id for each in where.of_fact(bank, opening)] == ["helsinki"]


def test_a_bank_without_coordinates_has_no_maps(rivers: Bank) -> None:
    assert not where.of_lesson(rivers, "springs")
    assert not where.of_lesson(rivers, "nonsense")
    assert not where.of_fact(rivers, rivers.facts[0])
