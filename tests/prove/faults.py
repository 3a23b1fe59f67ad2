"""Every kind of fault, met by the real process: what was lost, what came twice, what the log said."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models import deliveries
from tests.banks import write_bank
from tests.end_to_end import kill_facts
from tests.end_to_end.crew import Crew
from tests.end_to_end.grounds import Ground, url_of_file
from tests.end_to_end.kill_facts import FIRST_CHAT
from tests.end_to_end.stand_in import (
    ANSWER_LOST,
    BAD_GATEWAY,
    LOST,
    Call,
    Fate,
    Limits,
    StandIn,
    buttons,
    tap_update,
    text_update,
)
from tests.patience import until
from tests.prove.paper import Found, Notes
from tests.prove.places import Place

PEOPLE = 60
VICTIM = FIRST_CHAT
MOVED_TO = -1_000_000_005
PAGE = b"<html><body>The proxy says no</body></html>"
MIGRATED = (
    b'{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",'
    b'"parameters":{"migrate_to_chat_id":%d}}' % MOVED_TO
)


def flood(seconds: int) -> Fate:
    words = f"Too Many Requests: retry after {seconds}"
    return Fate(status=429, description=words, retry_after=seconds)


FATES: Mapping[str, Sequence[Fate]] = {
    "no answer in time, though it arrived": [Fate(delay=40)],
    "connection reset before it arrived": [LOST],
    "connection reset after it arrived": [ANSWER_LOST],
    "429 with 1 s": [flood(1)],
    "429 with 60 s": [flood(60)],
    "502 of Telegram": [BAD_GATEWAY],
    "a proxy's page with 403, three times": [Fate(status=403, body=PAGE)] * 3,
    "a proxy's page with 404, three times": [Fate(status=404, body=PAGE)] * 3,
    "Forbidden": [Fate(status=403, description="Forbidden: bot was blocked by the user")],
    "ChatMigrated": [Fate(status=400, body=MIGRATED)],
}
"""What becomes of the first messages to one chat of many."""

MAY_COME_TWICE = ("no answer in time, though it arrived", "connection reset after it arrived")
NEVER_COMES = ("Forbidden",)


@dataclass
class Outcome:
    """``seconds`` from the end of the fault until all was shown."""

    due: int
    copies: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    said: list[str] = field(default_factory=list)  # lines of the log on the fault, without their date
    is_sound: bool = False  # the database passes its own check
    is_alive: bool = False  # the same process, which then ends well
    refused: int = 0

    @property
    def shown(self) -> int:
        return len(self.copies)

    @property
    def repeated(self) -> int:
        return self.copies.total() - len(self.copies)

    def is_kept(self, *, never: int = 0, twice: int = 0) -> bool:
        is_told = bool(self.said) and not any("Traceback" in line for line in self.said)
        has_all = self.shown == self.due - never and self.repeated <= twice
        return is_told and has_all and self.is_sound and self.is_alive


Disturb = Callable[["Scene"], Awaitable[None]]


@dataclass
class Scene:
    """The bot amid its facts, and what a disturbance may touch."""

    server: StandIn
    crew: Crew
    ground: Ground
    data: Path  # as this process sees that of the bot
    seconds: float  # how long to disturb

    @property
    def is_alive(self) -> bool:
        """Whether all are in their first life."""
        return all(bot.is_running and bot.lives == 1 for bot in self.crew.bots)

    async def end(self) -> bool:
        """Stop them; whether they lived until then, and ended well."""
        return self.is_alive and not any(await self.crew.stop())


@asynccontextmanager
async def scene(
    ground: Ground,
    fates: Mapping[int, Sequence[Fate]],
    module: str,
    *,
    seconds: float = 0.0,
    people: int = PEOPLE,
    disk: str | None = None,
) -> AsyncIterator[Scene]:
    """``fates`` of the first messages to each chat; ``disk`` is the size of one of its own for the data."""
    waiting = {chat_id: list(each) for chat_id, each in fates.items()}
    limits = Limits()

    def fate(call: Call) -> Fate:
        if call.method == "sendMessage" and waiting.get(call.chat_id):
            return waiting[call.chat_id].pop(0)
        return limits(call)

    async with StandIn(fate=fate) as server:
        content = write_bank(ground.directory / "rivers")
        environment = ground.environment(server, CONTENT_DIR=str(content), SEND_RATE="30")
        await kill_facts.subscribe(ground.url, people)
        within = on_a_disk_of_its_own(ground.data, disk) if disk else ()
        crew = Crew(server, ground, environment, module, within=within)
        await crew.start()
        data, seen = ground.data, ground
        if disk:
            data = Path(f"/proc/{crew.bots[0].pid}/root{data}")
            seen = replace(ground, url=url_of_file(data))
        try:
            yield Scene(server, crew, seen, data, seconds)
        finally:
            for bot in crew.bots:
                if bot.is_running:
                    await bot.kill()


def on_a_disk_of_its_own(data: Path, size: str) -> tuple[str, ...]:
    """A command that runs another where ``data`` is a small disk with what was in the directory."""
    steps = f"cp -r {data} {data}.was && mount -t tmpfs -o size={size} tmpfs {data} && cp {data}.was/* {data}"
    return ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{steps} && exec "$@"', "sh")


async def meet(
    ground: Ground,
    module: str = "bot",
    *,
    fates: Mapping[int, Sequence[Fate]] | None = None,
    disturb: Disturb | None = None,
    seconds: float = 0.0,
    never: int = 0,
    disk: str | None = None,
    patience: float = 150.0,
) -> Outcome:
    """Let the facts go out while something is wrong; ``never`` of them cannot arrive."""
    outcome = Outcome(PEOPLE)
    async with scene(ground, fates or {}, module, seconds=seconds, disk=disk) as here:
        began = time.monotonic()
        if disturb is not None:
            await until(lambda: kill_facts.distinct(here.server) >= 5)
            await disturb(here)
            began = time.monotonic()
        await until(lambda: kill_facts.distinct(here.server) >= PEOPLE - never, patience)
        outcome.seconds = time.monotonic() - began
        await until(lambda: not here.ground.rows(_OPEN))
        outcome.copies = Counter(call.chat_id for call in here.server.sent("sendMessage"))
        outcome.is_sound = _is_sound(here)
        outcome.is_alive = await here.end()
        outcome.said = said(here.crew)
    return outcome


_OPEN = select(deliveries.c.id).where(deliveries.c.state.in_(("pending", "sending")))
"""Facts that still wait for their receipt."""


def _is_sound(here: Scene) -> bool:
    """What a file says of itself; a server was not disturbed."""
    if not here.ground.is_file:
        return True
    copy = here.ground.directory / "copy"
    copy.mkdir()
    for file in here.data.glob("bot.db*"):
        shutil.copyfile(file, copy / file.name)
    with closing(sqlite3.connect(copy / "bot.db")) as database:
        return [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]


WORDS = ("delivery ", "asks for a pause", "cannot be", "takes no", "Traceback", "fails")


def said(crew: Crew) -> list[str]:
    """The lines of the logs that tell of trouble, without their dates."""
    lines = crew.words(1_000_000).splitlines()
    return [line.split(" ", 2)[-1] for line in lines if any(word in line for word in WORDS)]


async def leave(here: Scene) -> None:
    """Telegram is away."""
    await here.server.leave()
    await asyncio.sleep(here.seconds)
    await here.server.come()


async def lock(here: Scene) -> None:
    """Another program holds the database."""
    with closing(sqlite3.connect(here.data / "bot.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(here.seconds)
        database.execute("ROLLBACK")


async def fill(here: Scene) -> None:
    """Nothing more fits on the disk; somebody makes room later."""
    ballast = here.data / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096):
            try:
                while True:
                    file.write(b"\\0" * size)
            except OSError:
                continue
    await asyncio.sleep(here.seconds)
    ballast.unlink()


async def tap_twice(ground: Ground) -> Outcome:
    """The second tap on a button changes nothing: Telegram says "message is not modified"."""
    outcome = Outcome(due=2)
    async with scene(ground, {}, "bot", people=0) as here:
        here.server.feed(text_update(5000, "/start"))
        await until(lambda: bool(here.server.messages))
        [message] = here.server.messages.values()
        [data] = [data for data in buttons(message).values() if data.startswith("l:en")][:1]
        here.server.feed(*(tap_update(5000, message, data, f"tap {number}") for number in (1, 2)))
        await until(lambda: len(here.server.sent("answerCallbackQuery")) == 2)
        await asyncio.sleep(1)
        outcome.copies = Counter({1: 1, 2: len(here.server.sent("sendMessage"))})
        outcome.is_sound = _is_sound(here)
        outcome.is_alive = await here.end()
        outcome.said = said(here.crew)
    return outcome


HEADS = (
    "fault",
    "due",
    "shown",
    "more than once",
    "s until all was out",
    "lines in the log, the first",
    "kept",
)


OF_A_FILE = (("the database locked for 40 s", lock, 40, None), ("the disk full for 20 s", fill, 20, "3m"))


async def prove(notes: Notes, outage: int, place: Place) -> Found:
    """Each fault by itself, with the real pauses; Telegram is away for so many seconds."""
    found, kept = Found(HEADS), partial(_kept, place)
    for name, fates in FATES.items():
        never, twice = int(name in NEVER_COMES), int(name in MAY_COME_TWICE)
        outcome = await notes.once(name, partial(kept, fates={VICTIM: fates}, never=never))
        _add(found, name, outcome, never=never, twice=twice)
    for name, disturb, seconds, disk in (
        (f"Telegram away for {outage} s", leave, outage, None),
        *(OF_A_FILE if place.is_sqlite else ()),
    ):
        outcome = await notes.once(name, partial(kept, disturb=disturb, seconds=seconds, disk=disk))
        _add(found, name, outcome, twice=6 if disturb is leave else 0)
    outcome = await notes.once("tap twice", partial(_plainly, place, tap_twice))
    is_quiet = not outcome["said"] and outcome["copies"]["2"] == 1 and outcome["is_alive"]
    cells = ("two taps", 1, 0, "0", "none", "yes" if is_quiet else "**no**")
    found.add('"message is not modified"', *cells, is_kept=is_quiet)
    found.remark = (
        f"A wave of {PEOPLE} facts each; the fault strikes the first message to one chat, or everybody after "
        "five were shown. Kept: all arrive that can, twice at most what had no answer, the log says so "
        f"without a traceback, {'the database passes `PRAGMA integrity_check`, ' if place.is_sqlite else ''}"
        "and the same process goes on."
    )
    return found


async def _kept(place: Place, **values: Any) -> dict[str, Any]:
    return await _plainly(place, lambda ground: meet(ground, **values))


async def _plainly(place: Place, make: Callable[[Ground], Awaitable[Outcome]]) -> dict[str, Any]:
    with place.fresh() as ground:
        outcome = await make(ground)
        return vars(outcome) | {"copies": {str(chat): count for chat, count in outcome.copies.items()}}


def _add(found: Found, name: str, plain: dict[str, Any], *, never: int = 0, twice: int = 0) -> None:
    outcome = Outcome(**plain | {"copies": Counter(plain["copies"])})
    is_kept = outcome.is_kept(never=never, twice=twice)
    first = outcome.said[0][:90].replace("|", "/") if outcome.said else "none"
    lines = f"{len(outcome.said)}: {first}"
    cells = (outcome.due, outcome.shown, outcome.repeated, f"{outcome.seconds:.0f}", lines)
    found.add(name, *cells, "yes" if is_kept else "**no**", is_kept=is_kept)
