"""What a part of the proof found, as its own section of docs/reliability.md; and notes of a run under way."""

from __future__ import annotations

import json
import os
import platform
import re
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.end_to_end.process import ROOT

PAGE = ROOT / "docs" / "reliability.md"
NOTES = ROOT / ".cache" / "prove"


@dataclass
class Found:
    """A table, what it is to be read with, and whether what was promised held."""

    heads: Sequence[str]
    rows: list[Sequence[object]] = field(default_factory=list)
    remark: str = ""  # how it was run, and what the control did
    broken: list[str] = field(default_factory=list)  # the promises that did not hold

    def add(self, *cells: object, is_kept: bool = True) -> None:
        assert len(cells) == len(self.heads)
        self.rows.append(cells)
        if not is_kept:
            self.broken.append(str(cells[0]))

    def text(self) -> str:
        lines = [self.heads, ["---"] * len(self.heads), *self.rows]
        return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


def write(part: str, found: Found, page: Path = PAGE) -> None:
    """Put what was found between the marks of this part; the rest of the page stays as it is."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    verdict = f"**Not kept: {'; '.join(found.broken)}.**\n\n" if found.broken else ""
    body = f"{begin}\n`make prove PART={part}`, {_today()}, {machine()}. {found.remark}\n\n{found.text()}\n"
    own = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    text, count = own.subn(lambda _: f"{body}{verdict}{end}", page.read_text(encoding="utf-8"))
    if count != 1:
        raise ValueError(f"{page} has no place for {part}: {begin} and {end}, each once")
    page.write_text(text, encoding="utf-8")


def _today() -> str:
    now = datetime.now(UTC)  # noqa: TID251 - of the run, not of the bot
    return f"{now.day} {now:%B %Y}"


def machine() -> str:
    """What it was run on."""
    return (
        f"{os.cpu_count()} cores with a load of {os.getloadavg()[0]:.0f} at the end, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


class Notes:
    """The finished pieces of a part. A run that was broken off goes on behind them; a whole one ends them."""

    def __init__(self, part: str, scale: object, directory: Path = NOTES) -> None:
        self._file = directory / f"{part}.json"
        self._scale = repr(scale)
        kept = json.loads(self._file.read_text()) if self._file.exists() else {}
        self._pieces: dict[str, Any] = kept.get("pieces", {}) if kept.get("scale") == self._scale else {}

    async def once(self, name: str, make: Callable[[], Awaitable[Any]]) -> Any:
        """What ``make`` gave (plain JSON), in this run or in the one that was broken off."""
        if name not in self._pieces:
            self._pieces[name] = await make()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"scale": self._scale, "pieces": self._pieces}))
        return self._pieces[name]

    def end(self) -> None:
        self._file.unlink(missing_ok=True)
