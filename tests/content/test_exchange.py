"""The bank in other programs, and back: what comes back is what went out, or is said not to."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from content.__main__ import main
from content.authoring.whole import draft_in
from content.exchange import drafting, gift, gift_reading, table
from content.exchange.row import Row, rows_of
from content.loader import load
from content.model import LANGUAGES, Bank, Fact, Naming
from tests.banks import shipped, write_bank
from tests.content.every_kind import LAKES, every_kind_files

PLACED = """\
      - id: on-map
        kind: place
        ask: {en: Where was the seat?, ru: Где была контора?, tg: Идора дар куҷо буд?}
        right: "@olmara"
        wrong: {vesk: "@vesk", lunda: {name: lunda, why: {en: A ferry., ru: Паром., tg: Паром.}}}
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank of all nine kinds."""
    files = every_kind_files()
    files[LAKES] += PLACED
    names = files["names.yaml"]
    for number, name in enumerate(("olmara", "vesk", "lunda")):
        assert f"id: {name}, kind: " in names
        names = names.replace(f"id: {name}, kind: ", f"id: {name}, at: [{40 + number}, 70], kind: ")
    files["names.yaml"] = names
    return write_bank(tmp_path_factory.mktemp("bank"), files)


@pytest.fixture(scope="module")
def bank(directory: Path) -> Bank:
    return load(directory)


def came_back(rows: list[Row]) -> list[Row]:
    """By Moodle's format, and what it has no place for put in again."""
    taken, rejected = gift_reading.read("x.gift", gift.write(shipped(), rows).encode(), rows[0].language)
    assert rejected == []
    lost = ("keys", "when", "sources")
    return [
        replace(
            row,
            **{name: getattr(before, name) for name in lost},
            sides=before.sides if row.kind == "order" else row.sides,
        )
        for (_, row), before in zip(taken, rows, strict=True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_gift_brings_back_every_question_of_the_shipped_bank(language: str) -> None:
    rows = [row for row in rows_of(shipped(), LANGUAGES) if row.language == language]
    assert len(rows) > 700
    assert came_back(rows) == rows


def test_table_brings_back_every_row_of_the_shipped_bank() -> None:
    rows = list(rows_of(shipped(), LANGUAGES))
    taken, rejected = table.read("x.csv", table.write(rows).encode(), "en")
    assert rejected == []
    assert [row for _, row in taken] == rows


def questions(fact: Fact) -> list[object]:
    """With the spellings of a name in no order."""
    return [
        (question.ask, question.right, set(question.accepted)) if isinstance(question, Naming) else question
        for question in fact.questions
    ]


def test_draft_of_a_table_has_the_same_questions_of_all_kinds(
    directory: Path, bank: Bank, tmp_path: Path
) -> None:
    rows = [row for row in rows_of(bank, LANGUAGES) if row.fact.startswith("lakes/")]
    assert len({row.kind for row in rows}) == 9
    taken, _ = table.read("x.csv", table.write(rows).encode(), "en")
    text, number, rejected = drafting.draft("x.csv", taken, draft_in(directory).name_forms(), "lakes")
    assert (number, rejected) == (12, [])
    files = {
        path.relative_to(directory).as_posix(): path.read_text("utf-8") for path in directory.rglob("*.yaml")
    }
    again = load(write_bank(tmp_path / "again", {**files, LAKES: text}))
    assert list(map(questions, again.facts_of("lakes"))) == list(map(questions, bank.facts_of("lakes")))


def test_everything_that_means_something_to_moodle_is_a_sign_in_a_text() -> None:
    row = Row("en", "choice", "Is {a} ~b #1 = c:\\d\n[x]?", ("=1#2",), ("%50%~", "::"), ("#w\\n", ""))
    row = replace(row, fact="springs/a-b", id="c", statement="####{}")
    row = replace(row, wrong=("50% ~", "::"))
    assert gift.write(shipped(), []) == "\n"
    taken, rejected = gift_reading.read("x", gift._block(row).encode(), "en")
    assert (rejected, [row for _, row in taken]) == ([], [row])


OWN = """\
$CATEGORY: A/B

// A teacher's own.
Who was first?{~Ada =Boris#Yes ~Vera#She came later.}

::Two:: Which? {~%50%A ~%50%B ~%-100%C}

It rained.{T}

[html]<p>In &laquo;which&raquo; <b>year</b>?</p>{#1990:1}

The capital is {=Vesk =Wesk} of them.

Match. {=a -> 1 =b -> 2 =c -> 3}
"""


def test_questions_of_a_teachers_own_are_taken() -> None:
    taken, rejected = gift_reading.read("own.gift", OWN.encode(), "en")
    assert rejected == []
    assert taken == [
        (
            3,
            Row("en", "choice", "Who was first?", ("Boris",), ("Ada", "Vera"), ("", "She came later.")),
        ),
        (6, Row("en", "several", "Which?", ("A", "B"), ("C",), id="Two")),
        (8, Row("en", "true-false", "It rained.", ("true",))),
        (10, Row("en", "number", "In «which» year ?", ("1990",), tolerance=1)),
        (12, Row("en", "name", "The capital is _____ of them.", ("Vesk", "Wesk"))),
        (14, Row("en", "match", "Match.", ("a", "b", "c"), sides=("1", "2", "3"))),
    ]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("Only a text.", "it has no answers in braces: it is a text and no question"),
        ("Why? {}", "it has no answer: an essay cannot be asked here"),
        ("{T}", "nothing is asked before its braces"),
        (
            "What {=a ~b",
            "its braces do not close, or open again: write \\{ and \\} inside a text",
        ),
        (
            "Two? {=a =b ~c}",
            "it has two right answers of which one is to be chosen: give them parts, as %50%",
        ),
        ("Half? {=a ~%50%b ~c}", "it has answers that are right in part: here one is right or wrong"),
        ("None? {~a ~b}", "it is to have a right and a wrong answer"),
        ("Far? {#3.14}", "its number is not a whole one, such as 26 or 26:2"),
        ("Far? {#1..5}", "its number is not a whole one, such as 26 or 26:2"),
        ("Typed? {=%50%a}", "none of its answers is right"),
        ("Pairs? {=a -> b =c}", 'of each pair both sides are needed, with "->" between them'),
        ("// [tag:when]\nWhen? {=May ~June}", "its answers are not all dates, such as June 1936"),
        (
            "// [tag:order]\nOrder? {=a -> x}",
            "the events of an order are to have the numbers of their places",
        ),
        (
            "// [tag:match]\nPairs? {T}",
            'it is marked as the kind "match", and its answers are of the kind "true-false"',
        ),
    ],
)
def test_block_that_is_not_taken_is_told_with_its_line(block: str, said: str) -> None:
    taken, rejected = gift_reading.read("own.gift", f"\n{block}\n\nFine? {{T}}".encode(), "en")
    assert [str(problem) for problem in rejected] == [f"own.gift:2: {said}"]
    assert len(taken) == 1


