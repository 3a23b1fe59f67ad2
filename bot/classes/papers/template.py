"""The files to begin from: a heading, and an example of every kind of question."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from bot.texts import Speech
from content.own import KINDS

_WIDTHS = (22, 48, *[18] * 6, 12, 40, 30)


def rows(speech: Speech) -> list[list[str]]:
    """In the language of whoever asked."""
    return [_cells(speech, "own-columns"), *(_example(speech, kind) for kind in KINDS)]


def _cells(speech: Speech, key: str) -> list[str]:
    return [cell.strip() for cell in speech.plain(key).split("|")]


def _example(speech: Speech, kind: str) -> list[str]:
    """The catalogue has the question, six answers, what is right, the explanation and the source."""
    return [speech.plain(f"own-kind-{kind}"), *_cells(speech, f"own-example-{kind}")]


def xlsx(speech: Speech) -> bytes:
    file = BytesIO()
    # All cells are text: neither a formula, nor a date that a spreadsheet writes in a way of its own.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, plain) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(speech.plain("class-file-questions"))
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, wrapped)
        head, *examples = rows(speech)
        sheet.write_row(0, 0, head, bold)
        for number, row in enumerate(examples, start=1):
            _write(sheet, number, row, wrapped)
        sheet.freeze_panes(1, 2)
    return file.getvalue()


def _write(sheet: object, number: int, row: Sequence[str], form: object) -> None:
    for column, cell in enumerate(row):
        sheet.write_string(number, column, cell, form)  # type: ignore[attr-defined]


def csv_file(speech: Speech) -> bytes:
    """With the semicolons and the mark of UTF-8 that spreadsheets in these languages open without asking."""
    file = StringIO(newline="")
    csv.writer(file, delimiter="," if speech.language == "en" else ";").writerows(rows(speech))
    return file.getvalue().encode("utf-8-sig")
