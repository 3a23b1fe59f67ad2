"""A set on paper as pages of A4: the questions, a grid to cut off, and the key on pages of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, time

import segno
from fpdf import FPDF
from fpdf.enums import TableBordersLayout

from bot.learning.grading import ALPHABETS
from bot.learning.paper import Booklet, Printed, Sheet
from bot.pictures import fonts
from bot.texts import Speech

_FAMILY = "DejaVu"
_TITLE, _BODY, _SMALL = 15, 10.5, 8.5
_LEADING = 5.4
"""Millimetres from line to line."""
_SCALES = (1.0, 0.94, 0.88)
"""Smaller letters, down to nine points, are taken where they spare paper."""
_MARGIN, _FOOT = 14, 12
_CODE = 31
"""Of the code for cameras, a millimetre a module: a phone reads it from a poor copy as well."""
_NUMBER, _LETTER = 9, 7
"""Room for the number of a question, and for the letter of an option."""
_APART = 2.1
_CELL, _ROW, _GRID = 6.6, 6, 22
"""Of the grid, and what stands above its first row."""
_MOST_BLOCKS, _FEW_LETTERS = 4, 5
"""It stands in blocks beside each other: one fewer, where a question has more letters than these."""
_GREY, _RULE = 110, 190
NO_BREAK = "\u00a0"


class _Pages(FPDF):
    """With a line at the foot of each: which set and version, and which page, for a pile that fell down."""

    def __init__(self, booklet: Booklet, scale: float = 1.0) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.body, self.leading, self.apart = _BODY * scale, _LEADING * scale, _APART * scale
        self.mark = ""
        self.before = 0
        self.empty = 0
        self.set_creation_date(datetime.combine(booklet.on, time(), UTC))
        self.set_title(booklet.title)
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=_FOOT)
        for is_bold in (False, True):
            self.add_font(_FAMILY, "B" if is_bold else "", fonts.path(is_bold=is_bold))

    def begin(self, mark: str, *, left_empty: str = "") -> None:
        """A new page; the foot of the one before is drawn with it, and so still has its own mark.

        With ``left_empty``, words for a page without any other, it is the front of a leaf: printed on both
        sides, no key stands behind questions.
        """
        self.add_page()
        if left_empty and self.page % 2 == 0:
            self.mark, self.before, self.empty = left_empty, self.page, self.empty + 1
            self.add_page()
        self.mark, self.before = mark, self.page - 1

    @property
    def written(self) -> int:
        return self.page - self.empty

    def footer(self) -> None:
        """Each version, and the key, has numbers of its own."""
        number = self.page - self.before
        self.set_y(-_FOOT + 4)
        self.write_in(_SMALL, f"{self.mark} · {number}" if number else self.mark, grey=True, align="R")

    def write_in(
        self, size: float, text: str, *, bold: bool = False, grey: bool = False, align: str = "L"
    ) -> None:
        """A paragraph over the whole width."""
        self.style(size, bold=bold, grey=grey)
        self.multi_cell(0, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")

    def style(self, size: float, *, bold: bool = False, grey: bool = False) -> None:
        self.set_font(_FAMILY, "B" if bold else "", size)
        self.set_text_color(_GREY if grey else 0)

    def height_of(self, width: float, text: str) -> float:
        height = self.multi_cell(width, self.leading, text, align="L", dry_run=True, output="HEIGHT")
        assert isinstance(height, float | int)
        return height


def pdf(speech: Speech, booklet: Booklet) -> bytes:
    """The sheets of every version, and the key last, so that it can be held back; none without ``has_key``.

    The same booklet gives the same bytes.
    """
    pages = _sparing(speech, booklet)
    if booklet.has_key:
        _key(pages, speech, booklet)
    return bytes(pages.output())


def _sparing(speech: Speech, booklet: Booklet) -> _Pages:
    """With the largest letters that take no page more than the smallest; none is tried in vain."""
    largest, middle, smallest = _SCALES
    large = _sheets(speech, booklet, largest)
    if large.written == len(booklet.sheets):
        return large
    small = _sheets(speech, booklet, smallest)
    if small.written == large.written:
        return large
    between = _sheets(speech, booklet, middle)
    return between if between.written == small.written else small


def _sheets(speech: Speech, booklet: Booklet, scale: float) -> _Pages:
    pages = _Pages(booklet, scale)
    for sheet in booklet.sheets:
        pages.begin(_name(speech, sheet), left_empty=speech.plain("paper-left-empty"))
        _head(pages, speech, booklet, sheet)
        for question in sheet.questions:
            _question(pages, speech, question)
        _grid(pages, speech, booklet, sheet)
    return pages


def _name(speech: Speech, sheet: Sheet) -> str:
    code = speech.plain("paper-code", code=sheet.code)
    return f"{code} · {speech.plain('paper-version', version=sheet.version)}" if sheet.version else code


def _head(pages: _Pages, speech: Speech, booklet: Booklet, sheet: Sheet) -> None:
    """Title, what it is of, lines to write on, and the code in the corner."""
    _camera(pages, sheet.url, pages.w - _MARGIN - _CODE, _MARGIN)
    pages.set_right_margin(_MARGIN + _CODE + 6)
    pages.write_in(_TITLE, booklet.title, bold=True)
    if booklet.under:
        pages.write_in(_BODY, booklet.under)
    pages.write_in(_BODY, _name(speech, sheet), bold=True)
    _to_fill_in(pages, speech)
    pages.set_right_margin(_MARGIN)
    pages.set_y(max(pages.get_y(), _MARGIN + _CODE) + 3)
    command = " ".join(part for part in ("/paper", sheet.code, sheet.version) if part)
    pages.write_in(_SMALL, speech.plain("paper-how-to", bot=booklet.bot, command=command), grey=True)
    pages.set_y(pages.get_y() + _APART)


def _to_fill_in(pages: _Pages, speech: Speech) -> None:
    """Lines for a name and a date."""
    pages.style(_BODY)
    top, right = pages.get_y() + 7.5, pages.w - pages.r_margin
    x = pages.l_margin
    ends = (x + (right - x) * 0.64, right)
    for key, end in zip(("paper-name", "paper-date"), ends, strict=True):
        words = speech.plain(key)
        pages.text(x, top, words)
        pages.line(x + pages.get_string_width(words) + 2, top + 0.5, end, top + 0.5)
        x = end + 4
    pages.set_y(top + 2.5)


def _camera(pages: _Pages, address: str, left: float, top: float) -> None:
    """The link as a QR code; the margins leave the empty paper around it that a camera needs."""
    modules = segno.make(address, error="m").matrix
    side = _CODE / len(modules)
    pages.set_fill_color(0)
    for row, dark in enumerate(modules):
        for column, is_dark in enumerate(dark):
            if is_dark:
                # A hair wider, so that no line of light runs between two of them.
                pages.rect(left + column * side, top + row * side, side + 0.02, side + 0.02, style="F")


def _question(pages: _Pages, speech: Speech, question: Printed) -> None:
    """It is not torn apart between two pages."""
    pages.style(pages.body)
    width = pages.epw - _NUMBER
    ask, columns = _ask(speech, question), _columns(pages, question)
    room = width / columns - _LETTER
    options = [pages.height_of(room, text) for text in question.options]
    rows = [max(options[first : first + columns]) for first in range(0, len(options), columns)]
    if pages.will_page_break(pages.height_of(width, ask) + sum(rows)):
        pages.add_page()
    pages.style(pages.body, bold=True)
    pages.cell(_NUMBER, pages.leading, f"{question.number}.")
    pages.style(pages.body)
    pages.multi_cell(width, pages.leading, ask, align="L", new_x="LMARGIN", new_y="NEXT")
    for row, height in enumerate(rows):
        top = pages.get_y()
        for column, text in enumerate(question.options[row * columns : (row + 1) * columns]):
            pages.set_xy(pages.l_margin + _NUMBER + column * width / columns, top)
            _option(pages, ALPHABETS[speech.language][row * columns + column], text, room)
        pages.set_y(top + height)
    pages.set_y(pages.get_y() + pages.apart)


def _ask(speech: Speech, question: Printed) -> str:
    if question.is_statement:
        return speech.plain("poll-true-or-false", statement=question.ask)
    if question.takes_several:
        return f"{question.ask} {speech.plain('paper-several').replace(' ', NO_BREAK)}"
    return question.ask


def _columns(pages: _Pages, question: Printed) -> int:
    """Short options stand beside each other: it is somebody's paper that is printed on."""
    widest = max((pages.get_string_width(text) for text in question.options), default=0.0)
    width = pages.epw - _NUMBER
    fitting = (columns for columns in (4, 2) if widest + _LETTER + 3 <= width / columns)
    return next(fitting, 1)


