"""A lesson explains what it names where the name first appears, and never says what is guessed at next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.learning import concepts, lessons
from content.answers import right_answer
from content.model import LANGUAGES, Bank, Fact, Language, Name
from tests import banks
from tests.banks import shipped


def told(scope: str) -> Iterator[tuple[Fact, tuple[Name, ...]]]:
    """Every fact of a lesson, with what is explained there."""
    bank = shipped()
    steps = lessons.steps(bank, scope)
    for step in steps:
        for fact in step.facts:
            yield fact, concepts.explained(bank, steps, fact)


def scopes() -> list[str]:
    return [scope.id for scope in banks.lessons()]


@pytest.mark.parametrize("scope", scopes())
def test_a_name_is_explained_once_where_it_is_named_and_two_on_a_page_at_most(scope: str) -> None:
    times: Counter[str] = Counter()
    for fact, names in told(scope):
        assert len(names) <= 2
        assert all(name.id in fact.names and name.meaning for name in names)
        times.update(name.id for name in names)
    assert times
    assert set(times.values()) == {1}


def test_what_has_no_room_is_explained_where_it_comes_next() -> None:
    """Everything that four facts of a lesson name, if it needs a word at all."""
    bank = shipped()
    for scope in scopes():
        named = Counter(name for fact in bank.facts_in(scope) for name in fact.names)
        explained = {name.id for _, names in told(scope) for name in names}
        often = {name for name, count in named.items() if count > 3 and bank.name(name).meaning}
        assert {name for name in often - explained if bank.name(name).kind != "place"} == set(), scope


def test_countries_and_cities_are_not_explained() -> None:
    assert not [
        name for scope in scopes() for _, names in told(scope) for name in names if name.kind == "place"
    ]


def test_who_is_named_once_is_told_by_that_fact() -> None:
    bank = shipped()
    named = Counter(name for fact in bank.facts for name in fact.names)
    for scope in scopes():
        for fact, names in told(scope):
            assert not [each for each in names if each.kind == "person" and named[each.id] == 1], fact.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_meaning_gives_away_what_is_then_guessed_at(language: Language) -> None:
    bank = shipped()
    for scope in scopes():
        steps = lessons.steps(bank, scope)
        for step in steps:
            said = ""
            for page in step.pages:
                if page.question is not None:
                    assert right_answer(page.question, language).casefold() not in said, page.fact
                if page.kind == "fact" and page.fact is not None:
                    names = concepts.explained(bank, steps, page.fact)
                    said += " ".join(name.meaning.to(language) for name in names if name.meaning).casefold()


def test_an_abbreviation_is_explained_as_the_fact_has_it() -> None:
    bank = shipped()
    odihr, fact = bank.name("odihr"), bank.facts[0]
    short = fact.model_copy(update={"statement": fact.statement.model_copy(update={"en": "ODIHR came."})})
    assert concepts.as_told(odihr, short, "en") == "ODIHR"
    assert concepts.as_told(odihr, fact, "en") == "Office for Democratic Institutions and Human Rights"
    assert concepts.as_told(bank.name("uranium-waste"), fact, "en") == "Uranium waste"


def test_a_fact_of_no_lesson_explains_nothing(rivers: Bank) -> None:
    assert concepts.explained(rivers, (), rivers.facts[0]) == ()
