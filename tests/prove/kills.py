"""Facts under SIGKILL: wave after wave at random moments, and once at every named point of a fact's way."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from bot.delivery.sender import PLAN_CHUNK
from tests.banks import write_bank
from tests.end_to_end import kill_facts
from tests.end_to_end.kill_facts import Tally, slowly
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import Limits, StandIn
from tests.prove import dying
from tests.prove.paper import Found, Notes

FACTS_A_WAVE = 300
KILLS_A_WAVE = 20
CONTROL_FACTS = 60
POINT_FACTS = 3 * PLAN_CHUNK
LIMITS = {"SEND_RATE": "30"}

HEADS = ("killed", "kills", "facts due", "never delivered", "more than once", "in flight", "copies", "429")


async def prove(notes: Notes, waves: int, points: tuple[str, ...] = tuple(dying.FACTS)) -> Found:
    """At random moments of so many waves, and at each point; then the careless senders."""
    found = Found(HEADS)
    tallies = [await notes.once(f"wave {seed}", partial(_wave, seed)) for seed in range(waves)]
    _add(found, "at random moments", tallies)
    for point in points:
        _add(found, f"when: {point}", [await notes.once(point, partial(_at, point))])
    for careless, harm in (("forgetful", "never"), ("repeating", "twice")):
        bad = await notes.once(careless, partial(_wave, 1, careless))
        _add(found, f"control: a {careless} sender", [bad], is_control=True)
        if not bad[harm]:
            found.broken.append(f"the {careless} sender was not caught")
    found.remark = (
        f"Waves of {FACTS_A_WAVE} facts to a Telegram that takes three messages a second for a chat and "
        "thirty in all; *in flight* were those delivered without a receipt at a kill (the most at one)."
    )
    return found


def _add(found: Found, name: str, tallies: list[dict[str, Any]], *, is_control: bool = False) -> None:
    total = {
        key: sum(each[key] for each in tallies) for key in ("kills", "facts", "never", "twice", "refused")
    }
    flight = sum(sum(each["flights"]) for each in tallies)
    most = max((count for each in tallies for count in each["flights"]), default=0)
    is_kept = is_control or all(each["is_kept"] for each in tallies)
    worst = max(each["copies"] for each in tallies)
    found.add(
        name,
        total["kills"],
        total["facts"],
        total["never"],
        total["twice"],
        f"{flight} ({most})",
        worst,
        total["refused"],
        is_kept=is_kept,
    )


def _plain(tally: Tally, limits: Limits) -> dict[str, Any]:
    return {
        "kills": tally.kills,
        "facts": tally.facts,
        "never": tally.lost,
        "twice": tally.repeated,
        "flights": tally.unrecorded,
        "copies": tally.worst,
        "refused": limits.refused,
        "is_kept": kill_facts.is_kept(tally),
    }


async def _wave(seed: int, careless: str | None = None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        directory, limits = Path(name), Limits()
        tally = await kill_facts.run(
            directory,
            facts=CONTROL_FACTS if careless else FACTS_A_WAVE,
            kills=4 if careless else KILLS_A_WAVE,
            seed=seed,
            careless=careless,
            limits=limits,
            more={"CONTENT_DIR": str(write_bank(directory / "rivers")), **LIMITS},
        )
        return _plain(tally, limits)


async def _at(point: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        limits = Limits()
        tally = await at_point(Path(name), point, limits)
        return _plain(tally, limits)


async def at_point(directory: Path, point: str, limits: Limits, passage: int = 2) -> Tally:
    """A wave in which the bot dies at a point; then it is started again and sends the rest."""
    tally = Tally(point, POINT_FACTS)
    async with StandIn(fate=slowly(limits)) as server:
        content = write_bank(directory / "rivers")
        environment = bot_environment(server, directory, CONTENT_DIR=str(content), **LIMITS)
        await kill_facts.subscribe(environment["DATABASE_URL"], tally.facts)
        dead = {"KILL_AT": point, "KILL_AT_PASSAGE": "1" if point == "planned" else str(passage)}
        log = directory / "bot.log"
        bot = BotProcess(server, environment | dead, log, "tests.prove.dying")
        if (code := await bot.run()) != -9:
            raise AssertionError(f"it was not killed at {point} but ended with {code}:\n{bot.words()}")
        await bot.kill()
        tally.kills = 1
        tally.unrecorded.append(kill_facts.unrecorded(directory / "bot.db", server, server.life - 1))
        bot = BotProcess(server, environment, log)
        await bot.start()
        while kill_facts.distinct(server) < tally.facts:
            if not await kill_facts.more_are_shown(server, directory / "bot.db"):
                break
        await asyncio.sleep(kill_facts.ANSWER_DELAY)
        await bot.stop()
        tally.copies = Counter(call.chat_id for call in server.sent("sendMessage"))
    return tally
