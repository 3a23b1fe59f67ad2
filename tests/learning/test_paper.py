"""A set on paper: what letters can answer, laid out the same each time, in two orders."""

from __future__ import annotations

import random

import pytest

from bot.learning.paper import is_lettered, lay, printed, read_version, shortened
from bot.learning.quiz import Item, lay_out
from bot.learning.recipe import Recipe, draw
from content.answers import right_answer
from content.model import LANGUAGES, Bank
from content.questions import look_up

CODE = "k7mp2qxa"


def entries(bank: Bank, seed: str = "a", count: int = 20) -> list[Item]:
    return [Item(each.fact_id, each.question_id, ()) for each in draw(bank, Recipe(count, seed, "topic"))]


def every_question(bank: Bank, fact_id: str) -> list[Item]:
    fact = bank.find_fact(fact_id)
    assert fact is not None
    return [Item(fact_id, each.id, ()) for each in fact.questions]


def laid(bank: Bank, of: list[Item], version: str = "A") -> tuple[Item, ...]:
    return lay(bank, of, frozenset(), code=CODE, version=version)


def test_the_same_set_is_laid_out_the_same(shipped: Bank) -> None:
    of = entries(shipped)
    assert laid(shipped, of) == laid(shipped, of)
    assert laid(shipped, of, "B") == laid(shipped, of, "B")
    assert laid(shipped, of) != lay(shipped, of, frozenset(), code="another1", version="A")


def test_two_versions_have_the_same_questions_in_another_order(shipped: Bank) -> None:
    of = entries(shipped)
    first, second = laid(shipped, of), laid(shipped, of, "B")
    keys = [[(each.fact_id, each.question_id) for each in some] for some in (first, second)]
    assert sorted(keys[0]) == sorted(keys[1])
    assert keys[0] != keys[1]
    options = {(each.fact_id, each.question_id): each.options for each in second}
    assert any(each.options != options[each.fact_id, each.question_id] for each in first)


@pytest.mark.parametrize("seed", range(20))
def test_letters_answer_all_that_is_on_paper(shipped: Bank, seed: int) -> None:
    for item in laid(shipped, entries(shipped, f"seed {seed}")):
        found = look_up(shipped, item.fact_id, item.question_id)
        assert found is not None
        assert is_lettered(found[1])
        assert found[1].kind in ("choice", "several", "true-false", "number", "when")


def test_another_question_stands_in_and_none_is_asked_twice(lakes: Bank) -> None:
    of = every_question(lakes, "lakes/treaty")
    shown = laid(lakes, of)
    keys = [each.question_id for each in shown]
    assert len(set(keys)) == len(keys)
    assert not {"city", "towns"} & set(keys), "what is typed has no letter"
    paused = frozenset({("lakes/treaty", "began")})
    assert "began" not in [each.question_id for each in lay(lakes, of, paused, code=CODE, version="A")]


def test_an_order_that_is_the_same_for_everybody_is_kept(shipped: Bank) -> None:
    item = next(each for each in laid(shipped, entries(shipped)) if len(each.options) > 3)
    found = look_up(shipped, item.fact_id, item.question_id)
    assert found is not None
    fixed = lay_out(*found, random.Random("another"))
    assert laid(shipped, [fixed]) == (fixed,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_names_the_right_options(lakes: Bank, language: str) -> None:
    items = laid(lakes, every_question(lakes, "lakes/treaty"))
    for item, told in zip(items, printed(lakes, items, language, "gone"), strict=True):  # type: ignore[arg-type]
        found = look_up(lakes, item.fact_id, item.question_id)
        assert found is not None
        assert "; ".join(sorted(told.options[place] for place in told.right)) == "; ".join(
            sorted(right_answer(found[1], language).split("; "))  # type: ignore[arg-type]
        )
        assert told.takes_several == (found[1].kind == "several")
        assert told.source


def test_what_has_left_the_bank_keeps_its_number(lakes: Bank) -> None:
    [gone] = printed(lakes, [Item("lakes/treaty", "no-such", ("right",))], "en", "gone")
    assert (gone.number, gone.ask, gone.options, gone.right) == (1, "gone", (), ())


@pytest.mark.parametrize(
    ("typed", "version"),
    [("A", "A"), ("а", "A"), ("b", "B"), ("В", "B"), ("Б", "B"), ("c", None), ("", None)],
)
def test_a_version_is_known_in_either_alphabet(typed: str, version: str | None) -> None:
    assert read_version(typed) == version


def test_what_is_shortened_ends_between_two_words() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("History of the Council, part one", 20) == "History of the …"
    assert shortened("x" * 30, 20) == "x" * 19 + " …"
