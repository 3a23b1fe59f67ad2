"""How every question does, as a table in plain text: of the command, and of the running bot's page for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from aiohttp import web

from bot.learning.items import Figures
from bot.measuring import measure
from bot.operations.loopback import marked
from bot.web import private
from content.model import Bank
from db.engine import Database

PAGE = "items"


def route(database: Database, bank: Bank) -> web.RouteDef:
    """``GET /items`` of the running bot."""

    async def items(request: web.Request) -> web.Response:
        asked = {name: request.query.get(name) == "1" for name in ("flagged", "csv")}
        told = await tell(database, bank, flagged=asked["flagged"], as_csv=asked["csv"])
        return web.Response(text=told, headers=marked(PAGE))

    return web.get(f"/{PAGE}", private(items))


async def tell(database: Database, bank: Bank, *, flagged: bool, as_csv: bool) -> str:
    """The table as text; ``flagged`` leaves out what has no flag."""
    measured = [each for each in await measure(database, bank) if each.flags or not flagged]
    if as_csv:
        return _comma_separated(measured)
    if not measured:
        return "No question is flagged.\n" if flagged else "No question has been answered yet.\n"
    return _table(measured)


_HEAD = ("question", "n", "right", "half", "discrimination", "median", "flags", "chosen")


def _table(measured: Sequence[Figures]) -> str:
    lines = [_HEAD, *map(_line, measured)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    padded = (
        "  ".join(
            cell.rjust(width) if 1 <= column <= 5 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    return "".join(f"{line.rstrip()}\n" for line in padded)


def _line(each: Figures) -> tuple[str, ...]:
    return (
        "#".join(each.item),
        str(each.n),
        _percent(each.facility),
        _percent(each.half),
        "-" if each.discrimination is None else f"{each.discrimination:.2f}",
        f"{each.median_seconds} s",
        " ".join(each.flags) or "-",
        _shares(each),
    )


def _shares(each: Figures) -> str:
    shares = [*each.options.items(), ("don't know", each.unknown), ("typed", each.typed)]
    return ", ".join(f"{name} {_percent(share)}" for name, share in shares if share or name in each.options)


def _percent(share: float) -> str:
    return f"{share:.0%}"


_SHEET = (
    *("fact", "question", "n", "right", "half", "discrimination", "median_seconds"),
    *("dont_know", "typed", "options", "flags"),
)


def _comma_separated(measured: Sequence[Figures]) -> str:
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(_SHEET)
    sheet.writerows(map(_row, measured))
    return text.getvalue()


def _row(each: Figures) -> tuple[object, ...]:
    right, half, unknown, typed = (
        f"{share:.3f}" for share in (each.facility, each.half, each.unknown, each.typed)
    )
    discrimination = "" if each.discrimination is None else f"{each.discrimination:.3f}"
    options = " ".join(f"{key}={share:.3f}" for key, share in each.options.items())
    measured = (each.n, right, half, discrimination, each.median_seconds, unknown, typed)
    return (*each.item, *measured, options, " ".join(each.flags))
