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

Part = Callable[[Notes, int], Coroutine[Any, Any, Found]]
PARTS: dict[str, Part] = {
    "kills": kills.prove,
    "faults": faults.prove,
    "lateness": lateness.prove,
    "live": live.prove,
    "updates": updates.prove,
    "taps": taps.prove,
    "abuse": abuse.prove,
    "fuzz": fuzz.prove,
    "year": year.prove,
}
SIZES = {"kills": 15, "faults": 600, "lateness": 10_000, "live": 3, "updates": 40, "taps": 10, "year": 1000}
SIZES |= {"abuse": 100_000, "fuzz": 50_000}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--size", type=int)
    chosen = parser.parse_args()
    size = chosen.size or SIZES[chosen.part]
    notes, began = Notes(chosen.part, size), time.monotonic()
    found = asyncio.run(PARTS[chosen.part](notes, size))
    write(chosen.part, found)
    notes.end()
    print(found.text())
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
