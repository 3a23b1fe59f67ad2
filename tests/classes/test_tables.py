"""Tables of questions that people send: whatever is wrong is named with its cell, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.classes import papers, rows, table
from bot.classes.papers import samples
from bot.classes.table import Read, trimmed
from bot.errors import Refusal
from bot.handlers.sent import words_of
from bot.texts import Catalogues
from content.model import LANGUAGES, Language
from content.own import KINDS, tidy
from content.wording import fold

TEXTS = Catalogues()
WORDS = words_of(TEXTS)
HEAD = ["Kind", "Question", *(f"Answer {n}" for n in range(1, 7)), "Right", "Explanation", "Source"]
CITY = ["choice", "Which city?", "Dushanbe", "Kulob"]


def read(content: bytes) -> Read:
    return table.read(rows.rows_of(content), WORDS)


def faults(content: bytes) -> list[tuple[str, str]]:
    """Each cell that is named, with what is wrong there."""
    return [(bad.cell, bad.fault.key) for bad in read(content).bad]


def csv_of(*lines: Sequence[str], by: str = ";") -> bytes:
    return "\r\n".join(by.join(line) for line in lines).encode()


def xlsx_of(write: Callable[[Workbook, Worksheet], object]) -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        write(book, sheet)
    return file.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An XLSX file with one of its parts made another."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read(content)
    return refusal.value.key


def city(book: Workbook, sheet: Worksheet) -> None:
    sheet.write_row(1, 0, CITY)


def test_no_word_means_two_kinds() -> None:
    for language in LANGUAGES:
        for kind in KINDS:
            word = TEXTS.to(language).plain(f"own-kind-{kind}")
            assert WORDS.kinds[fold(word)] == kind
    assert WORDS.heads.isdisjoint(WORDS.kinds)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_examples_of_the_template_are_sound_and_no_questions(language: Language, form: str) -> None:
    speech = TEXTS.to(language)
    content = papers.to_fill(form, speech)
    sent = rows.rows_of(content)
    assert [list(trimmed([tidy(cell) for cell in row.cells])) for row in sent] == [
        list(trimmed(line)) for line in samples.rows(speech)
    ]
    assert read(content) == Read(())
    head, *examples = samples.rows(speech)
    mine = csv_of(head, *([kind, f"{ask[:-1]}, {ask[-1]}", *rest] for kind, ask, *rest in examples), by="\t")
    found = read(mine)
    assert [of.kind for _, of in found.good] == list(KINDS)
    assert not found.bad


@pytest.mark.parametrize("by", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_as_spreadsheets_write_it(by: str, encoding: str) -> None:
    lines = [HEAD, ["choice", '"Кадом шаҳр; кадом, \n""Ҳисор""?"', "Ҳисор", "Кӯлоб", "", "", "", "", "1"]]
    [(line, of)] = read("\r\n".join(by.join(each) for each in lines).encode(encoding)).good
    assert (line, of.ask, of.answers) == (2, 'Кадом шаҳр; кадом, "Ҳисор"?', ("Ҳисор", "Кӯлоб"))


def test_csv_in_the_old_encoding_is_read_as_far_as_it_has_the_letters() -> None:
    russian = "choice;Какой город?;Душанбе;Куляб;;;;;1;;https://example.org/?id=7"
    assert [of.ask for _, of in read(russian.encode("cp1251")).good] == ["Какой город?"]
    tajik = "choice;Кадом шаҳр аст?;Ҳисор;Панҷакент\r\nchoice;Кадом забон?;Тоҷикӣ;Форс\r\nchoice;Чанд?;Як;Ду"
    lossy = tajik.encode("cp1251", errors="replace")
    assert faults(lossy)[:2] == [("B1", "own-fault-letters"), ("B2", "own-fault-letters")]
    assert "B3" in dict(faults(lossy)), "where some are lost, a question mark after a letter may be one"


@pytest.mark.parametrize(
    ("line", "cell", "key"),
    [
        (["chioce", "Which city?", "a", "b"], "A2", "own-fault-kind"),
        (["choice", "", "a", "b"], "B2", "own-fault-empty"),
        (["choice", "x" * 301, "a", "b"], "B2", "own-fault-long"),
        (["choice", "?", "a"], "D2", "own-fault-few"),
        (["choice", "?", "a", "", "A."], "E2", "own-fault-twice"),
        (["choice", "?", "a", "b", "", "", "", "", "3"], "I2", "own-fault-no-such"),
        (["choice", "?", "a", "b", "", "", "", "", "b"], "I2", "own-fault-no-such"),
        (["choice", "?", "a", "b", "", "", "", "", "1 2"], "I2", "own-fault-one-right"),
        (["several", "?", "a", "b", "c", "", "", "", "1"], "I2", "own-fault-two-right"),
        (["true-false", "Up is down.", "", "", "", "", "", "", "perhaps"], "I2", "own-fault-truth"),
        (["true-false", "Up is down.", "a", "", "", "", "", "", "true"], "C2", "own-fault-no-answers"),
        (["true-false", "Up is down.", "", "", "", "", "", "", "false"], "J2", "own-fault-correction"),
        (["number", "?", "many"], "C2", "own-fault-number"),
        (["number", "?", "5", "6", "", "", "", "", "2"], "I2", "own-fault-no-right"),
        (["when", "?", "1997", "soon"], "D2", "own-fault-date"),
        (["order", "?", "a = 1997", "b = 1998", "c"], "E2", "own-fault-sides"),
        (["match", "?", "a = 1", "b = 1", "c = 3"], "D2", "own-fault-twice"),
        (["choice", "?", "a", "b", *[""] * 6, "x" * 201], "K2", "own-fault-long"),
        (["choice", "?", "a", "b", *[""] * 7, "more"], "L2", "own-fault-beyond"),
        (["choice", "=B1&B2", "a", "b"], "B2", "own-fault-formula"),
        (["choice", '"never closed', "a", "b\r\nchoice", "?", "a", "b"], "B2", "own-fault-quote"),
    ],
)
def test_each_bad_line_is_named_with_its_cell(line: list[str], cell: str, key: str) -> None:
    content = csv_of(HEAD, line)
    assert faults(content) == [(cell, key)]
    good = read(csv_of(HEAD, CITY, line)).good
    assert [each for each, _ in good] == [2], "what is sound beside it is read"


def test_no_first_line_is_taken_for_a_heading_that_is_none() -> None:
    assert faults(csv_of(["chioce", "Which city?", "a", "b"])) == [("A1", "own-fault-kind")]
    found = read(csv_of(CITY, ["", ""], HEAD, ["", "", ""], CITY))
    assert [line for line, _ in found.good] == [1, 5]


def test_workbook_says_what_its_author_sees() -> None:
    def write(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["when", "When?"])
        sheet.write_datetime(1, 2, date(1997, 6, 27), book.add_format({"num_format": "d mmmm yyyy"}))
        sheet.write_datetime(1, 3, date(1900, 2, 1), book.add_format({"num_format": 14}))
        sheet.write_row(2, 0, ["when", "Which year?", 1997, 1998])
        sheet.write_row(4, 0, ["number", "How many?"])
        sheet.write_number(4, 2, 1200, book.add_format({"num_format": '# ##0" days"'}))
        sheet.write_row(5, 0, ["true-false", "Water is wet."])
        sheet.write_boolean(5, 8, True)
        sheet.write_row(6, 0, ["choice", "Which?"])
        sheet.write_rich_string(6, 2, "Du", book.add_format({"bold": True}), "shan", "be")
        sheet.write_string(6, 3, "Kulob_x0041_\u0001")

    found = read(xlsx_of(write))
    assert not found.bad
    said = {line: of.answers for line, of in found.good}
    assert said == {
        2: ("27.06.1997", "01.02.1900"),
        3: ("1997", "1998"),
        5: ("1200",),
        6: (),
        7: ("Dushanbe", "Kulob_x0041_"),
    }


def test_first_sheet_that_is_shown_is_read() -> None:
    def write(book: Workbook, sheet: Worksheet) -> None:
        other = book.add_worksheet()
        other.write_row(0, 0, CITY)
        other.activate()
        other.set_first_sheet()
        sheet.hide()

    assert [line for line, _ in read(xlsx_of(write)).good] == [1]


def test_days_counted_from_1904_are_the_same_days() -> None:
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["when", "When?"])
        sheet.write_datetime(0, 2, date(1997, 6, 27), book.add_format({"num_format": "dd.mm.yyyy"}))
    assert read(file.getvalue()).good[0][1].answers == ("27.06.1997",)


def test_formulas_and_merged_cells_are_named_and_the_rest_is_read() -> None:
    def write(_: Workbook, sheet: Worksheet) -> None:
        city(_, sheet)
        sheet.write_row(2, 0, ["number", "How many?"])
        sheet.write_formula(2, 2, "=6*7", value=42)
        sheet.write_row(3, 0, ["choice", "", "a", "b"])
        sheet.write_formula(3, 1, '=A1&""', value="")
        sheet.write_row(4, 1, ["One?", "a", "b"])
        sheet.write_row(5, 1, ["Two?", "a", "b"])
        sheet.merge_range(4, 0, 5, 0, "choice")
        sheet.write_row(6, 0, ["choice", "Last?", "a"])
        sheet.merge_range(6, 3, 6, 4, "b")

    content = xlsx_of(write)
    assert faults(content) == [
        ("C3", "own-fault-formula"),
        ("B4", "own-fault-formula"),
        ("A5", "own-fault-merged"),
        ("A6", "own-fault-merged"),
        ("D7", "own-fault-merged"),
    ]
    assert [line for line, _ in read(content).good] == [2]


def test_what_is_no_table_is_said_to_be_none() -> None:
    book = xlsx_of(city)
    for content in (
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"%PDF-1.7\n\x00\x01",
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512,
        b"PK\x03\x04",
        b"Dear teacher,\nplease ask this.\n",
        "Салом, муаллим".encode(),
        b"\xff\xfe\x00",
        book[: len(book) // 2],
        changed(book, "xl/worksheets/sheet1.xml", lambda _: b"<a"),
        changed(book, "xl/worksheets/sheet1.xml", lambda old: old.replace(b"<v>0</v>", b"<v>999</v>")),
        changed(book, "xl/workbook.xml", lambda _: b"<workbook/>"),
    ):
        assert refused(content) == "error-own-file-kind", content[:20]
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(file.getvalue()) == "error-own-file-kind"


def test_no_file_makes_much_of_little() -> None:
    book = xlsx_of(city)
    sheet = "xl/worksheets/sheet1.xml"
    bomb = b'<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    assert refused(changed(book, sheet, lambda _: bomb)) == "error-own-file-kind"
    assert refused(changed(book, sheet, lambda old: old + b" " * 11_000_000)) == "error-own-file-large"
    assert refused(b"a;b\n" * 250_001) == "error-own-file-large"
    many = csv_of(*[CITY] * 501)
    assert refused(many) == "error-own-file-lines"

    def write(_: Workbook, worksheet: Worksheet) -> None:
        worksheet.write_row(900, 0, CITY)

    assert refused(xlsx_of(write)) == "error-own-file-lines"
    assert len(read(csv_of(*[CITY] * 500, *[[""] * 4] * 50)).good) == 500, "empty lines are none"


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b";;;\r\n;;;", "\ufeff".encode()])
def test_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert refused(content) == "error-own-file-empty"


def outcome(content: bytes) -> Read | str:
    """What was read, or why nothing was; anything else that is raised is a fault of the reader."""
    try:
        return read(content)
    except Refusal as refusal:
        return refusal.key


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    found = outcome(content)
    assert found.startswith("error-own-file-") if isinstance(found, str) else found.bad or found.good


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_whatever_happened_to_a_workbook_it_is_read_or_refused(at: int, put: bytes) -> None:
    at %= len(BOOK)
    found = outcome(BOOK[:at] + put + BOOK[at + len(put) :])
    assert isinstance(found, Read) or found.startswith("error-own-file-")


BOOK = xlsx_of(city)
