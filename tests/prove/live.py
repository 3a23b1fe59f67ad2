"""A live quiz under SIGKILL, asked by polls and by buttons: every answer that was taken counts, once."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from content.loader import load
from tests.banks import tiny_bank_files, write_bank
from tests.prove import by_buttons, hall
from tests.prove.by_buttons import TAPPERS, Tappers
from tests.prove.by_polls import VOTERS, Voters
from tests.prove.hall import ANSWER_DELAY, GROUP_A_MINUTE, People
from tests.prove.paper import Found, Notes

HEADS = (
    "live quizzes",
    "kills",
    "questions",
    "messages that ask",
    "votes or taps",
    "told “too late”",
    "answers due",
    "lost",
    "not as given",
    "memories moved twice",
    "429",
)
COUNTS = ("kills", "questions", "sent", "given", "late", "due", "lost", "otherwise", "moved twice", "429")
BROKEN = ("lost", "otherwise", "moved twice", "429")


@dataclass(frozen=True)
class Way:
    """How a live quiz is asked. ``careless`` are the bots that must be caught."""

    name: str
    files: Callable[[], dict[str, str]]
    people: Callable[[int, Path], People]
    careless: Mapping[str, str]


WAYS = (
    Way(
        "polls",
        tiny_bank_files,
        lambda seed, bank: Voters(random.Random(seed), load(bank)),
        {"votes": "votes in a poll that is not known are dropped"},
    ),
    Way(
        "buttons",
        by_buttons.bank_files,
        lambda seed, _: Tappers(random.Random(seed)),
        {
            "again": "a tap handled again is one more tap",
            "memory": "the taps of an answer are in memory alone",
        },
    ),
)


async def prove(notes: Notes, rounds: int) -> Found:
    """So many quizzes each way, two at a time; and one of each careless bot, all at a time."""
    found = Found(HEADS)
    kept = [
        await asyncio.gather(*(notes.once(f"{way.name} {seed}", _plain(way, seed)) for way in WAYS))
        for seed in range(rounds)
    ]
    careless = [(way, name) for way in WAYS for name in way.careless]
    caught = await asyncio.gather(
        *(notes.once(f"careless {name}", _plain(way, 0, name)) for way, name in careless)
    )
    for way, *got in zip(WAYS, *kept, strict=True):
        total = {count: sum(each[count] for each in got) for count in COUNTS}
        is_kept = not any(total[count] for count in BROKEN)
        found.add(f"{rounds} by {way.name}", *(total[count] for count in COUNTS), is_kept=is_kept)
    for (way, name), got in zip(careless, caught, strict=True):
        found.add(f"control: {way.careless[name]}", *(got[count] for count in COUNTS))
        if not (got["lost"] or got["otherwise"]):
            found.broken.append(f"not caught: {way.careless[name]}")
    found.remark = _REMARK
    return found


_REMARK = (
    f"Five questions a quiz, 20 seconds each, to a Telegram that answers after {ANSWER_DELAY} s and takes "
    f"{GROUP_A_MINUTE} messages a minute for a group. {VOTERS} people vote at once in each poll; the bot "
    "dies with every second poll on its way, before it hears of it, and once more at a random moment. On a "
    f"question for buttons {TAPPERS} people tap within {by_buttons.TAPPING:.0f} s: ticks that they take "
    "back, orders that they begin anew, checks of nothing, second answers; the bot dies twice a question, "
    "with the options or with taps on their way. What is stored must be what the rules make of all taps "
    "but those that were told “too late”, in their order, and what each person was told."
)


def _plain(way: Way, seed: int, careless: str = "") -> Callable[[], Awaitable[dict[str, int]]]:
    return partial(_quiz, way, seed, careless)


async def _quiz(way: Way, seed: int, careless: str = "") -> dict[str, int]:
    with tempfile.TemporaryDirectory() as name:
        return await play(Path(name), way, seed, careless)


async def play(directory: Path, way: Way, seed: int, careless: str = "") -> dict[str, int]:
    """One quiz to its end, with the bot or a careless one; what was counted afterwards."""
    bank = write_bank(directory / "bank", way.files())
    command = ("tests.prove.careless_live", careless) if careless else ("bot",)
    return await hall.run(directory, bank, lambda: way.people(seed, bank), *command)