TABLE = """\
ask;right;wrong;kind;language;tolerance;why;keys;id
Who?;Ada;"Boris
Vera";;;;"-
Too late.";;
;Ada;B;;;;;;
Who?;Ada;B;guess;;;;;
Who?;Ada;B;;de;;;;
Who?;Ada;B;;;;"a
b";;
Pair?;a;;match;;;;;
Far?;5;;number;;near;;;
Who?;Ada;B;;;;;;
Far?;five;;number;;;;;
Rain?;maybe;;true-false;;;;;
Who?;Ada;"B
C";;;;;one;
Who?;Ada;"B
C";;;;;;A b
"""


def test_table_tells_the_cell_and_the_reason_of_each_row_it_leaves_out() -> None:
    taken, rejected = table.read("own.csv", TABLE.encode(), "ru")
    assert taken[0] == (2, Row("ru", "choice", "Who?", ("Ada",), ("Boris", "Vera"), ("", "Too late.")))
    kinds = "choice, several, true-false, number, when, name, order, match, place"
    _, number, unfit = drafting.draft("own.csv", taken, {}, "era")
    assert number == 1
    assert [str(problem) for problem in (*rejected, *unfit)] == [
        "own.csv:5: ask: this cell is empty",
        f'own.csv:6: kind: "guess" is no kind of question: {kinds}',
        'own.csv:7: language: "de" is none of tg, ru, en',
        "own.csv:8: why: it has 2 lines, and there are 1 wrong ones",
        'own.csv:10: right: each line is to have " = " and what belongs to it at its end',
        'own.csv:11: tolerance: "near" is not a whole number',
        (
            "own.csv:12: era/question-12/question: "
            "of the kind choice it is to have 2 to 4 wrong ones, and it has 1"
        ),
        "own.csv:13: era/question-13/question: its numbers are to be whole and in digits",
        'own.csv:14: era/question-14/question: "maybe" is neither true nor false',
        "own.csv:15: era/question-15/question: it has 1 keys for 2 options, or one that is no slug",
        (
            "own.csv:17: era/question-17/A b: its id is not an era, a slug and a slug, "
            "such as peace/agreement/where"
        ),
    ]


