"""The bank that ships is in order and teaches the whole history the project started from."""

from __future__ import annotations

from collections.abc import Iterator

from content.authoring.census import count
from content.model import LANGUAGES, Bank, Choice, Option, Several
from content.wording import says
from tests.banks import shipped


def test_shipped_bank_has_no_problem_and_teaches_43_of_43() -> None:
    census = count(shipped())
    assert (census.seed.taught, census.seed.of) == (43, 43)
    assert census.languages == list(LANGUAGES)


def test_every_era_has_facts_and_questions() -> None:
    eras = count(shipped()).eras
    assert list(eras) == ["origins", "peace", "mission", "centre", "office", "programme-office"]
    assert all(era.facts and era.questions >= era.facts for era in eras.values())


CONFUSED_KINDS = {"organisation", "office", "place", "document"}
"""Names that learners take for each other; a person is seldom taken for another."""


def wrong_options(bank: Bank) -> Iterator[tuple[str, Option]]:
    """Every wrong option that is chosen or ticked, with where it stands."""
    for fact in bank.facts:
        for question in fact.questions:
            if isinstance(question, Choice | Several):
                right = question.right if isinstance(question, Several) else (question.right.key,)
                for option in question.options:
                    if option.key not in right:
                        yield f"{fact.id}/{question.id}/{option.key}", option


def test_at_least_60_wrong_options_that_name_something_confusable_say_what_it_really_was() -> None:
    names = [name for name in shipped().names if name.kind in CONFUSED_KINDS]
    spellings = [spelling for name in names for spelling in (name.text.en, *name.variants)]
    explained = [where for where, option in wrong_options(shipped()) if option.why]
    confusions = [
        where
        for where, option in wrong_options(shipped())
        if any(says(option.text.en, spelling) for spelling in spellings)
    ]
    assert len(set(explained) & set(confusions)) >= 60


def test_every_wrong_option_that_is_a_name_this_history_tells_of_says_what_it_really_was() -> None:
    told = [fact.statement.en for fact in shipped().facts]
    names = {
        name.text for name in shipped().names if any(says(statement, name.text.en) for statement in told)
    }
    assert len(names) > 60
    unexplained = [
        where for where, option in wrong_options(shipped()) if option.text in names and not option.why
    ]
    assert unexplained == []


def test_shipped_bank_is_held_to_all_that_a_whole_one_is() -> None:
    census = count(shipped())
    assert census.phrasings.enough == census.phrasings.of
    assert census.substance.purposes == census.substance.core
    assert census.substance.reasons == census.substance.wrong
    assert 45 <= census.core <= 60


def test_shipped_bank_asks_where_on_the_map_and_lets_questions_be_made_of_nearly_all() -> None:
    questions = count(shipped()).questions
    assert questions.by_kind["place"] >= 12
    assert questions.unmade <= 40


def test_first_quizzes_of_the_shipped_bank_ask_core_facts_and_no_question_twice() -> None:
    bank = shipped()
    assert len(bank.first) == 3
    facts = [bank.find_fact(fact_id) for quiz in bank.first for fact_id, _ in quiz]
    assert [fact.id for fact in facts if fact and fact.level != "core"] == []
    asked = [key for quiz in bank.first for key in quiz]
    assert sorted(set(asked)) == sorted(asked)
