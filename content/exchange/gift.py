"""Questions for Moodle, in its GIFT format. https://docs.moodle.org/en/GIFT_format

Moodle keeps the comments [id:…] and [tag:…]; by them a question comes back as the kind it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from content.dates import spell
from content.exchange.row import Row
from content.model import Bank, Language
from content.partial_date import PartialDate

LOST = (
    "GIFT leaves out maps (a place is a choice), the dates of an order (it becomes pairs of an event and "
    "its number), keys of options, and of the facts all but the statements."
)
ARROW = "->"
"""Parts the sides of a pair, and cannot be escaped."""
_SPECIAL = re.compile(r"[\\~=#{}:]")


def write(bank: Bank, rows: Iterable[Row]) -> str:
    """A category an era. A pair with an arrow of two signs in it is printed with a real one."""
    title = {era.id: era.title for era in bank.eras}
    parts = []
    for era, of in groupby(rows, key=lambda row: row.fact.partition("/")[0]):
        told = list(of)
        path = [text.to(told[0].language) for text in (bank.title, title[era])]
        parts.append("$CATEGORY: " + "/".join(re.sub(r"[\\/{}~=#:]+", " ", step) for step in path))
        parts += map(_block, told)
    return "\n\n".join(parts) + "\n"


def _block(row: Row) -> str:
    name = f"{row.fact}/{row.id}"
    answers = "".join(f"\n\t{line}" for line in _answers(row))
    told = f"\n\t####{_plain(row.statement)}" if row.statement else ""
    return (
        f"// [id:{name}] [tag:{row.kind}]\n::{_plain(name)}::[plain]{_plain(row.ask)} {{{answers}{told}\n}}"
    )


def _answers(row: Row) -> Iterator[str]:
    match row.kind:
        case "true-false":
            yield row.right[0].upper()
        case "number":
            yield from _numbers(row)
        case "when" if PartialDate(row.right[0]).precision == "year":
            yield from _numbers(row)
        case "when" if row.wrong:
            yield f"={_date(row.right[0], row.language)}"
            yield from (f"~{_date(wrong, row.language)}" for wrong in row.wrong)
        case "when":
            yield from (f"={_plain(said)}" for said in (_date(row.right[0], row.language), row.right[0]))
        case "name":
            yield from (f"={_plain(said)}" for said in row.right)
        case "order":
            yield from (f"={_side(event)} {ARROW} {place}" for place, event in enumerate(row.right, start=1))
        case "match":
            pairs = zip(row.right, row.sides, strict=True)
            yield from (f"={_side(left)} {ARROW} {_side(right)}" for left, right in pairs)
        case _:
            yield from _options(row)


def _numbers(row: Row) -> Iterator[str]:
    """Moodle lets them be typed; a wrong one is worth nothing, and may be told apart."""
    yield "#"
    yield f"={row.right[0]}:{row.tolerance}"
    yield from (f"=%0%{wrong}:0" for wrong in row.wrong)


def _options(row: Row) -> Iterator[str]:
    share = f"{100 / len(row.right):.5f}".rstrip("0").rstrip(".")
    is_one = row.kind != "several"
    yield from (f"={_plain(right)}" if is_one else f"~%{share}%{_plain(right)}" for right in row.right)
    whys = (*row.whys, *[""] * (len(row.wrong) - len(row.whys)))
    for wrong, why in zip(row.wrong, whys, strict=True):
        yield f"~{'' if is_one else f'%-{share}%'}{_plain(wrong)}" + (f"#{_plain(why)}" if why else "")


def _date(spelling: str, language: Language) -> str:
    return spell(PartialDate(spelling), language)


def _side(text: str) -> str:
    return _plain(text.replace(ARROW, "→"))


def _plain(text: str) -> str:
    """Nothing in it means anything to Moodle."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")
