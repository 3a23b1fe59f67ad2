"""What is not in the author's form: said in plain sentences, without hiding the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.banks import tiny_bank_files
from tests.content.breach import DELTAS, SPRINGS, Breach, breach, problems_of
from tests.content.breaches_of_fields import FIELDS
from tests.content.every_kind import LAKES, every_kind_files

LINKED = (
    "an anchor (&) or an alias (*) of YAML stands here: write the text out in each place, "
    "and put a text that begins with such a sign in quotes"
)

SHAPES = {
    "a year without quotes": breach(
        SPRINGS,
        'when: "1910/1914"',
        "when: 1910",
        'facts/springs.yaml:75: springs/keepers: 1910 is not a text for YAML: put it in quotes, "1910"',
    ),
    "a no without quotes": breach(
        SPRINGS,
        "two: {en: Two",
        "two: {en: no",
        'facts/springs.yaml:88: springs/keepers/how-many: no is not a text for YAML: put it in quotes, "no"',
    ),
    "a time without quotes": breach(
        SPRINGS,
        "two: {en: Two",
        "two: {en: 12:30",
        "facts/springs.yaml:88: springs/keepers/how-many: 12:30 is not a text for YAML: "
        'put it in quotes, "12:30"',
    ),
    "a date without quotes": breach(
        SPRINGS,
        'when: "1910-05-14"',
        "when: 1910-05-14",
        "facts/springs.yaml:51: springs/first-bridge: 1910-05-14 is not a text for YAML: "
        'put it in quotes, "1910-05-14"',
    ),
    "a date that is none": breach(
        SPRINGS,
        'when: "1910-05-14"',
        'when: "1910-02-30"',
        'facts/springs.yaml:51: springs/first-bridge: "1910-02-30" is not a day of the calendar',
    ),
    "a date in words": breach(
        DELTAS,
        'as_of: "2020"',
        "as_of: in 2020",
        'facts/deltas.yaml:99: deltas/park: "in 2020" is not a date; '
        'write "1994", "1994-02", "1994-02-19" or a range "1992/1997"',
    ),
    "a range that ends nowhere": breach(
        SPRINGS,
        'when: "1910/1914"',
        'when: "1910/"',
        'facts/springs.yaml:75: springs/keepers: "" is not a date; '
        'write "1994", "1994-02", "1994-02-19" or a range "1992/1997"',
    ),
    "a range that runs backwards": breach(
        SPRINGS,
        'when: "1910/1914"',
        'when: "1914/1910"',
        'facts/springs.yaml:75: springs/keepers: "1914/1910" ends before it begins',
    ),
    "an unknown level": breach(
        SPRINGS,
        'when: "1905-06"\n    level: more',
        'when: "1905-06"\n    level: mor',
        'facts/springs.yaml:34: springs/vesk-length: "level" is "mor": write core or more',
    ),
    "an unknown kind of question": breach(
        SPRINGS,
        "- id: how-many\n        kind: choice",
        "- id: how-many\n        kind: chioce",
        'facts/springs.yaml:84: springs/keepers/how-many: "kind" is "chioce": write choice, several, '
        "true-false, number, when, name, order, match or place",
    ),
    "a misspelled field of a fact": breach(
        SPRINGS,
        "    story:\n",
        "    storey:\n",
        'facts/springs.yaml:9: springs/olmara-spring: there is no field "storey"; did you mean "story"?',
    ),
    "a misspelled field of a question": breach(
        SPRINGS,
        "        wrong:\n          two:",
        "        wrongs:\n          two:",
        'facts/springs.yaml:83: springs/keepers/how-many: "wrong" is missing',
        'facts/springs.yaml:87: springs/keepers/how-many: there is no field "wrongs"; did you mean "wrong"?',
    ),
    "a misspelled field of an option": breach(
        SPRINGS,
        "two: {en: Two, ru:",
        "two: {en: Two, uk: Двоє, ru:",
        'facts/springs.yaml:88: springs/keepers/how-many: there is no field "uk"; '
        "known here are en, ru, tg, name, when, why",
    ),
    "a misspelled field of a source": breach(
        "sources.yaml",
        "copy: true",
        "kopy: true",
        'sources.yaml:11: survey: there is no field "kopy"; did you mean "copy"?',
    ),
    "a misspelled list": breach(
        "seed.yaml",
        "seed:",
        "seeds:",
        'seed.yaml:1: the file begins with "seed:", and under it a list of entries',
        'seed.yaml:1: there is no field "seeds" here; did you mean "seed"?',
    ),
    "a truth that is none": breach(
        "sources.yaml",
        "copy: true",
        "copy: perhaps",
        'sources.yaml:11: survey: "copy" must be true or false',
    ),
    "one text for three languages": breach(
        SPRINGS,
        "right: {en: Three, ru: Трое, tg: Се нафар}",
        "right: Three",
        "facts/springs.yaml:86: springs/keepers/how-many: an option is given in en, ru and tg, "
        'as "@name-id", or as {when: "1994"}',
    ),
    "one word for a list": breach(
        SPRINGS,
        "names: [vesk]",
        "names: vesk",
        'facts/springs.yaml:39: springs/vesk-length: "names" must be a list, such as [first, second]',
    ),
    "a text for a block": breach(
        SPRINGS,
        "ask: {en: How many keepers were there?, ru: Сколько было смотрителей?, tg: Он ҷо чанд посбон буд?}",
        "ask: How many?",
        'facts/springs.yaml:85: springs/keepers/how-many: "ask" must be a block of fields, one a line',
    ),
    "a list for a block": breach(
        SPRINGS,
        "          two: {en: Two, ru: Двое, tg: Ду нафар}",
        "          two: [Two, Двое, Ду нафар]",
        'facts/springs.yaml:88: springs/keepers/how-many: "two" must be a block of fields, one a line',
    ),
    "a list for a text": breach(
        "seed.yaml",
        "statement: A council shares the water.",
        "statement: [A council, shares]",
        'seed.yaml:9: 03: "statement" must be one text',
    ),
    "an entry that is none": breach(
        "names.yaml",
        "names:\n",
        "names:\n  - Olmara\n",
        "names.yaml:2: an entry is a block of fields, one a line",
    ),
    "a language twice": breach(
        SPRINGS,
        "      ru: Веск измерили",
        "      en: Again.\n      ru: Веск измерили",
        'facts/springs.yaml:37: springs/vesk-length: the key "en" stands here a second time; '
        "the first is on line 36",
    ),
    "an option key twice": breach(
        SPRINGS,
        "four: {en:",
        "two: {en:",
        'facts/springs.yaml:89: springs/keepers/how-many: the key "two" stands here a second time; '
        "the first is on line 88",
    ),
    "a whole list twice": breach(
        "eras.yaml",
        "eras:\n",
        "eras: []\neras:\n",
        'eras.yaml:2: the key "eras" stands here a second time; the first is on line 1',
        'facts/deltas.yaml:1: there is no era "deltas" in eras.yaml',
        'facts/springs.yaml:1: there is no era "springs" in eras.yaml',
    ),
    "a field of the bank twice": breach(
        "bank.yaml",
        "id: rivers\n",
        "id: rivers\nid: lakes\n",
        'bank.yaml:2: rivers: the key "id" stands here a second time; the first is on line 1',
    ),
    "a name without its quotes": breach(
        SPRINGS,
        'right: "@tarnau"',
        "right: @tarnau",
        'facts/springs.yaml:66: this is not YAML: a name is written in quotes: "@name-id"',
    ),
    "a text with a colon": breach(
        SPRINGS,
        "en: The first bridge opened",
        "en: The bridge: it opened",
        "facts/springs.yaml:54: this is not YAML: a text with a colon in it needs quotes, "
        "or the indent is wrong",
    ),
    "a tab": breach(
        DELTAS,
        "\n    when: ",
        "\n\t  when: ",
        "facts/deltas.yaml:3: this is not YAML: indent with spaces, not with tabs",
    ),
    "an alias of itself": breach(
        "bank.yaml",
        "title: {",
        "title: &title {en: *title, ",
        f"bank.yaml:2: {LINKED}",
    ),
    "an alias of nothing": breach(SPRINGS, "names: [vesk]", "names: [*vesk]", f"{SPRINGS}:39: {LINKED}"),
    "a nest without an end": breach(
        "bank.yaml", "title: {", "title: " + "[" * 4000 + " {", "bank.yaml:1: the file is nested too deeply"
    ),
}


@pytest.mark.parametrize("breach", [*SHAPES.values(), *FIELDS.values()], ids=[*SHAPES, *FIELDS])
def test_broken_shape_is_named_with_its_place_and_nothing_else_is(tmp_path: Path, breach: Breach) -> None:
    assert problems_of(tmp_path, breach.files()) == list(breach.said)


def test_unreadable_file_does_not_hide_the_problems_of_the_others(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files["bank.yaml"] = "title: {"
    files[DELTAS] = "# nothing yet\n"
    files["sources.yaml"] = "sources: 'open\n"
    files[SPRINGS] = files[SPRINGS].replace("names: [vesk]", "names: [vesc]")
    found = problems_of(tmp_path, files)
    assert [problem.partition(": ")[0] for problem in found] == [
        "bank.yaml:1",
        "facts/deltas.yaml:1",
        "facts/springs.yaml:39",
        "sources.yaml:2",
    ]
    assert found[1:3] == [
        "facts/deltas.yaml:1: the file is empty",
        'facts/springs.yaml:39: springs/vesk-length: there is no name "vesc"; did you mean "vesk"?',
    ]


def test_missing_file_and_a_file_that_nothing_reads_are_named(tmp_path: Path) -> None:
    files = tiny_bank_files()
    files["name.yaml"] = files.pop("names.yaml")
    files["facts/more/lakes.yaml"] = "facts: []"
    assert problems_of(tmp_path, files) == [
        "facts/more/lakes.yaml:1: nothing reads a file of this name; facts are read from facts/<era>.yaml",
        'name.yaml:1: nothing reads a file of this name; did you mean "names.yaml"?',
        "names.yaml:1: the file is missing",
    ]


def test_file_in_another_encoding_is_named_with_the_line(tmp_path: Path) -> None:
    problems_of(tmp_path, tiny_bank_files())
    (tmp_path / "seed.yaml").write_bytes("seed:\n  - Исток\n".encode("cp1251"))
    assert problems_of(tmp_path, {}) == ["seed.yaml:2: the file is not in UTF-8: save it as UTF-8"]


@pytest.mark.parametrize("file", [SPRINGS, "bank.yaml", "names.yaml", LAKES])
def test_any_line_may_be_lost_and_the_answer_is_still_a_sentence(tmp_path: Path, file: str) -> None:
    lines = every_kind_files()[file].splitlines(keepends=True)
    for number in range(0, len(lines), 4):
        problems_of(tmp_path, every_kind_files() | {file: "".join(lines[:number] + lines[number + 1 :])})
