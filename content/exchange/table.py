"""Questions as a table: a row is one question in one language, and a cell of several things has lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from content.authoring.problems import Problem
from content.authoring.question_forms import KINDS
from content.authoring.reviews import table
from content.exchange.row import Row
from content.model import LANGUAGES, Language

COLUMNS = (
    "fact", "id", "kind", "language", "ask", "right", "wrong", "why", "keys", "tolerance",
    "when", "statement", "sources",
)  # fmt: skip
NEEDED = ("ask", "right")
LOST = "The table leaves out levels, themes, names, stories and events of the facts."
_NOTHING = "-"
"""Stands for a wrong option without a why: an empty line at an end is lost on the way."""
_BESIDE = " = "
"""Between the sides of a pair, and between an event and its date."""


def write(rows: Iterable[Row]) -> str:
    """With commas and a byte order mark, as spreadsheets of every language open it."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, rows))
    return out.getvalue()


def _cells(row: Row) -> tuple[str, ...]:
    right = map(_BESIDE.join, zip(row.right, row.sides, strict=True)) if row.sides else row.right
    return (
        row.fact, row.id, row.kind, row.language, row.ask, "\n".join(right), "\n".join(row.wrong),
        "\n".join(why or _NOTHING for why in row.whys), "\n".join(row.keys), str(row.tolerance or ""),
        row.when, row.statement, "\n".join(row.sources),
    )  # fmt: skip


def read(file: str, content: bytes, language: Language) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """The rows with the lines they begin on, and each that is not taken, with the cell and the reason.

    Only ``ask`` and ``right`` must be there; ``language`` is what a row is in that does not say. Raises
    ValueError if it is no such table.
    """
    taken: list[tuple[int, Row]] = []
    rejected = []
    for line, cells in table(content, NEEDED):
        try:
            taken.append((line, _row(cells, language)))
        except _Unfit as unfit:
            rejected.append(Problem(file, line, unfit.cell, unfit.sentence))
    return taken, rejected


class _Unfit(Exception):
    """One cell cannot be taken."""

    def __init__(self, cell: str, sentence: str) -> None:
        super().__init__(sentence)
        self.cell, self.sentence = cell, sentence


def _row(cells: Mapping[str, str], language: Language) -> Row:
    kind = cells.get("kind") or "choice"
    if kind not in KINDS:
        raise _Unfit("kind", f'"{kind}" is no kind of question: {", ".join(KINDS)}')
    spoken = cells.get("language") or language
    if spoken not in LANGUAGES:
        raise _Unfit("language", f'"{spoken}" is none of {", ".join(LANGUAGES)}')
    for needed in NEEDED:
        if not cells[needed]:
            raise _Unfit(needed, "this cell is empty")
    right, sides = _right(kind, _lines(cells, "right"))
    wrong, whys = _lines(cells, "wrong"), _lines(cells, "why")
    if len(whys) > len(wrong):
        raise _Unfit("why", f"it has {len(whys)} lines, and there are {len(wrong)} wrong ones")
    return Row(
        language=spoken,
        kind=kind,
        ask=cells["ask"],
        right=right,
        wrong=wrong,
        whys=tuple(why if why != _NOTHING else "" for why in whys),
        sides=sides,
        keys=_lines(cells, "keys"),
        tolerance=_whole(cells.get("tolerance", "")),
        fact=cells.get("fact", ""),
        id=cells.get("id", ""),
        when=cells.get("when", ""),
        statement=cells.get("statement", ""),
        sources=_lines(cells, "sources"),
    )


def _right(kind: str, lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if kind not in ("match", "order"):
        return lines, ()
    sides = [line.rpartition(_BESIDE) for line in lines]
    if not all(mark for _, mark, _ in sides):
        beside = "its date" if kind == "order" else "what belongs to it"
        raise _Unfit("right", f'each line is to have " = " and {beside} at its end')
    return tuple(left for left, _, _ in sides), tuple(right for _, _, right in sides)


def _lines(cells: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in cells.get(name, "").splitlines() if line.strip())


def _whole(cell: str) -> int:
    if cell and not (cell.isascii() and cell.isdigit()):
        raise _Unfit("tolerance", f'"{cell}" is not a whole number')
    return int(cell or 0)
