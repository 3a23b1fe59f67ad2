"""Who has read which text: a table out, a table back, and a changed text that is to be read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from content.__main__ import main
from content.authoring import reviews
from content.authoring.whole import draft_in
from content.loader import ContentError, load, version_of
from tests.banks import write_bank
from tests.content.asked_bank import WELLS, asked_bank_files
from tests.content.breach import SPRINGS

Line = dict[str, str]
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "bank", asked_bank_files())


def waiting(bank: Path, capsys: Printed, *options: str) -> list[Line]:
    capsys.readouterr()
    assert main(["review", "ru", "--dir", str(bank), *options]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter="\t"))


def signed(line: Line, state: str = "reviewed") -> Line:
    return line | {"state": state, "name": "Мадина Р.", "date": "2026-03-31"}


def give_back(bank: Path, lines: list[Line], delimiter: str = "\t") -> int:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    file = bank.parent / "back.tsv"
    file.write_text(out.getvalue(), encoding="utf-8-sig")
    return main(["review", "ru", "--dir", str(bank), "--take", str(file)])


def change(bank: Path, file: str, old: str, new: str) -> None:
    path = bank / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_text_waits_at_first_with_its_english(bank: Path, capsys: Printed) -> None:
    lines = waiting(bank, capsys)
    assert lines[0]["id"] == "rivers"
    by_place = {(line["id"], line["field"]): line for line in lines}
    assert len(by_place) == len(lines)
    why = by_place["wells/first-well", "questions/why-dug/wrong/flood/why"]
    assert (why["state"], why["English"], why["text"]) == (
        "written",
        "That was in 1931.",
        "Это было в 1931 году.",
    )
    for place in (
        ("era:wells", "title"),
        ("name:water-toll", "name"),
        ("name:water-toll", "meaning"),
        ("wells/first-well", "answer-when"),
        ("wells/first-well", "answer-why"),
    ):
        assert place in by_place


def test_only_what_begins_so_is_printed(bank: Path, capsys: Printed) -> None:
    assert {line["id"] for line in waiting(bank, capsys, "--only", "wells/")} == {"wells/first-well"}


def test_what_was_reviewed_waits_no_more_and_what_was_read_does(bank: Path, capsys: Printed) -> None:
    lines = waiting(bank, capsys, "--only", "wells/")
    assert give_back(bank, [signed(lines[0]), signed(lines[1], "read"), *lines[2:]]) == 0
    assert "Taken: 2 texts. 2 texts kept" in capsys.readouterr().out
    left = waiting(bank, capsys, "--only", "wells/")
    assert [line["field"] for line in left] == [line["field"] for line in lines[1:]]
    assert (left[0]["state"], left[0]["name"], left[0]["date"]) == ("read", "Мадина Р.", "2026-03-31")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_may_save_it_in_their_ways(bank: Path, capsys: Printed, delimiter: str) -> None:
    assert give_back(bank, [signed(line) for line in waiting(bank, capsys)], delimiter) == 0
    assert load(bank).is_reviewed("wells/first-well", "ru")


def test_bank_says_whether_a_native_reader_has_reviewed_a_fact(bank: Path, capsys: Printed) -> None:
    told = [line for line in waiting(bank, capsys, "--only", "wells/") if "/" not in line["field"]]
    give_back(bank, [signed(line, "read") for line in told])
    assert not load(bank).is_reviewed("wells/first-well", "ru")
    give_back(bank, [signed(line) for line in told])
    of = load(bank)
    assert of.is_reviewed("wells/first-well", "ru")
    assert not of.is_reviewed("wells/first-well", "tg")
    assert not of.is_reviewed("wells/second-well", "ru")
    assert of.reviews["ru"].reviewed == len(told)
    assert of.reviews["ru"].written + len(told) == of.reviews["tg"].written


def test_changed_text_falls_back_by_itself(bank: Path, capsys: Printed) -> None:
    give_back(bank, [signed(line) for line in waiting(bank, capsys)])
    change(bank, WELLS, "ru: Первый колодец вырыли", "ru: Первый колодец был вырыт")
    of = load(bank)
    assert not of.is_reviewed("wells/first-well", "ru")
    assert (of.reviews["ru"].written, of.reviews["ru"].read) == (1, 0)
    assert [line["field"] for line in waiting(bank, capsys)] == ["statement"]


def test_another_language_changed_is_no_reason_to_read_again(bank: Path, capsys: Printed) -> None:
    give_back(bank, [signed(line) for line in waiting(bank, capsys)])
    change(bank, WELLS, "en: The first well was dug", "en: A first well was dug")
    assert waiting(bank, capsys) == []


def test_reviews_make_no_other_version(bank: Path, capsys: Printed) -> None:
    before = version_of(bank)
    give_back(bank, [signed(line) for line in waiting(bank, capsys)])
    assert version_of(bank) == load(bank).version == before


def test_bank_kept_by_the_cache_knows_of_new_reviews(bank: Path, capsys: Printed, tmp_path: Path) -> None:
    assert not load(bank, cache=tmp_path).is_reviewed("wells/first-well", "ru")
    give_back(bank, [signed(line) for line in waiting(bank, capsys)])
    assert load(bank, cache=tmp_path).is_reviewed("wells/first-well", "ru")
    assert load(bank, cache=tmp_path) == load(bank)


COLUMNS = "it is to be id field state name date hash"
REJECTED: dict[str, tuple[Callable[[Line], Line], str]] = {
    "unsigned": (lambda line: signed(line) | {"name": " "}, "nobody has signed: write a name"),
    "no day": (
        lambda line: signed(line) | {"date": "31.3.26"},
        '"31.3.26" is no day: write it as 2026-03-31',
    ),
    "no state": (lambda line: signed(line, "ok"), '"ok" is no state: write read or reviewed'),
    "no text": (lambda line: signed(line) | {"field": "plot"}, "there is no such text in the bank"),
    "old": (
        lambda line: signed(line) | {"hash": "abcdefghijkl"},
        "the text has changed since this table was made: it is to be read again",
    ),
    "corrected": (
        lambda line: signed(line) | {"text": "Колодец  вырыли."},
        "a correction, to be made in the bank first: Колодец  вырыли.",
    ),
    "corrected in silence": (
        lambda line: line | {"text": "Колодец вырыли."},
        "a correction, to be made in the bank first: Колодец вырыли.",
    ),
    "remarked on": (lambda line: signed(line) | {"remark": "Сухо."}, "a remark: Сухо."),
}


@pytest.mark.parametrize("name", REJECTED)
def test_what_is_not_taken_is_told(bank: Path, capsys: Printed, name: str) -> None:
    spoil, said = REJECTED[name]
    lines = waiting(bank, capsys, "--only", "wells/")
    assert give_back(bank, [spoil(lines[0]), signed(lines[1]), *lines[2:]]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("Taken: 1 text. 1 text kept in ")
    field = "plot" if name == "no text" else "statement"
    assert printed[1:] == [f"back.tsv:2: wells/first-well {field}: {said}", "1 problem."]


def test_table_without_its_columns_is_refused_and_nothing_is_written(bank: Path, capsys: Printed) -> None:
    assert give_back(bank, [{"id": "wells/first-well", "state": "reviewed"}]) == 1
    assert "the first line has no field, name, date, hash" in capsys.readouterr().out
    assert not (bank / "reviews").exists()


def test_what_is_kept_can_be_taken_again(bank: Path, capsys: Printed) -> None:
    give_back(bank, [signed(line) for line in waiting(bank, capsys)])
    kept = bank / "reviews" / "ru.tsv"
    before = kept.read_text(encoding="utf-8")
    assert main(["review", "ru", "--dir", str(bank), "--take", str(kept)]) == 0
    assert kept.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "reviews/ru.tsv:1: the file is not in UTF-8: save it as UTF-8"),
        (
            b"id\tfield\n",
            "reviews/ru.tsv:1: the first line has no state, name, date, hash: " + COLUMNS,
        ),
        (
            b"id\tfield\tstate\tname\tdate\thash\na\tb\tgood\tN\t2026-01-01\tabc\n",
            'reviews/ru.tsv:2: a: "good" is no state: write read or reviewed',
        ),
    ],
)
def test_broken_file_is_a_problem_of_the_bank(bank: Path, content: bytes, said: str) -> None:
    (bank / "reviews").mkdir()
    (bank / "reviews" / "ru.tsv").write_bytes(content)
    with pytest.raises(ContentError) as caught:
        load(bank)
    assert [str(problem) for problem in caught.value.problems] == [said]


def test_reviews_of_a_language_there_is_not_are_not_read(bank: Path) -> None:
    (bank / "reviews").mkdir()
    (bank / "reviews" / "de.tsv").write_text("id\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"reviews/de\.tsv:1: nothing reads a file of this name"):
        load(bank)


def test_two_answers_to_one_thing_have_two_places(bank: Path) -> None:
    change(bank, "phrasings/wells.yaml", "asks: why", "asks: when")
    fields = [place.field for place in reviews.places(draft_in(bank)) if place.field.startswith("answer")]
    assert fields == ["answer-when", "answer-when-2"]


def test_unsound_bank_can_be_reviewed_too(tmp_path: Path, capsys: Printed) -> None:
    bank = write_bank(tmp_path)
    change(bank, SPRINGS, "ru: Двое, ", "")
    fields = [line["field"] for line in waiting(bank, capsys, "--only", "springs/keepers")]
    assert "statement" in fields
