"""The bank that ships is in order and teaches the whole history the project started from."""

from __future__ import annotations

from functools import cache

from content.census import count
from content.loader import load
from content.model import LANGUAGES, Bank


@cache
def shipped() -> Bank:
    return load()


def test_shipped_bank_has_no_problem_and_teaches_43_of_43() -> None:
    census = count(shipped())
    assert (census.seed.taught, census.seed.of) == (43, 43)
    assert census.languages == list(LANGUAGES)


def test_every_era_has_facts_and_questions() -> None:
    eras = count(shipped()).eras
    assert list(eras) == ["origins", "peace", "mission", "centre", "office", "programme-office"]
    assert all(era.facts and era.questions >= era.facts for era in eras.values())
