"""The report of a piece of homework as pages to print (PDF): a table of the class, and a sheet a pupil."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from fpdf import FPDF

from bot.classes.papers import cells
from bot.classes.report import Line, Report
from bot.classes.screens.words import day, name_of, points, time_of, title
from bot.classes.values import Homework
from bot.pictures import fonts
from bot.texts import Speech, without_signs
from content.model import Bank

_FAMILY = "DejaVu"
_BODY, _SHEET, _SMALL, _HEAD = 9, 8, 7, 13
_MARGIN = 10
_A_TABLE = 20
"""Questions that stand side by side on a page."""


def pdf(speech: Speech, bank: Bank, head: str, of: Homework, made: Report, on: date) -> bytes:
    """``head`` is the class; dated ``on`` that day, so that the same values give the same bytes."""
    page = FPDF(orientation="landscape", unit="mm", format="A4")
    page.set_creation_date(datetime.combine(on, time(), UTC))
    for is_bold in (False, True):
        page.add_font(_FAMILY, "B" if is_bold else "", fonts.path(is_bold=is_bold))
    about = without_signs(f"{head} · {title(speech, bank, of)} · {day(speech, of.due_on)}")
    page.set_title(about)
    page.set_auto_page_break(auto=True, margin=_MARGIN)
    questions = cells.questions(speech, bank, made)
    for first in range(0, max(len(questions), 1), _A_TABLE):
        _matrix(page, about, speech, made, slice(first, first + _A_TABLE))
    _questions(page, about, speech, questions)
    for line in made.lines:
        if line.state != "new":
            _sheet(page, about, speech, made, line, questions)
    return bytes(page.output())


def _begin(page: FPDF, head: str, under: str = "") -> None:
    page.add_page()
    page.set_font(_FAMILY, "B", _HEAD)
    page.multi_cell(0, 8, head, new_x="LMARGIN", new_y="NEXT")
    if under:
        page.set_font(_FAMILY, "", _BODY)
        page.multi_cell(0, 6, under, new_x="LMARGIN", new_y="NEXT")


def _table(page: FPDF, widths: Sequence[int], rows: Sequence[Sequence[str]], size: int) -> None:
    """The first row is the head of every page."""
    page.set_font(_FAMILY, "", size)
    with page.table(col_widths=widths, text_align="LEFT", line_height=size * 0.6) as table:
        for row in rows:
            table.row([without_signs(cell) for cell in row])


def _matrix(page: FPDF, head: str, speech: Speech, made: Report, some: slice) -> None:
    _begin(page, head)
    names = cells.heads(speech, made)
    fixed = len(names) - len(made.items)
    rows = [[*names[:fixed], *names[fixed:][some]]]
    for line in made.lines:
        row = cells.row(speech, made, line)
        told = [str(row[0]), cells.mark(row[1]), *map(str, row[2:fixed])]
        rows.append([*told, *map(cells.mark, row[fixed:][some])])
    _table(page, [40, 14, 14, 16, 18, *[8] * (len(rows[0]) - fixed)], rows, _SMALL)


def _questions(page: FPDF, head: str, speech: Speech, asked: Sequence[cells.Question]) -> None:
    _begin(page, head)
    heads = ["№", *(speech.plain(f"class-file-{each}") for each in ("question", "answer", "share", "wrong"))]
    rows = [[str(each.number), each.ask, each.right, str(each.share), each.wrong] for each in asked]
    _table(page, [8, 108, 58, 18, 60], [heads, *rows], _BODY)


def _sheet(
    page: FPDF, head: str, speech: Speech, made: Report, line: Line, asked: Sequence[cells.Question]
) -> None:
    """What one pupil had right, with every right answer."""
    score = speech.plain(
        "class-file-score", points=points(line.points), total=line.total, time=time_of(speech, line)
    )
    _begin(page, without_signs(name_of(speech, line.pupil)), f"{head}\n{score}")
    heads = ["№", *(speech.plain(f"class-file-{each}") for each in ("question", "answer", "mark"))]
    rows = [
        [str(each.number), each.ask, each.right, points(line.marks[item.key])]
        for each, item in zip(asked, made.items, strict=True)
        if item.key in line.marks
    ]
    _table(page, [8, 130, 80, 14], [heads, *rows], _SHEET)