def _option(pages: _Pages, letter: str, text: str, room: float) -> None:
    pages.style(pages.body, bold=True)
    pages.cell(_LETTER, pages.leading, f"{letter}.")
    pages.style(pages.body)
    pages.multi_cell(room, pages.leading, text, align="L", new_x="RIGHT", new_y="TOP")


def _grid(pages: _Pages, speech: Speech, booklet: Booklet, sheet: Sheet) -> None:
    """Numbers by letters, below a line to cut along: with it a sheet can be used by another class."""
    widest = max(len(question.options) for question in sheet.questions)
    blocks = _MOST_BLOCKS if widest <= _FEW_LETTERS else _MOST_BLOCKS - 1
    rows = math.ceil(len(sheet.questions) / blocks)
    if pages.will_page_break(_GRID + rows * _ROW):
        pages.add_page()
    top = pages.get_y() + 2
    pages.set_dash_pattern(dash=2, gap=1.5)
    pages.line(pages.l_margin, top, pages.w - pages.r_margin, top)
    pages.set_dash_pattern()
    pages.set_y(top + 3)
    pages.write_in(_BODY, f"{booklet.title} · {_name(speech, sheet)}", bold=True)
    _to_fill_in(pages, speech)
    top = pages.get_y() + 1
    for block in range(blocks):
        left = pages.l_margin + block * pages.epw / blocks
        for row, question in enumerate(sheet.questions[block * rows : (block + 1) * rows]):
            _cells(pages, speech, question, left, top + row * _ROW)
    pages.set_y(top + rows * _ROW)


