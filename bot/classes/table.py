"""Questions from the lines of a table: each bad line is named with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from msgspec import Struct

from bot.classes.rows import Row
from bot.classes.values import Bad
from content.own import Written, tidy
from content.own_rules import MOST_ANSWERS, Fault, faults
from content.wording import fold

_FIRST_ANSWER = 2
_RIGHT = _FIRST_ANSWER + MOST_ANSWERS
COLUMNS = ("kind", "ask", *["answer"] * MOST_ANSWERS, "right", "note", "source")
"""What stands in each column."""
_PLACES = {"kind": 0, "ask": 1, "right": _RIGHT, "note": _RIGHT + 1, "source": _RIGHT + 2}


class Words(Struct, frozen=True):
    """How people call the kinds, and what is true (0) or false (1), and the column of the kinds; folded.

    Lines that are an example of the template are no questions.
    """

    kinds: Mapping[str, str]
    truths: Mapping[str, int]
    heads: frozenset[str]
    examples: frozenset[tuple[str, ...]]


class Read(Struct, frozen=True):
    """The sound questions with their lines, and the first fault of each line that is not."""

    good: tuple[tuple[int, Written], ...]
    bad: tuple[Bad, ...] = ()


def read(rows: Sequence[Row], words: Words) -> Read:
    """A heading, wherever it is, is known by the name of its first column."""
    good: list[tuple[int, Written]] = []
    bad: list[Bad] = []
    for row in rows:
        cells = tuple(tidy(cell) for cell in row.cells)
        if fold(cells[0]) in words.heads or trimmed(cells) in words.examples:
            continue
        made = _of_row(row, [*cells, *[""] * len(COLUMNS)], words)
        if isinstance(made, Bad):
            bad.append(made)
        else:
            good.append((row.line, made))
    return Read(tuple(good), tuple(bad))


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    filled = [at for at, cell in enumerate(cells) if cell]
    return tuple(cells[: filled[-1] + 1]) if filled else ()


def _of_row(row: Row, cells: list[str], words: Words) -> Written | Bad:
    for column, key in sorted(row.spoiled.items()):
        return _bad(row.line, column, Fault(key, COLUMNS[min(column, len(COLUMNS) - 1)]))
    beyond = [at for at, cell in enumerate(cells) if cell and at >= len(COLUMNS)]
    if beyond:
        return _bad(row.line, beyond[0], Fault("own-fault-beyond", "source"))
    return _question(cells, row.line, words)


def _question(cells: list[str], line: int, words: Words) -> Written | Bad:
    kind = words.kinds.get(fold(cells[0]))
    if kind is None:
        return _bad(line, 0, Fault("own-fault-kind", "kind"))
    columns = [at for at in range(_FIRST_ANSWER, _RIGHT) if cells[at]]
    right = _right(cells[_RIGHT], kind, columns, words)
    if isinstance(right, str):
        return _bad(line, _RIGHT, Fault(right, "right"))
    made = Written(
        kind=kind,
        ask=cells[_PLACES["ask"]],
        answers=tuple(cells[at] for at in columns),
        right=right,
        note=cells[_PLACES["note"]],
        source=cells[_PLACES["source"]],
    )
    found = faults(made)
    if not found:
        return made
    return _bad(line, _column(found[0], columns), found[0])


def _right(cell: str, kind: str, columns: list[int], words: Words) -> tuple[int, ...] | str:
    """The places of the right answers, by the numbers of their columns, or what is wrong with them.

    Where none is given, the first is right.
    """
    if kind == "true-false":
        truth = words.truths.get(fold(cell))
        return "own-fault-truth" if truth is None else (truth,)
    if kind not in ("choice", "several"):
        return "own-fault-no-right" if cell else ()
    if not cell:
        return (0,)
    numbers = cell.replace(";", ",").replace(" ", ",").split(",")
    at = [_FIRST_ANSWER - 1 + int(each) for each in numbers if each.isdecimal() and len(each) < 3]
    if len(at) != len([each for each in numbers if each]) or not set(at) <= set(columns):
        return "own-fault-no-such"
    return tuple(sorted({columns.index(each) for each in at}))


def _column(fault: Fault, columns: list[int]) -> int:
    if fault.part != "answers":
        return _PLACES[fault.part]
    if fault.place < len(columns):
        return columns[fault.place]
    return min(columns[-1] + 1 if columns else _FIRST_ANSWER, _RIGHT - 1)


def _bad(line: int, column: int, fault: Fault) -> Bad:
    return Bad(f"{ascii_uppercase[column]}{line}", fault)
