"""Facts under SIGKILL: wave after wave at random moments, and once at every named point of a fact's way."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

from bot.delivery.sender import PLAN_CHUNK
from bot.leading import LEADER
from db import leases
from db.engine import Database
from tests.banks import write_bank
from tests.end_to_end import kill_facts
from tests.end_to_end.crew import Crew
from tests.end_to_end.grounds import Ground
from tests.end_to_end.kill_facts import Tally, slowly
from tests.end_to_end.process import BotProcess
from tests.end_to_end.stand_in import Limits, StandIn
from tests.prove import dying
from tests.prove.paper import Found, Notes
from tests.prove.places import Place

FACTS_A_WAVE = 300
KILLS_A_WAVE = 20
CONTROL_FACTS = 60
CONTROL_KILLS = 4
WAITED_FOR, WAITED_FOR_IN_CONTROL = 15, 2
"""The same where the next to lead has to wait until the lease of the dead has ended: ten seconds a kill."""
POINT_FACTS = 3 * PLAN_CHUNK
LIMITS = {"SEND_RATE": "30"}

HEADS = ("killed", "kills", "facts due", "never delivered", "more than once", "in flight", "copies", "429")


async def prove(notes: Notes, waves: int, place: Place) -> Found:
    """At random moments of so many waves, and at each point; then the careless senders."""
    found = Found(HEADS)
    tallies = [await notes.once(f"wave {seed}", partial(_wave, place, seed)) for seed in range(waves)]
    _add(found, "at random moments", tallies)
    for point in dying.FACTS:
        _add(found, f"when: {point}", [await notes.once(point, partial(_at, place, point))])
    for careless, harm in (("forgetful", "never"), ("repeating", "twice")):
        bad = await notes.once(careless, partial(_wave, place, 1, careless))
        _add(found, f"control: a {careless} sender", [bad], is_control=True)
        if not bad[harm]:
            found.broken.append(f"the {careless} sender was not caught")
    found.remark = (
        f"Waves of {FACTS_A_WAVE} facts to a Telegram that takes three messages a second for a chat and "
        "thirty in all; *in flight* were those delivered without a receipt at a kill (the most at one)."
        f"{' The kill strikes the process that leads.' if place.processes > 1 else ''}"
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


async def _wave(place: Place, seed: int, careless: str | None = None) -> dict[str, Any]:
    facts = CONTROL_FACTS if careless else FACTS_A_WAVE
    with place.fresh() as ground:
        limits = Limits()
        tally = await kill_facts.run(
            ground,
            facts=facts,
            kills=_kills(place, is_control=careless is not None),
            seed=seed,
            careless=careless,
            limits=limits,
            more={"CONTENT_DIR": str(write_bank(ground.directory / "rivers")), **LIMITS},
        )
        return _plain(tally, limits)


def _kills(place: Place, *, is_control: bool) -> int:
    if place.is_sqlite:
        return CONTROL_KILLS if is_control else KILLS_A_WAVE
    return WAITED_FOR_IN_CONTROL if is_control else WAITED_FOR


async def _at(place: Place, point: str) -> dict[str, Any]:
    with place.fresh() as ground:
        limits = Limits()
        tally = await at_point(ground, point, limits)
        return _plain(tally, limits)


async def at_point(ground: Ground, point: str, limits: Limits, passage: int = 2) -> Tally:
    """A wave in which the bot dies at a point; then it is started again and sends the rest."""
    tally = Tally(point, POINT_FACTS)
    async with StandIn(fate=slowly(limits)) as server:
        content = write_bank(ground.directory / "rivers")
        await kill_facts.subscribe(ground.url, tally.facts)
        dead = {"KILL_AT": point, "KILL_AT_PASSAGE": "1" if point == "planned" else str(passage)}
        dead["KILL_AT_MARK"] = str(ground.directory / "struck")
        environment = ground.environment(server, CONTENT_DIR=str(content), **LIMITS, **dead)
        crew = Crew(server, ground, environment, "tests.prove.dying")
        bot = await _first_to_die(crew, ground)
        if (code := await bot.wait()) != -signal.SIGKILL:
            raise AssertionError(f"it was not killed at {point} but ended with {code}:\n{crew.words()}")
        await crew.kill(bot)
        tally.kills = 1
        tally.unrecorded.append(kill_facts.unrecorded(ground, server, bot))
        await crew.start()
        while kill_facts.distinct(server) < tally.facts:
            if not await kill_facts.more_are_shown(server, ground):
                break
        await asyncio.sleep(kill_facts.ANSWER_DELAY)
        await crew.stop()
        tally.copies = Counter(call.chat_id for call in server.sent("sendMessage"))
    return tally


async def _first_to_die(crew: Crew, ground: Ground) -> BotProcess:
    """Several have to be there before one of them may lead."""
    if len(crew.bots) == 1:
        await crew.bots[0].spawn()
        return await crew.one_is_dead()
    database = Database(ground.url)
    with database.begin() as session:
        leases.hold(session, LEADER, "nobody", timedelta(minutes=10))
    await crew.start()
    with database.begin() as session:
        leases.release(session, LEADER, "nobody")
    database.close()
    return await crew.one_is_dead()