def _cells(pages: _Pages, speech: Speech, question: Printed, left: float, top: float) -> None:
    pages.style(_BODY, bold=True)
    pages.set_xy(left, top)
    pages.cell(_NUMBER, _ROW - 1, f"{question.number}.", align="R")
    pages.style(_SMALL, grey=True)
    for place, _ in enumerate(question.options):
        x = left + _NUMBER + 1.5 + place * _CELL
        pages.rect(x, top, _CELL - 1.2, _ROW - 1)
        pages.set_xy(x, top)
        pages.cell(_CELL - 1.2, _ROW - 1, ALPHABETS[speech.language][place], align="C")


def _key(pages: _Pages, speech: Speech, booklet: Booklet) -> None:
    """For whoever marks the papers: right letters, right answers, and on whose word."""
    words = speech.plain("paper-key")
    for number, sheet in enumerate(booklet.sheets):
        empty = "" if number else speech.plain("paper-left-empty")
        pages.begin(f"{words} · {_name(speech, sheet)}", left_empty=empty)
        pages.write_in(_TITLE, f"{words} · {booklet.title}", bold=True)
        pages.write_in(_BODY, _name(speech, sheet), bold=True)
        pages.set_y(pages.get_y() + _APART)
        heads = ("№", "", speech.plain("class-file-answer"), speech.plain("paper-source"))
        _table(pages, [heads, *(_right(speech, question) for question in sheet.questions)])


def _right(speech: Speech, question: Printed) -> tuple[str, ...]:
    letters = ", ".join(ALPHABETS[speech.language][place] for place in question.right)
    answer = question.answer if question.right else question.ask
    return (str(question.number), letters, answer, question.source)


def _table(pages: _Pages, rows: Sequence[Sequence[str]]) -> None:
    pages.style(_BODY - 1)
    pages.set_draw_color(_RULE)
    borders = TableBordersLayout.HORIZONTAL_LINES
    with pages.table(
        col_widths=(9, 18, 86, 69),
        text_align="LEFT",
        line_height=4.6,
        borders_layout=borders,
        padding=(0.8, 3, 0.8, 0),
    ) as table:
        for row in rows:
            table.row(list(row))
