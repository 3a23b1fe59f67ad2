"""The report of a piece of homework as a workbook (XLSX): pupils by questions, questions, themes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.classes.papers import cells
from bot.classes.papers.cells import Cell
from bot.classes.report import Report
from bot.classes.screens.words import day, title
from bot.classes.values import Homework
from bot.texts import Speech
from content.model import Bank

_WIDE, _NARROW = 32, 9


def xlsx(speech: Speech, bank: Bank, head: str, of: Homework, made: Report, on: date) -> bytes:
    """``head`` is the class; dated ``on`` that day, so that the same values give the same bytes."""
    file = BytesIO()
    # What people typed is text and nothing else: neither a formula nor a link.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, plain) as book:
        about = f"{title(speech, bank, of)}, {day(speech, of.due_on)}"
        book.set_properties({"title": about, "created": datetime.combine(on, time())})
        bold = book.add_format({"bold": True})
        pupils = book.add_worksheet(speech.plain("class-file-pupils"))
        pupils.write_row(0, 0, [head, about], bold)
        _write(
            pupils, 2, cells.heads(speech, made), [cells.row(speech, made, line) for line in made.lines], bold
        )
        asked = book.add_worksheet(speech.plain("class-file-questions"))
        _write(asked, 0, _question_heads(speech), _questions(speech, bank, made), bold)
        scopes = book.add_worksheet(speech.plain("class-file-themes"))
        _write(scopes, 0, ["", "%"], [list(each) for each in cells.shares(speech, bank, made)], bold)
    return file.getvalue()


def _write(
    sheet: Worksheet, top: int, heads: Sequence[str], rows: Sequence[Sequence[Cell]], bold: object
) -> None:
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, max(len(heads) - 1, 1), _NARROW)
    sheet.write_row(top, 0, heads, bold)
    for number, row in enumerate(rows, start=top + 1):
        sheet.write_row(number, 0, row)
    sheet.freeze_panes(top + 1, 1)


def _question_heads(speech: Speech) -> list[str]:
    named = ("question", "answer", "share", "wrong")
    return ["№", *(speech.plain(f"class-file-{each}") for each in named)]


def _questions(speech: Speech, bank: Bank, made: Report) -> list[list[Cell]]:
    found = cells.questions(speech, bank, made)
    return [[each.number, each.ask, each.right, each.share, each.wrong] for each in found]
