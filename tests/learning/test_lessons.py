"""Lessons tell every fact once, in steps of three to five; every day of the year has something to tell."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from bot.learning import lessons, today
from bot.learning.grading import grade_chosen
from bot.learning.today import LEAP
from content.answers import right_answer
from content.model import LANGUAGES, Bank, Language
from tests.banks import shipped


def test_every_fact_is_told_once_in_steps_of_three_to_five() -> None:
    bank = shipped()
    for scope in [*(era.id for era in bank.eras), *(theme.id for theme in bank.themes)]:
        steps = lessons.steps(bank, scope)
        told = [fact for step in steps for fact in step.facts]
        assert {fact.id for fact in told} == {fact.id for fact in bank.facts_in(scope)}
        exact = [fact.when.first_on for fact in told if fact.when.precision in ("day", "month")]
        assert exact == sorted(exact)
        assert all(3 <= len(step.facts) <= 5 for step in steps), scope
        for step in steps:
            facts = [page.fact for page in step.pages if page.kind == "fact"]
            assert facts == list(step.facts)
            assert step.pages[-1].kind == "check"
            assert (step.pages[0].kind == "opening") == (step.index == 0)


def test_what_a_year_alone_dates_is_told_where_its_author_has_put_it() -> None:
    """All of it is of 1997, or begins in it; the peace is of June."""
    told = [fact.id for step in lessons.steps(shipped(), "peace") for fact in step.facts]
    story = [
        "quota",
        "guarantor",
        "agreement",
        "protocols",
        "reconciliation",
        "homecoming",
        "amnesty",
        "fighters",
    ]
    assert [fact_id for fact_id in told if fact_id.removeprefix("peace/") in story] == [
        f"peace/{name}" for name in story
    ]


def test_a_fact_is_never_told_out_of_its_time() -> None:
    places = lessons._places(shipped())
    for fact in shipped().facts:
        assert fact.when.first_on <= places[fact.id][0] <= fact.when.last_on, fact.id


def test_key_facts_are_guessed_at_before_they_are_told() -> None:
    bank = shipped()
    pages = [page for era in bank.eras for step in lessons.steps(bank, era.id) for page in step.pages]
    guesses = [page for page in pages if page.kind == "guess"]
    assert len(guesses) > 30
    for guess in guesses:
        assert guess.fact is not None
        assert guess.question is not None
        assert guess.fact.level == "core"
        assert pages[pages.index(guess) + 1].fact == guess.fact
        right = [key for key in guess.options if grade_chosen(guess.question, (key,)).is_right]
        assert len(right) == 1


def test_a_tiny_era_has_one_step(rivers: Bank) -> None:
    assert [len(step.facts) for step in lessons.steps(rivers, "springs")] == [4]
    assert lessons.steps(rivers, "nonsense") == ()


def test_every_sentence_between_facts_is_told_once_and_every_step_has_one() -> None:
    bank = shipped()
    for era in bank.eras:
        steps = lessons.steps(bank, era.id)
        pages = [page for step in steps for page in step.pages]
        assert [page.link for page in pages if page.link] == [period.text for period in era.periods]
        assert len(era.periods) >= len(steps) / 2, era.id
        for step in steps[1:]:
            assert step.pages[0].link or step.pages[0].goes_on


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_gives_away_what_is_then_guessed_at(language: Language) -> None:
    bank = shipped()
    for era in bank.eras:
        for page in (page for step in lessons.steps(bank, era.id) for page in step.pages):
            if page.link and page.question:
                right = right_answer(page.question, language).casefold()
                assert right not in page.link.to(language).casefold(), page.fact


def test_after_a_lesson_comes_the_next_of_its_kind(rivers: Bank) -> None:
    bank = shipped()
    for scopes in (bank.eras, bank.themes):
        ids = [scope.id for scope in scopes]
        assert [lessons.following(bank, each) for each in ids] == [*ids[1:], None]
    assert lessons.following(rivers, "nonsense") is None


DAYS = [date(LEAP, 1, 1) + timedelta(days=number) for number in range(366)]


@pytest.mark.parametrize("which", ["shipped", "tiny"])
def test_366_of_366_days_answer_and_none_claims_too_much(rivers: Bank, which: str) -> None:
    bank = shipped() if which == "shipped" else rivers
    near: Counter[str] = Counter()
    for day in DAYS:
        found = today.on(bank, day.month, day.day)
        near[found.near] += 1
        assert 1 <= len(found.facts) + len(found.of_month) <= today.MOST
        for fact in found.of_month:
            assert fact.when.precision in ("month", "range")
            assert f"-{day.month:02}" in fact.when.spelling
        for fact in found.facts:
            if found.near in ("day", "week"):
                assert all(len(end) == len("1994-02-19") for end in fact.when.spelling.split("/"))
            if found.near == "day":
                assert fact.when.first_on <= day.replace(year=fact.when.last_on.year) <= fact.when.last_on
            if found.near == "month":
                assert f"-{day.month:02}" in fact.when.spelling
    assert near.total() == 366
    assert near["day"] > 0
    assert today.on(bank, 2, 29) == today.on(bank, 2, 29)


def test_days_are_near_over_the_end_of_the_year() -> None:
    bank = shipped()
    fact = bank.facts[0].model_copy(update={"when": type(bank.facts[0].when)("1999-12-31")})
    only = bank.model_copy(update={"facts": (fact,)})
    assert today.on(only, 1, 2).near == "week"
    assert today.on(only, 1, 4).near != "week"


def dated(when: str) -> Bank:
    """The shipped bank with one fact alone, which has this date."""
    bank = shipped()
    fact = bank.facts[0].model_copy(update={"when": type(bank.facts[0].when)(when)})
    return bank.model_copy(update={"facts": (fact,)})


def test_every_day_of_a_range_is_its_day() -> None:
    meeting = dated("1993-11-30/1993-12-01")
    assert [today.on(meeting, *day).near for day in ((11, 30), (12, 1), (12, 2))] == ["day", "day", "week"]
    long = dated("1996-02-05/1996-07-21")
    assert [today.on(long, *day).near for day in ((2, 5), (7, 21), (5, 5))] == ["day", "day", "theme"]


def test_what_has_only_a_month_is_told_as_this_months() -> None:
    month, day = (
        dated("1993-12").facts[0],
        dated("1994-12-09").facts[0].model_copy(update={"id": "other/one"}),
    )
    both = shipped().model_copy(update={"facts": (month, day)})
    assert (today.on(both, 12, 9).facts, today.on(both, 12, 9).of_month) == ((day,), (month,))
    assert today.on(both, 12, 25).facts == (month, day)
    assert not today.on(both, 11, 30).of_month or today.on(both, 11, 30).near == "theme"


@pytest.mark.parametrize(
    "typed",
    [
        *("27.06", "27.6.", "27 June", "June 27", "27 июня", "27 июни", "27.06.1997", "27/06", "27-06"),
        *(
            "June 27th",
            "27-го июня",
            "27-уми июн",
            "27-уми июни соли 1997",
            "27 июня 1997 г.",
            "27 iyuni",
            "на 27 июня",
        ),
    ],
)
def test_days_are_read_as_people_write_them(typed: str) -> None:
    assert today.read_day(typed) == (6, 27)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31.02",
        "June",
        "1997",
        "hello",
        "45.45",
        "🎂",
        "27 and 28 June",
        "29.02.1997",
        "27.06" + " " * 200,
    ],
)
def test_what_is_no_day_is_not_guessed_at(typed: str) -> None:
    assert today.read_day(typed) is None


def test_decision_on_the_mission_is_told_on_its_day() -> None:
    found = today.on(shipped(), 12, 1)
    assert found.near == "day"
    assert "mission/rome-decision" in {fact.id for fact in found.facts}


def test_the_leap_day_is_a_day() -> None:
    assert today.read_day("29.02") == (2, 29)
