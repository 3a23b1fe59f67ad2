"""The rows of a table that somebody sent, as texts: of a CSV file, or of the first sheet of an XLSX one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from msgspec import Struct, field

from bot.errors import Refusal

LARGEST = 1_000_000
"""Bytes of a file."""
MOST_LINES = 500
MOST_COLUMNS = 26
"""For which there are letters."""
FEWEST_COLUMNS = 3
"""Of any question: its kind, what is asked, and an answer."""
LONGEST_CELL = 4_000
_ZIPPED = b"PK"
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_LOST = re.compile(r"(?<![^\s(«\"А-Яа-яЁё])\?+[А-Яа-яЁё]")
"""A question mark in a word, or before one: it stands for a letter that an encoding does not have."""
_MAYBE_LOST = re.compile(r"[А-Яа-яЁё]\?|\?[А-Яа-яЁё]")
"""The same at the end of a word, where it may be a question mark."""


class Row(Struct, frozen=True):
    """A line of a table; ``spoiled`` names, by their columns, cells that are not what their author sees."""

    line: int  # from 1
    cells: Sequence[str]
    spoiled: Mapping[int, str] = field(default_factory=dict)


def rows_of(content: bytes) -> list[Row]:
    """By what is in it, whatever the file is called. Refuses what cannot be read, and what is too much."""
    if len(content) > LARGEST:
        raise too_large()
    if content.startswith(_ZIPPED):
        from bot.classes import workbooks  # dear to load, and seldom needed

        rows = workbooks.rows_of(content)
    else:
        rows = _of_csv(content)
    rows = [row for row in rows if any(map(str.strip, row.cells))]
    if not rows:
        raise Refusal("error-own-file-empty")
    if rows[-1].line > MOST_LINES:
        raise Refusal("error-own-file-lines", n=MOST_LINES)
    return rows


def too_large() -> Refusal:
    return Refusal("error-own-file-large", n=LARGEST // 1000)


def _of_csv(content: bytes) -> list[Row]:
    text, is_old = _decoded(content)
    if _NO_TEXT.search(text):
        raise Refusal("error-own-file-kind")
    try:
        rows = list(_records(text, _delimiter(text)))
    except csv.Error:
        raise Refusal("error-own-file-kind") from None
    if any(rows) and all(len(cells) < FEWEST_COLUMNS for cells in rows):
        raise Refusal("error-own-file-kind")
    lost = _lost(text) if is_old else None
    read = [Row(line, cells, _spoiled(cells, lost)) for line, cells in enumerate(rows, start=1)]
    if text.count('"') % 2 and rows and "\n" in "".join(rows[-1][-1:]):
        # What a quotation mark opened goes to the end of the file, whatever lines are in it.
        read[-1] = Row(len(rows), rows[-1], {len(rows[-1]) - 1: "own-fault-quote"})
    return read


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        yield [cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]


def _decoded(content: bytes) -> tuple[str, bool]:
    """Spreadsheets write CSV in UTF-8, in UTF-16, or (True) in the old encoding of their country."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding), False
    except UnicodeError:
        return content.decode("cp1251", errors="replace"), True


def _delimiter(text: str) -> str:
    """What cuts the first row into most cells: quotation marks may hold any of them."""
    return max(";,\t", key=lambda each: len(next(_records(text, each), [])))


def _lost(text: str) -> re.Pattern[str]:
    """Where letters were lost, if they surely were in some place."""
    return _MAYBE_LOST if _LOST.search(text) else _LOST


def _spoiled(cells: Sequence[str], lost: re.Pattern[str] | None) -> dict[int, str]:
    found = {at: "own-fault-formula" for at, cell in enumerate(cells) if cell.startswith("=")}
    if lost is not None:
        found |= {at: "own-fault-letters" for at, cell in enumerate(cells) if lost.search(cell)}
    return found
