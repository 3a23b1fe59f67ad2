"""The files to begin from, for those who write questions of their own in a spreadsheet."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from bot.classes.papers.samples import rows
from bot.texts import Speech

_WIDTHS = (22, 48, *[18] * 6, 12, 40, 30)


def xlsx(speech: Speech) -> bytes:
    file = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, plain) as book:
        bold = book.add_format({"bold": True})
        # All cells are text: a spreadsheet shall make no date of 1.5, and no formula of what begins with =.
        words = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(speech.plain("class-file-questions"))
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, words)
        head, *examples = rows(speech)
        sheet.write_row(0, 0, head, bold)
        for line, cells in enumerate(examples, start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell, words)
        sheet.freeze_panes(1, 2)
    return file.getvalue()


def csv_file(speech: Speech) -> bytes:
    """With the semicolons and the mark of UTF-8 that spreadsheets in these languages open without asking."""
    file = StringIO(newline="")
    csv.writer(file, delimiter="," if speech.language == "en" else ";").writerows(rows(speech))
    return file.getvalue().encode("utf-8-sig")
