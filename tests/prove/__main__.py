"""`python -m tests.prove PART`: run one part of the proof, print what it found, write it to its page."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from tests.prove import abuse, faults, fuzz, kills, lateness, live, taps, updates, year
from tests.prove.paper import Found, Notes, write
from tests.prove.places import PLACES, Place, place

PARTS: dict[str, Callable[[Notes, int], Coroutine[Any, Any, Found]]] = {
    "live": live.prove,
    "abuse": abuse.prove,
    "fuzz": fuzz.prove,
    "year": year.prove,
}
"""On SQLite, by polling."""
ANYWHERE: dict[str, Callable[[Notes, int, Place], Coroutine[Any, Any, Found]]] = {
    "kills": kills.prove,
    "faults": faults.prove,
    "lateness": lateness.prove,
    "updates": updates.prove,
    "taps": taps.prove,
}
SIZES = {"kills": 15, "faults": 600, "lateness": 10_000, "live": 2, "updates": 40, "taps": 10, "year": 1000}
SIZES |= {"abuse": 100_000, "fuzz": 50_000}
SIZES_ELSEWHERE = {"kills": 1, "faults": 60, "lateness": 10_000, "updates": 4, "taps": 2}
"""On a server a kill is followed by waiting: until the leases of the dead have ended."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=(*ANYWHERE, *PARTS))
    parser.add_argument(
        "--on", choices=PLACES, default="sqlite", help="the database, the way in, the processes"
    )
    parser.add_argument("--size", type=int)
    chosen = parser.parse_args()
    if chosen.part in PARTS and chosen.on != "sqlite":
        parser.error(f"{chosen.part} is proved on SQLite alone")
    with place(chosen.on) as here:
        return prove(chosen.part, here, chosen.size)


def prove(part: str, here: Place, size: int | None) -> int:
    size = size or (SIZES if here.is_sqlite else SIZES_ELSEWHERE)[part]
    notes, began = Notes(part, size, place=here.name), time.monotonic()
    work = ANYWHERE[part](notes, size, here) if part in ANYWHERE else PARTS[part](notes, size)
    found = asyncio.run(work)
    write(part, found, place=here)
    notes.end()
    print(found.text())
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
