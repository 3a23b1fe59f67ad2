"""A question about a place: what the map gets, and that all else takes it for a choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learning.grading import grade_chosen
from bot.learning.pace import EFFORT
from bot.learning.picking import HARDNESS
from content.answers import right_answer
from content.authoring.plain import question_lines
from content.authoring.question_forms import KINDS
from content.geography import kilometres
from content.loader import load
from content.model import Bank, Choice, Place, Text
from content.questions import made_for
from tests.banks import write_bank
from tests.content.asked_bank import asked_bank_files


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank"), asked_bank_files())


@pytest.fixture(scope="module")
def bank(directory: Path) -> Bank:
    return load(directory)


@pytest.fixture(scope="module")
def on_map(bank: Bank) -> Place:
    question = bank.facts[0].question("on-map")
    assert isinstance(question, Place)
    return question


def test_every_point_has_its_name_and_its_place(on_map: Place) -> None:
    assert [(point.key, point.text.en, point.at) for point in on_map.options] == [
        ("right", "Sorn", (38.5, 68.8)),
        ("ulla", "Ulla", (40.0, 69.6)),
        ("meer", "Meer", (37.9, 67.1)),
    ]
    why = on_map.options[2].why
    assert why == Text(en="It lies by the sea.", ru="Он у моря.", tg="Он дар лаби баҳр аст.")


def test_names_know_where_they_are(bank: Bank) -> None:
    assert bank.name("meer").at == (37.9, 67.1)
    assert bank.name("water-toll").at is None


def test_place_is_graded_as_a_choice(on_map: Place) -> None:
    assert isinstance(on_map, Choice)
    assert grade_chosen(on_map, ("right",)).grade == "right"
    assert grade_chosen(on_map, ("ulla",)).grade == "wrong"
    assert right_answer(on_map, "ru") == "Сорн"


def test_place_reads_plainly(on_map: Place) -> None:
    assert list(question_lines(on_map, "en")) == [
        "on-map (place): Where on the map is it?",
        "  + Sorn at 38.5, 68.8",
        "  - Ulla at 40.0, 69.6 (It had a spring.)",
        "  - Meer at 37.9, 67.1 (It lies by the sea.)",
    ]


def test_place_survives_the_cache(directory: Path, bank: Bank, tmp_path: Path) -> None:
    load(directory, cache=tmp_path)
    assert load(directory, cache=tmp_path) == bank


def test_no_question_is_made_of_what_only_a_map_shows(bank: Bank) -> None:
    asks = {
        question.ask.en
        for seed in range(50)
        for question in made_for(bank, bank.facts[0], seed)
        if question.kind == "true-false"
    }
    assert not any("map" in ask for ask in asks)


def test_every_kind_is_weighed_and_timed() -> None:
    assert HARDNESS.keys() == EFFORT.keys() == KINDS.keys()


def test_distances_are_those_of_an_atlas() -> None:
    dushanbe, khujand, vienna = (38.56, 68.78), (40.28, 69.62), (48.21, 16.37)
    assert kilometres(dushanbe, khujand) == pytest.approx(204, abs=3)
    assert kilometres(dushanbe, vienna) == pytest.approx(4261, abs=60)
    assert kilometres(vienna, vienna) == 0
