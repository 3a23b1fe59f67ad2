"""Files: the report as a table to calculate with and as pages to print, and a table to write questions in."""

from __future__ import annotations

from datetime import date

from bot.classes.report import Report
from bot.classes.values import Homework
from bot.texts import Speech
from content.model import Bank


def drawn(form: str, speech: Speech, bank: Bank, head: str, of: Homework, made: Report, on: date) -> bytes:
    """``form`` is "xlsx" or "pdf"; the rest as `workbook.xlsx` and `paper.pdf` take it."""
    # Imported only by who draws: every start would pay for it.
    if form == "xlsx":
        from bot.classes.papers import workbook

        return workbook.xlsx(speech, bank, head, of, made, on)
    from bot.classes.papers import paper

    return paper.pdf(speech, bank, head, of, made, on)


def to_fill(form: str, speech: Speech) -> bytes:
    """The file to begin from; ``form`` is "xlsx" or "csv"."""
    from bot.classes.papers import template

    return template.xlsx(speech) if form == "xlsx" else template.csv_file(speech)
