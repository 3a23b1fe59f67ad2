"""Updates under SIGKILL: in the midst of batches at random moments, and once at every point of their way."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from typing import Any

from tests.end_to_end import kill_updates
from tests.end_to_end.kill_updates import Figures
from tests.prove import dying
from tests.prove.paper import Found, Notes

KILLS_A_ROUND = 3
"""Few: home offers an open quiz for going on with, and these people know only how to begin one."""
CONTROL_KILLS = 20
PEOPLE = 20
PASSAGE = "8"
"""Late enough that people are in the midst of their quizzes."""

HEADS = (
    *("killed", "kills", "updates", "unfinished at kills", "lost", "effects twice", "no reply"),
    *("repeated", "seen again", "in flight"),
)
COUNTS = (
    *("kills", "updates", "unfinished", "lost", "twice", "missing", "repeated", "seen_again", "in_flight"),
)


async def prove(notes: Notes, rounds: int) -> Found:
    """At random moments of so many rounds, then at each point, then stock polling."""
    found = Found(HEADS)
    random = [await notes.once(f"round {seed}", partial(_figures, _round(seed))) for seed in range(rounds)]
    _add(found, "at random moments", random)
    for point in dying.UPDATES:
        figures = await notes.once(point, partial(_figures, _at(point)))
        _add(found, f"when: {point}", [figures])
    stock = await notes.once("stock", partial(_figures, _stock))
    _add(found, "control: stock polling", [stock], is_control=True)
    if not stock["lost"]:
        found.broken.append("stock polling was not caught")
    found.remark = (
        "Twenty people practise; *unfinished* are the updates in hand or waiting at a "
        "kill, *in flight* those of them with a reply out, which may therefore be repeated."
    )
    return found


def _add(found: Found, name: str, rounds: list[dict[str, Any]], *, is_control: bool = False) -> None:
    totals = [sum(each[count] for each in rounds) for count in COUNTS]
    is_kept = is_control or all(_is_clean(each) for each in rounds)
    found.add(name, *totals, is_kept=is_kept)


def _is_clean(plain: dict[str, Any]) -> bool:
    return Figures(**{each.name: plain[each.name] for each in fields(Figures)}).is_clean


Play = Callable[[Path], Awaitable[Figures]]


async def _figures(play: Play) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        return asdict(await play(Path(name)))


def _round(seed: int) -> Play:
    return lambda directory: kill_updates.quizzes(directory, kills=KILLS_A_ROUND, people=PEOPLE, seed=seed)


def _at(point: str) -> Play:
    return lambda directory: at_point(directory, point)


def at_point(directory: Path, point: str) -> Awaitable[Figures]:
    suicide = {"KILL_AT": point, "KILL_AT_PASSAGE": PASSAGE}
    return kill_updates.quizzes(directory, kills=0, people=PEOPLE, suicide=suicide)


def _stock(directory: Path) -> Awaitable[Figures]:
    return kill_updates.echoes(directory, "stock", kills=CONTROL_KILLS)