def test_rows_of_one_question_are_to_agree() -> None:
    row = Row("en", "choice", "Who?", ("Ada",), ("B", "C"), fact="era/a", id="b")
    rows = [row, row, replace(row, language="ru", wrong=("Б", "В", "Г")), replace(row, ask="?" * 301, id="c")]
    _, number, rejected = drafting.draft("x", list(enumerate(rows, start=2)), {}, "era")
    assert number == 1
    assert [str(problem) for problem in rejected] == [
        "x:3: era/a/b: the question is there in this language already (en)",
        "x:4: era/a/b: it has other answers than its row in the language en: as many of each kind",
        "x:5: era/a/c: a question may have 300 characters and an answer 100",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a,b\n1,2\n", b"ask,right\n" + b"x" * 200_000 + b",y\n"])
def test_what_is_no_such_table_is_said_in_a_line(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "no.csv"
    file.write_bytes(content)
    assert main(["import", "--csv", str(file), "--dir", str(directory)]) == 1
    assert capsys.readouterr().out.startswith("no.csv:1: ")


def test_draft_is_written_beside_a_bank_and_never_into_one_nor_over_a_file(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported, out = tmp_path / "x.gift", tmp_path / "draft.yaml"
    there = ["--dir", str(directory)]
    assert main(["export", "--gift", "--language", "ru", "-o", str(exported), *there]) == 0
    assert "GIFT leaves out maps" in capsys.readouterr().err
    taking = ["import", "--gift", str(exported), "--language", "ru", *there]
    assert main([*taking, "-o", str(out)]) == 0
    assert "Questions in the draft: 22." in capsys.readouterr().err
    draft = out.read_text(encoding="utf-8")
    assert draft.startswith("# A draft, and no part of a bank.")
    assert 'ru: "В июне 1936 года в Олмаре подписали Озёрный договор."' in draft
    assert 'right: "@olmara"' in draft
    assert main([*taking, "-o", str(out)]) == 1
    assert main([*taking, "-o", str(directory / "facts" / "more.yaml")]) == 1
    assert "a draft is to lie beside it" in capsys.readouterr().out
    assert main(taking) == 0
    assert capsys.readouterr().out == draft


def test_deck_of_anki_has_a_card_a_question_with_its_sources(
    directory: Path, bank: Bank, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.apkg"
    command = ["export", "--anki", "--language", "tg", "--dir", str(directory)]
    assert main(command) == 2
    assert main([*command, "-o", str(out)]) == 0
    assert "22 cards in" in capsys.readouterr().out
    with zipfile.ZipFile(out) as packed:
        packed.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    try:
        notes = dict(connection.execute("SELECT guid, flds FROM notes").fetchall())
        decks = str(connection.execute("SELECT decks FROM col").fetchone()[0])
    finally:
        connection.close()
    told = [fields.split("\x1f") for fields in notes.values()]
    assert len(told) == 22
    mapped = next(fields for fields in told if fields[0] == "Идора дар куҷо буд?")
    assert mapped[2] == bank.name("olmara").text.tg
    assert "https://rivers.example/survey" in mapped[4]
    assert all(f"::{era.title.en}" not in decks for era in bank.eras)
