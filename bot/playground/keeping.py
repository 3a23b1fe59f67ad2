"""Keeps the in-memory Telegram in a SQLite file of its own, which only its owner can read, over restarts."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.playground.standing import Standing
from bot.playground.state import CallbackQuery, Chat, Json, Message, Person, Poll, Topic, Upload
from bot.playground.world import World

_LOG = logging.getLogger(__name__)
_OWNER_ONLY = 0o600
_GAP = 1000
"""How far a chat's own numbers jump at a start: what was said just before a kill may not have been kept."""

Part = tuple[str, bytes | None]
"""JSON, and the bytes of a file."""


class Store:
    """A table of parts by name; a part that has not changed is not written again.

    It is opened for every use, and not synced to the disk: what a killed process wrote stays, and that is
    all that a toy needs.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, int] = {}

    def load(self) -> dict[str, Part]:
        """What was kept; nothing, with a word in the log, if the file cannot be read."""
        if not self._path.exists():
            return {}
        try:
            with closing(sqlite3.connect(self._path)) as database:
                found = database.execute("SELECT name, json, content FROM parts ORDER BY rowid").fetchall()
        except sqlite3.DatabaseError as error:
            _LOG.warning("the chats of the playground cannot be read and begin anew: %s", error)
            self._path.unlink()
            return {}
        parts = {name: (text, content) for name, text, content in found}
        self._kept = {name: hash(part[0]) for name, part in parts.items()}
        return parts

    def save(self, parts: Mapping[str, Part]) -> None:
        """In one transaction: after a kill all of it is there, or none."""
        hashes = {name: hash(part[0]) for name, part in parts.items()}
        changed = [name for name, found in hashes.items() if self._kept.get(name) != found]
        gone = [name for name in self._kept if name not in hashes]
        if not changed and not gone:
            return
        try:
            self._write(parts, changed, gone)
        except (OSError, sqlite3.Error) as error:
            _LOG.warning("the chats of the playground cannot be kept: %s", error)
            return
        self._kept = hashes

    def _write(self, parts: Mapping[str, Part], changed: list[str], gone: list[str]) -> None:
        # Made here and not by SQLite, which would let others read it; its journal takes the same mode.
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
        self._path.chmod(_OWNER_ONLY)
        with closing(sqlite3.connect(self._path)) as database, database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute(
                "CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, json TEXT NOT NULL, content BLOB)"
            )
            database.executemany("DELETE FROM parts WHERE name = ?", [(name,) for name in gone])
            rows = [(name, *parts[name]) for name in changed]
            # What changed stays in its row, so that people and chats stay in their order.
            database.executemany(
                "INSERT INTO parts VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET json = excluded.json, content = excluded.content",
                rows,
            )

    def forget(self) -> None:
        """As if nothing had been kept."""
        with suppress(OSError):  # where nothing can be taken away, nothing can be begun either
            self._path.unlink(missing_ok=True)
        self._kept = {}


def parts_of(world: World) -> dict[str, Part]:
    """Everything that people would miss. What the bot says of itself it says anew at every start."""
    return {name: (json.dumps(value, ensure_ascii=False), content) for name, value, content in _parts(world)}


def _parts(world: World) -> Iterator[tuple[str, Json, bytes | None]]:
    yield "world", {"birth": world.birth, "next_id": world.next_free_id}, None
    yield "updates", {"pending": world.queue.pending, "allowed": sorted(world.queue.allowed)}, None
    for person in world.people.values():
        yield f"person/{person.id}", asdict(person), None
    for chat in world.chats.values():
        yield f"chat/{chat.id}", _chat_json(chat), None
        for message in chat.messages.values():
            head = {name: value for name, value in message.json.items() if name != "chat"}
            told = vars(message) | {"sent_at": message.sent_at.isoformat(), "json": head}
            yield f"message/{chat.id}/{message.id}", told, None
    for poll in world.polls.values():
        closes_at = poll.closes_at.isoformat() if poll.closes_at else None
        yield f"poll/{poll.id}", vars(poll) | {"closes_at": closes_at}, None
    for query in world.queries.values():
        if not query.is_answered:
            yield f"query/{query.id}", vars(query) | {"asked_at": query.asked_at.isoformat()}, None
    for file_id, upload in world.files.items():
        about = {"filename": upload.filename, "content_type": upload.content_type}
        yield f"file/{file_id}", about, upload.content


def _chat_json(chat: Chat) -> Json:
    return {
        **vars(chat),
        "messages": {},
        "standings": {str(person): _standing_json(each) for person, each in chat.standings.items()},
        "bot": _standing_json(chat.bot),
        "topics": [asdict(topic) for topic in chat.topics.values()],
        "forbidden": sorted(chat.forbidden),
    }


def _standing_json(standing: Standing) -> Json:
    return vars(standing) | {"rights": sorted(standing.rights)}


def _standing(told: Json) -> Standing:
    return Standing(**told | {"rights": frozenset(told["rights"])})


def restore(world: World, parts: Mapping[str, Part]) -> None:
    """Puts what was kept into a new world; ids go on after those that were given out."""
    # Chats before the messages in them, and those before the polls that share a part with them.
    for kind, bring_back in _BACK.items():
        for name, (text, content) in parts.items():
            if name.partition("/")[0] == kind:
                bring_back(world, json.loads(text), content, name)
    for chat in world.chats.values():
        chat.messages = dict(sorted(chat.messages.items()))
        chat.last_message_id += _GAP if chat.last_message_id else 0
    world.touch()


def _world(world: World, told: Json, _: bytes | None, __: str) -> None:
    world.birth = told["birth"]
    world.skip_ids(told["next_id"])


def _updates(world: World, told: Json, _: bytes | None, __: str) -> None:
    world.queue.pending = told["pending"]
    if told.get("allowed"):  # as Telegram keeps it: a poll that ends before the bot asks again is none of its
        world.queue.allow(told["allowed"])


def _person(world: World, told: Json, _: bytes | None, __: str) -> None:
    world.people[told["id"]] = Person(**told)


def _chat(world: World, told: Json, _: bytes | None, __: str) -> None:
    standings = {int(person): _standing(each) for person, each in told["standings"].items()}
    topics = {topic["id"]: Topic(**topic) for topic in told["topics"]}
    forbidden = frozenset(told["forbidden"])
    known: Json = {"bot": _standing(told["bot"]), "last_action": None}
    chat = Chat(**told | known | {"standings": standings, "topics": topics, "forbidden": forbidden})
    world.chats[chat.id] = chat


def _message(world: World, told: Json, _: bytes | None, __: str) -> None:
    chat = world.chats[told["chat_id"]]
    whole = told["json"] | {"chat": chat.json}
    sent_at = datetime.fromisoformat(told["sent_at"])
    chat.messages[told["id"]] = Message(**told | {"json": whole, "sent_at": sent_at})


def _poll(world: World, told: Json, _: bytes | None, __: str) -> None:
    votes = {int(person): options for person, options in told["votes"].items()}
    closes_at = datetime.fromisoformat(told["closes_at"]) if told["closes_at"] else None
    message = world.chats[told["chat_id"]].messages.get(told["message_id"])
    shared = message.poll if message is not None else None
    json_of_poll = shared or told["json"]
    world.polls[told["id"]] = Poll(**told | {"votes": votes, "closes_at": closes_at, "json": json_of_poll})


def _query(world: World, told: Json, _: bytes | None, __: str) -> None:
    asked_at = datetime.fromisoformat(told["asked_at"])
    world.queries[told["id"]] = CallbackQuery(**told | {"asked_at": asked_at})


def _file(world: World, told: Json, content: bytes | None, name: str) -> None:
    world.files[name.partition("/")[2]] = Upload(told["filename"], told["content_type"], content or b"")


_BACK: Mapping[str, Callable[[Any, Json, bytes | None, str], None]] = {
    "world": _world,
    "updates": _updates,
    "person": _person,
    "chat": _chat,
    "message": _message,
    "poll": _poll,
    "query": _query,
    "file": _file,
}
