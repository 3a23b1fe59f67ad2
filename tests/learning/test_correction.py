"""What a correction does to single answers, and what a button and a message carry of it."""

from __future__ import annotations

import pytest

from bot.learning.correction import ANY, OUTCOMES, Told, accepted, is_right, mask_of, outcome
from content.model import Bank


@pytest.mark.parametrize(
    ("chosen", "typed", "keys", "right"),
    [
        ("four", None, "four", True),
        ("four", None, "right four", True),
        ("right", None, "four", False),
        ("four two", None, "four", False),
        (None, None, "four", False),
        (None, "four", "four", False),
        ("two", None, ANY, True),
        ("two four", None, ANY, True),
        (None, "18", ANY, True),
        (None, None, ANY, False),
    ],
)
def test_marks(chosen: str | None, typed: str | None, keys: str, right: bool) -> None:
    assert is_right(chosen, typed, keys) is right


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([(False, True)], "gained"),
        ([(True, False)], "lost"),
        ([(True, True)], "right"),
        ([(False, False)], "wrong"),
        ([(False, True), (True, False)], "gained"),
        ([(True, True), (True, False)], "lost"),
        ([(True, True), (False, False)], "wrong"),
    ],
)
def test_outcome_of_several_answers(marks: list[tuple[bool, bool]], expected: str) -> None:
    assert outcome(marks) == expected


def test_masks_name_options_and_nothing_else(rivers: Bank) -> None:
    fact = rivers.find_fact("springs/keepers")
    assert fact is not None
    [question] = fact.questions
    assert accepted(question, 0) == ANY
    assert accepted(question, 0b0101) == "right four"
    assert mask_of(question, "right four") == 0b0101
    assert mask_of(question, "four gone") == 0b0100
    assert mask_of(None, "four") == 0
    assert accepted(question, 0b10000) is None


def test_longest_message_fits_its_row() -> None:
    assert max(len(str(Told("x" * 32, 9_999, each))) for each in OUTCOMES) <= 64
    told = Told("how-many", 5, "gained")
    assert Told.read(str(told)) == told
