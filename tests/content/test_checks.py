"""Each rule of the bank, broken: exactly what is wrong is said, where it is wrong, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from content.authoring.checks import CHECKS, OF_A_WHOLE
from content.authoring.document import Document, parse
from content.authoring.draft import Draft, draft_of
from content.authoring.texts import present_tense
from content.model import LANGUAGES, Language
from content.wording import PRESENT
from tests.banks import tiny_bank_files
from tests.content.asked_bank import asked_bank_files
from tests.content.breach import DELTAS, SPRINGS, Breach, breach, problems_of
from tests.content.breaches_of_answers import DATES, LEAKS, NUMBERS, OPTIONS
from tests.content.breaches_of_asking import ASKING, MEANINGS
from tests.content.breaches_of_first import FIRST, SET, first
from tests.content.breaches_of_fullness import FULLNESS
from tests.content.breaches_of_kinds import KIN, MATCH, ORDER, SIZES
from tests.content.breaches_of_order import IDS, REFERENCES, REQUIRED
from tests.content.breaches_of_places import PLACES
from tests.content.breaches_of_texts import PRESENT_TENSE, QUESTIONS, TEXTS
from tests.content.breaches_of_writing import EVENTS, GLOSSARY, MADE, MARKS, SCRIPTS
from tests.content.every_kind import LAKES, every_kind_files

KINDS = (SIZES, KIN, ORDER, MATCH, NUMBERS, DATES, LEAKS, OPTIONS)
WRITING = (SCRIPTS, MARKS, GLOSSARY, EVENTS, MADE)
GROUPS = (
    TEXTS,
    QUESTIONS,
    PRESENT_TENSE,
    IDS,
    REFERENCES,
    REQUIRED,
    MEANINGS,
    ASKING,
    FULLNESS,
    PLACES,
    FIRST,
    *KINDS,
    *WRITING,
)
BREACHES = {name: breach for group in GROUPS for name, breach in group.items()}


@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_broken_rule_is_named_with_its_place_and_nothing_else_is(tmp_path: Path, breach: Breach) -> None:
    assert problems_of(tmp_path, breach.files()) == list(breach.said)


def test_no_two_breaches_have_one_name() -> None:
    assert len(BREACHES) == sum(map(len, GROUPS))


@pytest.mark.parametrize(
    "files",
    [tiny_bank_files(), every_kind_files(), asked_bank_files()],
    ids=["tiny", "every kind", "asked"],
)
def test_tiny_bank_has_no_problem(tmp_path: Path, files: dict[str, str]) -> None:
    assert problems_of(tmp_path, files) == []


SOUND = {
    "a right side of a match in its question": breach(
        LAKES, "en: Match each with its town.", "en: Match each with its town or Arvo."
    ),
    "an event in the question of its order": breach(
        LAKES, "en: Put these in their order.", "en: A dam broke. Put these in their order."
    ),
    "a wrong number in its question": breach(LAKES, "en: How many boats", "en: How many of 15 000 boats"),
    "a number right at the edge of the tolerance": breach(LAKES, "11000, 15000", "11499, 12501"),
    "a year outside the tolerance": breach(
        LAKES, "        tolerance: 1\n", '        tolerance: 1\n        wrong: ["1936", "1940"]\n'
    ),
    "a question for less than the fact tells": breach(
        LAKES, 'right: "1936-06"\n        wrong: ["1935-06", "1936-09"]', 'right: "1936"'
    ),
    "a month of another year than the fact's": breach(
        LAKES, 'right: "1938"\n        tolerance: 1\n', 'right: "1940-05"\n'
    ),
    "an empty list of wrong numbers": breach(LAKES, "right: 8\n", "right: 8\n        wrong: []\n"),
    "a number in quotes": breach(LAKES, "right: 8\n", 'right: "8"\n'),
    "a month without quotes": breach(LAKES, 'right: "1936-06"\n', "right: 1936-06\n"),
    "names of two kinds in an order": breach(
        LAKES, "{en: A dam broke, ru: Прорвало дамбу, tg: Сарбанд шикаст, ", "{name: vesk, "
    ),
    "one date for two events of four": breach(LAKES, 'when: "1940"', 'when: "1937/1938"'),
}


@pytest.mark.parametrize("sound", SOUND.values(), ids=SOUND)
def test_what_no_rule_forbids_is_no_problem(tmp_path: Path, sound: Breach) -> None:
    assert problems_of(tmp_path, sound.files()) == []


def test_theme_cannot_have_the_id_of_an_era(tmp_path: Path) -> None:
    era = tiny_bank_files()["eras.yaml"].replace("eras:", "themes:").replace("id: springs", "id: boats")
    files = tiny_bank_files() | {"themes.yaml": era}
    said = 'themes.yaml:8: deltas: "deltas" is the id of an era already'
    assert problems_of(tmp_path, files) == [said]


def test_first_quiz_is_answered_by_single_taps(tmp_path: Path) -> None:
    files = every_kind_files()
    address = "lakes/treaty/boats"
    files["bank.yaml"] = files["bank.yaml"].replace("id: rivers\n", first(*SET[:4], address))
    said = f'bank.yaml:2: rivers: "{address}" is of the kind number: here it must be choice or true-false'
    assert problems_of(tmp_path, files) == [said]


def test_first_quiz_of_five_on_five_facts_is_no_problem(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files["bank.yaml"] = files["bank.yaml"].replace("id: rivers\n", first(*SET))
    assert problems_of(tmp_path, files) == []


def test_every_check_is_broken_by_some_breach() -> None:
    drafts = [_draft_of(breach.files()) for breach in BREACHES.values()]
    checks = (*CHECKS, *OF_A_WHOLE)
    broken = {check.__name__ for check in checks if any(list(check(draft)) for draft in drafts)}
    assert broken == {check.__name__ for check in checks} - {"scopes"}, "themes.yaml is a file of its own"


@pytest.mark.parametrize(
    "sound",
    [
        breach(SPRINGS, "How many keepers were there?", "How many keepers were known there?"),
        breach(SPRINGS, "Сколько было смотрителей?", "Сколько было нынешних смотрителей?"),
        breach(DELTAS, "40 kinds of birds now nest", "40 kinds of birds nest today, now and at present"),
    ],
    ids=["now inside known", "a longer word", "a fact with as_of"],
)
def test_present_tense_is_found_by_whole_words_only(tmp_path: Path, sound: Breach) -> None:
    assert problems_of(tmp_path, sound.files()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_now_needs_a_date(language: Language) -> None:
    told = {"en": "The spring of", "ru": "Исток реки", "tg": "Сарчашмаи дарёи"}[language]
    for word in PRESENT[language]:
        draft = _draft_of(breach(SPRINGS, told, f"{word.capitalize()}, {told}").files())
        assert [f'says "{word}"' in problem.sentence for problem in present_tense(draft)] == [True]


def test_all_problems_of_all_files_come_at_once_in_reading_order(tmp_path: Path) -> None:
    files = {file: content.replace(", tg: ", ", th: ") for file, content in tiny_bank_files().items()}
    found = problems_of(tmp_path, files)
    assert {problem.partition(":")[0] for problem in found} == files.keys() - {"sources.yaml", "seed.yaml"}
    places = [(file, int(line)) for file, line, *_ in (problem.split(":") for problem in found)]
    assert places == sorted(places)
    missing = [problem for problem in found if "the Tajik (tg) text of" in problem]
    assert len(missing) == sum(content.count(", tg: ") for content in tiny_bank_files().values())


def test_one_problem_in_a_fact_does_not_hide_another(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files[SPRINGS] = (
        files[SPRINGS]
        .replace('when: "1905-06"', "when: 1905", 1)
        .replace("level: more", "level: mroe", 1)
        .replace("sources: [atlas, survey]", "sources: [atlas, 7, surveys]", 1)
        .replace("km230: {en: 230 kilometres", "km230: {en: 320 Kilometres", 1)
        .replace("How long is the Vesk?", "How long is the Vesk now?", 1)
    )
    assert problems_of(tmp_path, files) == [
        'facts/springs.yaml:33: springs/vesk-length: 1905 is not a text for YAML: put it in quotes, "1905"',
        'facts/springs.yaml:34: springs/vesk-length: "level" is "mroe": write core or more',
        'facts/springs.yaml:40: springs/vesk-length: 7 is not a text for YAML: put it in quotes, "7"',
        'facts/springs.yaml:40: springs/vesk-length: there is no source "surveys"; did you mean "survey"?',
        (
            'facts/springs.yaml:44: springs/vesk-length/how-long: the English (en) text of "ask" says "now": '
            "give the fact as_of, the date on which this was so"
        ),
        (
            'facts/springs.yaml:47: springs/vesk-length/how-long: two right answers: "km230" says the same '
            "as the right one in English (en)"
        ),
    ]


def _draft_of(files: dict[str, str]) -> Draft:
    return draft_of(_parsed(name, content) for name, content in files.items())


@cache
def _parsed(name: str, content: str) -> Document:
    return parse(name, content.encode())
