"""A recipe draws the same questions for everybody, and only such as it lets in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.learning.recipe import Recipe, draw, from_plain, shared_out, to_plain
from content.model import Bank
from content.questions import kind_of


def kinds(shipped: Bank, recipe: Recipe) -> set[str | None]:
    facts = {fact.id: fact for fact in shipped.facts}
    return {kind_of(facts[item.fact_id], item.question_id) for item in draw(shipped, recipe)}


def test_one_recipe_draws_the_same_questions_and_another_seed_others(shipped: Bank) -> None:
    recipe = Recipe(10, "2026-12-01")
    assert draw(shipped, recipe) == draw(shipped, recipe)
    assert len({item.fact_id for item in draw(shipped, recipe)}) == 10
    assert draw(shipped, recipe) != draw(shipped, replace(recipe, seed="2026-12-02"))


def test_days_do_not_begin_with_the_same_facts(shipped: Bank) -> None:
    days = [Recipe(5, f"2026-12-{day:02}") for day in range(1, 31)]
    facts = {item.fact_id for recipe in days for item in draw(shipped, recipe)}
    assert len(facts) > 75


def test_a_topic_draws_from_itself_alone(shipped: Bank) -> None:
    era = shipped.eras[0].id
    drawn = draw(shipped, Recipe(8, "a", scope=era))
    assert {fact.era for fact in shipped.facts if fact.id in {each.fact_id for each in drawn}} == {era}


def test_a_part_of_a_lesson_asks_its_facts_again_until_there_are_enough(shipped: Bank) -> None:
    era = shipped.eras[0].id
    drawn = draw(shipped, Recipe(6, "a", "lesson", scope=era, step=0))
    assert len(drawn) == 6
    assert len({item.fact_id for item in drawn}) <= 5
    assert len({(item.fact_id, item.question_id) for item in drawn}) == 6


def test_a_mix_shares_out_its_places_by_weight(shipped: Bank) -> None:
    first, second = shipped.eras[0].id, shipped.eras[1].id
    drawn = draw(shipped, Recipe(8, "a", "mix", mix=((first, 3), (second, 1))))
    eras = [fact.era for item in drawn if (fact := shipped.find_fact(item.fact_id))]
    assert (eras.count(first), eras.count(second)) == (6, 2)
    assert len({item.fact_id for item in drawn}) == 8


def test_places_that_are_left_over_go_to_the_largest_remainders() -> None:
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3]
    assert shared_out(5, [10, 1]) == [5, 0]
    assert shared_out(7, [2, 3]) == [3, 4]


def test_kinds_that_are_left_out_do_not_come(shipped: Bank) -> None:
    hard = frozenset({"name", "order", "match", "several"})
    recipe = Recipe(40, "a")
    assert kinds(shipped, recipe) & hard
    assert not kinds(shipped, replace(recipe, without_kinds=hard)) & hard


def test_what_is_left_out_is_not_drawn(shipped: Bank) -> None:
    recipe = Recipe(10, "a")
    keys = {(item.fact_id, item.question_id) for item in draw(shipped, recipe)}
    again = draw(shipped, replace(recipe, without=frozenset(keys)))
    assert len(again) == 10
    assert not {(item.fact_id, item.question_id) for item in again} & keys


def test_questions_that_are_named_are_asked_in_their_order(shipped: Bank) -> None:
    keys = [(fact.id, fact.questions[0].id) for fact in shipped.facts[:7] if fact.questions]
    drawn = draw(shipped, Recipe(7, "a", "class", questions=(*reversed(keys), ("gone/gone", "gone"))))
    assert [(item.fact_id, item.question_id) for item in drawn] == [*reversed(keys)]


@pytest.mark.parametrize("count", [4, 41])
def test_a_set_is_neither_tiny_nor_endless(count: int) -> None:
    with pytest.raises(ValueError, match="5 to 40"):
        Recipe(count, "a")


def test_a_recipe_is_read_as_it_was_written(shipped: Bank) -> None:
    full = Recipe(
        count=9,
        seed="s",
        source="mix",
        scope=shipped.eras[0].id,
        step=0,
        mix=(("a", 1), ("b", 2)),
        without_kinds=frozenset({"name"}),
        questions=(("f/a", "q"),),
        without=frozenset({("f/b", "q")}),
        keeps_order=True,
    )
    for recipe in (full, Recipe(5, "s")):
        assert from_plain(to_plain(recipe)) == recipe
