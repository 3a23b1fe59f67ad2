"""Updates under SIGKILL: in the midst of batches at random moments, and once at every point of their way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from functools import partial
from typing import Any

from tests.end_to_end import kill_updates
from tests.end_to_end.counted import Figures
from tests.end_to_end.grounds import Ground
from tests.prove import dying
from tests.prove.paper import Found, Notes
from tests.prove.places import Place

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


async def prove(notes: Notes, rounds: int, place: Place) -> Found:
    """At random moments of so many rounds, then at each point, then stock polling."""
    found, figures_of = Found(HEADS), partial(_figures, place)
    random = [await notes.once(f"round {seed}", partial(figures_of, _round(seed))) for seed in range(rounds)]
    _add(found, "at random moments", random)
    for point in dying.UPDATES:
        figures = await notes.once(point, partial(figures_of, _at(point)))
        _add(found, f"when: {point}", [figures])
    if place.is_sqlite:  # stock polling has no database
        stock = await notes.once("stock", partial(figures_of, _stock))
        _add(found, "control: stock polling", [stock], is_control=True)
        if not stock["lost"]:
            found.broken.append("stock polling was not caught")
    found.remark = (
        "Twenty people practise; *unfinished* are the updates in hand or waiting at a "
        "kill, *in flight* those of them with a reply out, which may therefore be repeated."
        f"{' The kills strike each process in turn.' if place.processes > 1 else ''}"
    )
    return found


def _add(found: Found, name: str, rounds: list[dict[str, Any]], *, is_control: bool = False) -> None:
    totals = [sum(each[count] for each in rounds) for count in COUNTS]
    is_kept = is_control or all(_is_clean(each) for each in rounds)
    found.add(name, *totals, is_kept=is_kept)


def _is_clean(plain: dict[str, Any]) -> bool:
    return Figures(**{each.name: plain[each.name] for each in fields(Figures)}).is_clean


Play = Callable[[Ground], Awaitable[Figures]]


async def _figures(place: Place, play: Play) -> dict[str, Any]:
    with place.fresh() as ground:
        return asdict(await play(ground))


def _round(seed: int) -> Play:
    return partial(kill_updates.quizzes, kills=KILLS_A_ROUND, people=PEOPLE, seed=seed)


def _at(point: str) -> Play:
    return partial(at_point, point=point)


def at_point(ground: Ground, point: str) -> Awaitable[Figures]:
    mark = str(ground.directory / "struck")
    suicide = {"KILL_AT": point, "KILL_AT_PASSAGE": PASSAGE, "KILL_AT_MARK": mark}
    return kill_updates.quizzes(ground, kills=0, people=PEOPLE, suicide=suicide)


def _stock(ground: Ground) -> Awaitable[Figures]:
    return kill_updates.echoes(ground, "stock", kills=CONTROL_KILLS)
