"""The first sheet of an XLSX file, cell by cell, with what the standard library has.

Nothing is calculated, no link is followed, and no more is unpacked than a file of questions needs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import BytesIO
from posixpath import join, normpath
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from bot.classes.rows import LONGEST_CELL, MOST_COLUMNS, MOST_LINES, Row, too_large
from bot.errors import Refusal

_UNPACKED = 10_000_000
"""Bytes of the parts that are read: a small file may hold very much."""
_BOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BESIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""What stands in a number format and is no part of a date."""
_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
"""Number formats of dates that every program knows by these numbers."""
_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ParseError,
    LookupError,
    ValueError,
    ArithmeticError,
    RuntimeError,
)
"""Torn, locked by a password, packed in some other way, or of another program."""
_FIRST_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAP = 60
"""In the older count 1900 has a 29 February, of this number."""


def rows_of(content: bytes) -> list[Row]:
    """Up to the first line that is too many. Refuses what is no such file."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _rows(_Parts(archive))
    except (
        BadZipFile,
        ParseError,
        LookupError,
        ValueError,
        RuntimeError,
        EOFError,
        OSError,
        OverflowError,
        zlib.error,
    ):
        # Torn, locked by a password, packed in some other way, or another program's.
        raise Refusal("error-own-file-kind") from None


class _Parts:
    """The parts of the file. None unpacks to more than its head tells: there the archive's reader stops."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = _UNPACKED

    def ends(self, name: str) -> Iterator[tuple[str, Element]]:
        """Every element of a part at its end, by its name without the namespace."""
        self._left -= self._archive.getinfo(name).file_size
        if self._left < 0:
            raise too_large()
        content = self._archive.read(name)
        if b"<!DOCTYPE" in content:
            raise Refusal("error-own-file-kind")  # no program writes one here: it would make much of little
        for _, element in iterparse(BytesIO(content)):  # noqa: S314 - no entities without that
            yield _name(element.tag), element

    def related(self) -> dict[str, tuple[str, str]]:
        """The parts that the workbook refers to: by its reference the kind of one, and its name."""
        found = {}
        for name, element in self.ends("xl/_rels/workbook.xml.rels"):
            if name == "Relationship":
                target = normpath(join("/xl", element.attrib["Target"])).lstrip("/")
                found[element.attrib["Id"]] = element.attrib["Type"].rpartition("/")[2], target
        return found


class _Sheet(Struct, frozen=True):
    """What the cells of a sheet refer to."""

    strings: list[str]
    dates: set[int]  # styles that show a number as a date
    first_day: date


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _rows(parts: _Parts) -> list[Row]:
    related = parts.related()
    first, is_1904 = _first(parts)
    named = dict(related.values())
    sheet = _Sheet(
        _strings(parts, named["sharedStrings"]) if "sharedStrings" in named else [],
        _date_styles(parts, named["styles"]) if "styles" in named else set(),
        _FIRST_DAYS[is_1904],
    )
    found: list[Row] = []
    line = 0
    merged: list[tuple[int, int, int]] = []
    for name, element in parts.ends(related[first][1]):
        if name == "row":
            line = int(element.attrib.get("r", line + 1))
            row = _row(sheet, line, element)
            element.clear()
            if any(row.cells):
                found.append(row)
            if line > MOST_LINES and any(row.cells):
                break
        elif name == "mergeCell":
            merged.append(_range(element.attrib["ref"]))
    return [_with_merged(row, merged) for row in found]


def _first(parts: _Parts) -> tuple[str, bool]:
    """The reference of the first sheet that is shown, and whether days are counted from 1904."""
    sheets, is_1904 = [], False
    for name, element in parts.ends(_BOOK):
        if name == "sheet" and element.attrib.get("state", "visible") == "visible":
            sheets += [value for key, value in element.attrib.items() if _name(key) == "id"]
        elif name == "workbookPr":
            is_1904 = element.attrib.get("date1904") in ("1", "true")
    if not sheets:
        raise Refusal("error-own-file-kind")
    return sheets[0], is_1904


def _strings(parts: _Parts, name: str) -> list[str]:
    return [_text(element) for kind, element in parts.ends(name) if kind == "si"]


def _text(of: Element) -> str:
    """The words of a string, in pieces or in one; how to say them aloud is no part of it."""
    texts = [piece for each in of if _name(each.tag) in ("t", "r") for piece in (each, *each)]
    words = "".join(each.text or "" for each in texts if _name(each.tag) == "t")
    return _CODE.sub(lambda code: chr(int(code[1], 16)), words)


def _date_styles(parts: _Parts, name: str) -> set[int]:
    codes: dict[str, str] = {}
    formats: list[str] = []
    for kind, element in parts.ends(name):
        if kind == "numFmt":
            codes[element.attrib["numFmtId"]] = element.attrib["formatCode"]
        elif kind == "cellXfs":
            formats = [each.attrib.get("numFmtId", "0") for each in element]
    return {style for style, number in enumerate(formats) if _is_date(number, codes)}


def _is_date(number: str, codes: Mapping[str, str]) -> bool:
    if number in codes:
        return re.search("[dy]", _BESIDE.sub("", codes[number]).lower()) is not None
    return int(number) in _DATES


def _row(sheet: _Sheet, line: int, of: Element) -> Row:
    cells = [""] * MOST_COLUMNS
    spoiled: dict[int, str] = {}
    column = -1
    for cell in of:
        reference = _REFERENCE.fullmatch(cell.attrib.get("r", ""))
        column = _column(reference[1]) if reference else column + 1
        if _name(cell.tag) != "c" or column >= MOST_COLUMNS:
            continue
        parts = {_name(each.tag): each for each in cell}
        cells[column] = _told(sheet, cell, parts)[:LONGEST_CELL]
        if "f" in parts:
            spoiled[column] = "own-fault-formula"
            cells[column] = cells[column] or "="
        elif cell.attrib.get("t") == "e":
            spoiled[column] = "own-fault-formula"
    return Row(line, cells, spoiled)


def _column(letters: str) -> int:
    """From 0; no sheet has more than three letters of columns."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _told(sheet: _Sheet, cell: Element, parts: Mapping[str, Element]) -> str:
    """A cell as its author sees it."""
    if "is" in parts:
        return _text(parts["is"])
    value = (parts["v"].text or "") if "v" in parts else ""
    match cell.attrib.get("t", "n"):
        case "s":
            return sheet.strings[int(value)] if value else ""
        case "b":
            return "true" if value == "1" else "false"
        case "n" if value:
            return _number(sheet, float(value), int(cell.attrib.get("s", "0")))
        case _:
            return value


def _number(sheet: _Sheet, value: float, style: int) -> str:
    if style in sheet.dates:
        days = int(value) + (value < _LEAP and sheet.first_day.year < 1900)
        return f"{sheet.first_day + timedelta(days):%d.%m.%Y}"
    return str(int(value)) if value.is_integer() else str(value)


def _range(reference: str) -> tuple[int, int, int]:
    """The first column, the first line and the last one of cells that were merged."""
    ends = [_REFERENCE.fullmatch(each) for each in reference.split(":")]
    found = [each for each in ends if each]
    return _column(found[0][1]), int(found[0][2]), int(found[-1][2])


def _with_merged(row: Row, merged: list[tuple[int, int, int]]) -> Row:
    within = {column: "own-fault-merged" for column, first, last in merged if first <= row.line <= last}
    return Row(row.line, row.cells, {**row.spoiled, **within})
