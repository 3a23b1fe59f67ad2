"""Telegram with one group in which a live quiz is on, and one such quiz from its beginning to its end."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select

from bot.services import memories
from db.engine import Database, Session
from db.models import answers
from tests.end_to_end.process import BotProcess, bot_environment
from tests.end_to_end.stand_in import FLOOD, WELL, Call, Fate, StandIn, buttons

FIRST_PERSON = 6_000_000_001
HOST, GROUP = FIRST_PERSON, -1_000_000_000_005
GROUP_A_MINUTE, IN_ALL = 20, 30
ANSWER_DELAY = 0.3
"""Seconds Telegram takes to answer: a process that dies then has a message out of which it knows nothing."""
PATIENCE = 400.0
START_PATIENCE = 120.0
DELAYED = ("send", "edit", "stop", "answerCallbackQuery")


@dataclass
class Hall(StandIn):
    """A stand-in with one group, whose polls have ids, and with a group's limits."""

    refused: int = 0
    polled: list[tuple[str, dict[str, Any]]] = field(
        default_factory=list
    )  # (poll, the fields of its sending)
    opened: dict[int, dict[str, str]] = field(default_factory=dict)  # position -> buttons under its options
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._told: deque[float] = deque()
        self.fate = self._limited

    def _limited(self, call: Call) -> Fate:
        if not call.method.startswith(DELAYED):
            return WELL
        if call.method == "answerCallbackQuery":
            return Fate(delay=ANSWER_DELAY)
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
        message["chat"] = _in_group()["chat"]
        if call.method == "sendPoll":
            message["poll"] = {"id": f"poll{len(self.polled)}"}
            self.polled.append((message["poll"]["id"], dict(call.fields)))
            self.was_asked.set()
        elif data := [each for each in buttons(message).values() if each.startswith("vv:")]:
            self._open(int(data[0].split(":")[2]), buttons(message))
        elif "over</b>" in call.fields.get("text", ""):
            self.is_over.set()
        return message

    def _open(self, position: int, offered: dict[str, str]) -> None:
        if position not in self.opened:
            self.opened[position] = offered
            self.was_asked.set()

    def say(self, text: str) -> None:
        """The host writes in the group."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        message = {"message_id": 900_001, "date": int(time.time()), "text": text, "entities": entities}
        self.feed({"message": message | _in_group()})

    def tap(self, data: str, who: int = HOST, tap_id: str = "") -> None:
        """Somebody presses a button under a message in the group."""
        shown = {"message_id": 1, "date": 1_700_000_000, "chat": _in_group()["chat"]}
        query = {"id": tap_id or f"q{data}", "from": person(who), "chat_instance": "1", "data": data}
        self.feed({"callback_query": query | {"message": shown}})


def _in_group() -> dict[str, Any]:
    return {"chat": {"id": GROUP, "type": "group", "title": "A hall"}, "from": person(HOST)}


def person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


class People(Protocol):
    """Who plays, until the quiz is over."""

    async def play(self, hall: Hall, bot: BotProcess) -> int:
        """Answer what is asked, and kill the bot meanwhile; gives the kills."""

    def count(self, hall: Hall, session: Session) -> dict[str, int]:
        """What became of their answers."""


async def run(
    directory: Path, bank: Path, people: Callable[[], People], module: str, *arguments: str
) -> dict[str, int]:
    """One quiz of five questions to its end; what was counted afterwards."""
    async with Hall() as hall:
        content = {"CONTENT_DIR": str(bank), "SEND_RATE": str(IN_ALL)}
        environment = bot_environment(hall, directory, **content)
        bot = BotProcess(hall, environment, directory / "bot.log", module, arguments)
        await bot.start(START_PATIENCE)
        players = people()
        hall.say("/play")
        for data in ("vpc:1:20", "vnc:1:5", "vb:1"):
            hall.tap(data)
        async with asyncio.timeout(PATIENCE):
            kills = await players.play(hall, bot)
            while hall.queue or _waiting(directory / "bot.db"):  # noqa: ASYNC110 - the last answers
                await asyncio.sleep(0.1)
        await bot.stop()
        return _counted(environment["DATABASE_URL"], hall, players) | {"kills": kills, "429": hall.refused}


def _waiting(file: Path) -> int:
    """Updates that are kept and not handled yet."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM inbox WHERE handled_at IS NULL").fetchone()[0])


def _counted(url: str, hall: Hall, people: People) -> dict[str, int]:
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
            return people.count(hall, session) | {"moved twice": len(moved)}
    finally:
        database.close()
