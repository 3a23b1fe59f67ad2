"""The rows of a table that somebody sent, as texts: of a CSV file, or of the first sheet of an XLSX one."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

from bot.errors import Refusal

LARGEST = 1_000_000
"""Bytes of a file."""
MOST_LINES = 500
_MOST_COLUMNS = 26
_UNPACKED = 20_000_000
"""Bytes that an XLSX file may be unpacked: a small one may hold very much."""
_LONGEST_CELL = 4_000


def rows_of(content: bytes) -> list[list[str]]:
    """By what is in it, whatever the file is called. Refuses what cannot be read, and what is too much."""
    if len(content) > LARGEST:
        raise Refusal("error-own-file-large")
    rows = _of_xlsx(content) if content.startswith(b"PK") else _of_csv(content)
    if len(rows) > MOST_LINES:
        raise Refusal("error-own-file-lines", n=MOST_LINES)
    if not any(any(row) for row in rows):
        raise Refusal("error-own-file-empty")
    return rows


def _of_csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise Refusal("error-own-file-kind")
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [_cut(row) for row in islice(found, MOST_LINES + 1)]
    except csv.Error:
        raise Refusal("error-own-file-kind") from None


def _decoded(content: bytes) -> str:
    """Spreadsheets write CSV in UTF-8, in UTF-16, or in the old encoding of their country."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeError:
        return content.decode("cp1251", errors="replace")


def _of_xlsx(content: bytes) -> list[list[str]]:
    """Nothing is calculated: a formula is its text."""
    from openpyxl import load_workbook  # dear to load, and seldom needed

    try:
        _check_size(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library leaves out
            book = load_workbook(io.BytesIO(content), read_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            found = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=_MOST_COLUMNS, values_only=True)
            return [_cut(map(_told, row)) for row in found]
    except Refusal:
        raise
    except Exception:
        raise Refusal("error-own-file-kind") from None


def _check_size(content: bytes) -> None:
    """No part unpacks to more than its head tells: the archive's reader stops there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
            raise Refusal("error-own-file-large")


def _cut(cells: Iterable[str]) -> list[str]:
    return [cell[:_LONGEST_CELL] for cell in islice(cells, _MOST_COLUMNS)]


def _told(value: object) -> str:
    """A cell as its author sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    return str(value)
