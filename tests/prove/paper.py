"""What a part of the proof found, as its own section of docs/reliability.md; and notes of a run under way."""

from __future__ import annotations

import itertools
import json
import os
import platform
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.end_to_end.process import ROOT
from tests.prove.places import ELSEWHERE, Place

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


def write(part: str, found: Found, page: Path = PAGE, place: Place | None = None) -> None:
    """Put what was found between the marks of this part, at this place; the rest of the page stays."""
    place = place or Place()
    text, marks = page.read_text(encoding="utf-8"), _marks(part, place)
    if not all(text.count(mark) == 1 for mark in marks):
        if place.is_sqlite or any(mark in text for mark in marks):
            raise ValueError(f"{page} has no place for {part}: {marks[0]} and {marks[1]}, each once")
        text = _with_room(text, part, place)
    head, _, rest = text.partition(marks[0])
    tail = rest.partition(marks[1])[2]
    page.write_text(f"{head}{marks[0]}\n{_told(part, found, place)}{marks[1]}{tail}", encoding="utf-8")


def _marks(part: str, place: Place) -> tuple[str, str]:
    name = part if place.is_sqlite else f"{part} on {place.name}"
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def _with_room(text: str, part: str, place: Place) -> str:
    """The page with marks for this place, behind those of the places before it."""
    names = itertools.takewhile(lambda name: name != place.name, ELSEWHERE)
    before = [_marks(part, replace(place, name=name))[1] for name in names]
    end = next(mark for mark in (*reversed(before), _marks(part, Place())[1]) if mark in text)
    return text.replace(end, "\n\n".join((end, "\n".join(_marks(part, place)))))


def _told(part: str, found: Found, place: Place) -> str:
    heading, on = ("", "") if place.is_sqlite else (f"**{place.told}.** ", f" ON={place.name}")
    verdict = f"**Not kept: {'; '.join(found.broken)}.**\n\n" if found.broken else ""
    how = f"`make prove PART={part}{on}`, {_today()}, {machine()}, {place.database}. {found.remark}"
    return f"{heading}{how}\n\n{found.text()}\n{verdict}"


def _today() -> str:
    now = datetime.now(UTC)  # noqa: TID251 - of the run, not of the bot
    return f"{now.day} {now:%B %Y}"


def machine() -> str:
    """What it was run on."""
    return (
        f"{os.cpu_count()} cores with a load of {os.getloadavg()[0]:.0f} at the end, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


class Notes:
    """The finished pieces of a part. A run that was broken off goes on behind them; a whole one ends them."""

    def __init__(self, part: str, scale: object, directory: Path = NOTES, place: str = "sqlite") -> None:
        self._file = directory / f"{part}-{place}.json"
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
