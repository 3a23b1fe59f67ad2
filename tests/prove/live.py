"""A live quiz of two hundred under SIGKILL: dead with each second poll on its way, and at random moments."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
import time
from collections import deque
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select

from bot.services import memories
from db.engine import Database
from db.models import answers
from tests.banks import write_bank
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import FLOOD, WELL, Call, Fate, StandIn
from tests.prove.paper import Found, Notes

VOTERS, FIRST_VOTER = 200, 6_000_000_001
HOST, GROUP = FIRST_VOTER, -1_000_000_000_005
GROUP_A_MINUTE, IN_ALL = 20, 30
ANSWER_DELAY = 0.3
"""Seconds Telegram takes to answer: a process that dies then has a poll out of which it knows nothing."""
PATIENCE = 240.0
HEADS = ("people", "kills", "questions", "polls", "votes", "lost", "memories moved twice", "429")


@dataclass
class Telegram(StandIn):
    """A stand-in with one group, whose polls have ids, and with a group's limits."""

    refused: int = 0
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # (poll, the fields of its sending)
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._told: deque[float] = deque()
        self.fate = self._limited

    def _limited(self, call: Call) -> Fate:
        if not call.method.startswith(("send", "edit", "stop")):
            return WELL
        while self._told and call.arrived_at - self._told[0] >= 60:
            self._told.popleft()
        if len(self._told) >= GROUP_A_MINUTE:
            self.refused += 1
            return FLOOD
        self._told.append(call.arrived_at)
        return Fate(delay=ANSWER_DELAY)

    def _message(self, call: Call, message_id: int) -> dict[str, Any] | Fate:
        message = super()._message(call, message_id)
        if isinstance(message, Fate):
            return message
        message["chat"] = {"id": call.chat_id, "type": "group", "title": "A hall"}
        if call.method == "sendPoll":
            message["poll"] = {"id": f"poll{len(self.asked)}"}
            self.asked.append((message["poll"]["id"], dict(call.fields)))
            self.was_asked.set()
        elif "over</b>" in call.fields.get("text", ""):
            self.is_over.set()
        return message

    def say(self, text: str) -> None:
        """The host writes in the group."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        message = {"message_id": 900_001, "date": int(time.time()), "text": text, "entities": entities}
        self.feed({"message": message | _in_group()})

    def tap(self, data: str) -> None:
        """The host presses a button under the lobby."""
        shown = {"message_id": 1, "date": 1_700_000_000, "chat": _in_group()["chat"]}
        query = {"id": f"q{data}", "from": _in_group()["from"], "chat_instance": "1", "data": data}
        self.feed({"callback_query": query | {"message": shown}})


def _in_group() -> dict[str, Any]:
    return {"chat": {"id": GROUP, "type": "group", "title": "A hall"}, "from": _person(HOST)}


def _person(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


@dataclass
class Hall:
    """Two hundred who vote in what they see: of two polls with one question some vote in both."""

    server: Telegram
    chance: random.Random
    voted: set[tuple[int, str]] = field(default_factory=set)

    def vote(self, number: int) -> None:
        poll_id, fields = self.server.asked[number]
        options = len(orjson.loads(fields["options"]))
        for voter in range(FIRST_VOTER, FIRST_VOTER + VOTERS):
            has_voted = (voter, fields["question"]) in self.voted
            if self.chance.random() < (0.2 if has_voted else 0.9):
                self.voted.add((voter, fields["question"]))
                vote = {"poll_id": poll_id, "user": _person(voter)}
                self.server.feed({"poll_answer": vote | {"option_ids": [self.chance.randrange(options)]}})


async def prove(notes: Notes, rounds: int) -> Found:
    """So many quizzes, and one of a bot that keeps no vote whose poll it does not know."""
    found = Found(HEADS)
    for seed in range(rounds):
        _add(found, f"quiz {seed + 1}", await notes.once(f"quiz {seed}", partial(_quiz, seed)))
    careless = await notes.once("careless", partial(_quiz, 1, "tests.prove.careless_live"))
    _add(found, "control: unknown polls' votes are dropped", careless, is_control=True)
    if not careless["lost"]:
        found.broken.append("the careless bot was not caught")
    found.remark = (
        f"{VOTERS} people vote at once in each poll of five questions, 20 seconds each, to a Telegram that "
        f"answers after {ANSWER_DELAY} s and takes {GROUP_A_MINUTE} messages a minute for a group. The bot "
        "dies with every second poll on its way, before it hears of it, and once more at a random moment."
    )
    return found


def _add(found: Found, name: str, got: Mapping[str, int], *, is_control: bool = False) -> None:
    is_kept = is_control or not (got["lost"] or got["twice"] or got["refused"])
    counts = ("kills", "questions", "polls", "votes", "lost", "twice", "refused")
    found.add(name, *(got[count] for count in counts), is_kept=is_kept)


async def _quiz(seed: int, module: str = "bot") -> dict[str, int]:
    with tempfile.TemporaryDirectory() as name:
        return await play(Path(name), seed, module)


async def play(directory: Path, seed: int, module: str = "bot") -> dict[str, int]:
    """One quiz to its end; what was counted afterwards."""
    chance = random.Random(seed)
    async with Telegram() as server:
        content = {"CONTENT_DIR": str(write_bank(directory / "rivers")), "SEND_RATE": str(IN_ALL)}
        environment = bot_environment(server, directory, **content)
        bot = BotProcess(server, environment, directory / "bot.log", module)
        await bot.start(60)
        hall = Hall(server, chance)
        server.say("/play")
        for data in ("vpc:1:20", "vnc:1:5", "vb:1"):
            server.tap(data)
        kills = await _watch(server, hall, bot, chance)
        while server.queue or _waiting(directory / "bot.db"):  # noqa: ASYNC110 - the last votes
            await asyncio.sleep(0.1)
        await bot.stop()
        counted = _count(environment["DATABASE_URL"], hall)
        questions = len({fields["question"] for _, fields in server.asked})
        return counted | {
            "kills": kills,
            "questions": questions,
            "polls": len(server.asked),
            "refused": server.refused,
        }


async def _watch(server: Telegram, hall: Hall, bot: BotProcess, chance: random.Random) -> int:
    """Vote in every poll that appears, and kill the bot, until the quiz is over; gives the kills."""
    seen, kills = 0, 0
    async with asyncio.timeout(PATIENCE):
        while not server.is_over.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await server.was_asked.wait()
            server.was_asked.clear()
            while seen < len(server.asked):
                is_at_once, seen = seen % 2 == 1, seen + 1
                pause = 0.0 if is_at_once else chance.uniform(0.5, 6.0)
                if not is_at_once:
                    hall.vote(seen - 1)
                    await asyncio.sleep(pause)
                if is_at_once or chance.random() < 0.5:
                    await bot.kill()
                    kills += 1
                    if is_at_once:
                        hall.vote(seen - 1)
                    await bot.start(60)
    return kills


def _waiting(file: Path) -> int:
    """Updates that are kept and not handled yet."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM inbox WHERE handled_at IS NULL").fetchone()[0])


def _count(url: str, hall: Hall) -> dict[str, int]:
    database = Database(url)
    try:
        with database.begin() as session:
            rows = list(session.execute(select(answers.c.learner_id, answers.c.fact_id)))
            moved = [
                row
                for row in rows
                if memories.of_learner(session, row.learner_id).get(row.fact_id)
                != memories.from_rows(session, row.learner_id, row.fact_id)
            ]
    finally:
        database.close()
    return {"votes": len(hall.voted), "lost": len(hall.voted) - len(rows), "twice": len(moved)}
