"""What taps make of an answer that no poll can carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.learning.tapped import after_tap, can_be_tapped, is_by_buttons, is_whole
from content.model import LANGUAGES, Bank, Question, Text

SHOWN = ("a", "b", "c")


def of_kind(bank: Bank, kind: str) -> Question:
    return next(question for fact in bank.facts for question in fact.questions if question.kind == kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_goes_by_poll_or_by_buttons_or_is_not_asked(lakes: Bank, language: str) -> None:
    ways = {
        question.kind: (can_be_tapped(question), is_by_buttons(question, language))  # type: ignore[arg-type]
        for fact in lakes.facts
        for question in fact.questions
        if question.options
    }
    assert {kind for kind, way in ways.items() if way == (True, True)} == {
        "several", "order", "match", "number"
    }  # fmt: skip
    assert {kind for kind, way in ways.items() if way == (True, False)} >= {"choice", "true-false"}
    assert not can_be_tapped(of_kind(lakes, "name"))  # it has to be typed


def test_what_a_poll_would_cut_goes_by_buttons(lakes: Bank) -> None:
    question = of_kind(lakes, "choice")
    first, *others = question.options
    long = replace(first, text=Text(en="x" * 101, ru="x", tg="x"))
    changed = replace(question, options=(long, *others))  # type: ignore[arg-type]
    assert [is_by_buttons(changed, language) for language in ("en", "ru", "tg")] == [True, False, False]


def test_ticks_come_and_go_and_are_done_when_it_is_said(lakes: Bank) -> None:
    question = of_kind(lakes, "several")
    kept = after_tap(question, SHOWN, (), "c")
    kept = after_tap(question, SHOWN, kept, "a")
    assert kept == ("a", "c")
    assert after_tap(question, SHOWN, kept, "c") == ("a",)
    assert not is_whole(question, SHOWN, SHOWN)


@pytest.mark.parametrize("kind", ["order", "match"])
def test_what_has_its_place_keeps_it_and_the_last_follows(lakes: Bank, kind: str) -> None:
    question = of_kind(lakes, kind)
    kept = after_tap(question, SHOWN, (), "b")
    assert after_tap(question, SHOWN, kept, "b") == ("b",)
    assert not is_whole(question, SHOWN, kept)
    kept = after_tap(question, SHOWN, kept, "a")
    assert kept == ("b", "a", "c")
    assert is_whole(question, SHOWN, kept)


def test_one_tap_is_the_answer_where_one_is_asked_for(lakes: Bank) -> None:
    question = of_kind(lakes, "choice")
    assert after_tap(question, SHOWN, ("a",), "b") == ("b",)
    assert is_whole(question, SHOWN, ("b",))
