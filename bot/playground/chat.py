"""The chat face of the playground: the page, the state it draws, and what a person can do in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.playground import static
from bot.playground.drawing import drawn, pictured
from bot.playground.loopback import loopback_only
from bot.playground.state import Json
from bot.playground.telegram import Person, Telegram

__all__ = ["Controls", "loopback_only", "routes"]

LANGUAGES = ("tg", "ru", "en")
KINDS = ("sticker", "photo", "voice")
MESSAGE_LIMIT = 4096
"""UTF-16 units."""
LONGEST_TEXT = 20_000
SHOWN_MESSAGES = 300
LONGEST_MOVE = timedelta(days=366)
LISTENING = 2.0
"""Seconds after which an idle stream looks whether its reader is still there."""


@dataclass(frozen=True)
class Controls:
    """What the host of the playground offers to the page. Instants are aware UTC."""

    now: Callable[[], datetime]
    next_morning: Callable[[], Awaitable[datetime]]
    """Moves the clock to the next local morning and beats."""
    move_clock: Callable[[timedelta], Awaitable[datetime]]
    """Forward only."""
    reset: Callable[[], Awaitable[None]]
    zone: str
    problems: Callable[[], Sequence[str]]
    """Sentences about the content files saved last; empty when they are in use."""


def routes(telegram: Telegram, controls: Controls) -> list[web.RouteDef]:
    """Streams of ``/chat/events`` end only with their reader: run with a short ``shutdown_timeout``."""
    face = _Face(telegram, controls)
    acts: dict[str, Callable[[Json], Awaitable[Json]]] = {
        "people": face.add_person,
        "say": face.say,
        "send": face.send,
        "tap": face.tap,
        "vote": face.vote,
        "block": face.block,
        "delete": face.delete,
        "clock": face.clock,
        "reset": face.reset,
    }
    return [
        web.get("/", static.index),
        web.get("/page/{name}", static.page),
        web.get("/chat/state", face.state),
        web.get("/chat/events", face.events),
        web.get("/chat/file/{id}", face.file),
        *(web.post(f"/chat/{name}", _act(act)) for name, act in acts.items()),
    ]


def _act(act: Callable[[Json], Awaitable[Json]]) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            body = await request.json()
        except ValueError:
            raise _bad("Send a JSON object.") from None
        if request.content_type != "application/json" or not isinstance(body, dict):
            raise _bad("Send a JSON object with the content type application/json.")
        return web.json_response(await act(body))

    return answer


def _bad(sentence: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps({"error": sentence}), content_type="application/json")


def _number(body: Json, name: str) -> int:
    number = body.get(name)
    if isinstance(number, bool) or not isinstance(number, int):
        raise _bad(f'Give "{name}" as a whole number.')
    return number


def _words(body: Json, name: str, *, longest: int) -> str:
    words = body.get(name)
    if not isinstance(words, str) or not words.strip():
        raise _bad(f'Give "{name}" as a text that is not empty.')
    if len(words) > longest:
        raise _bad(f'Give "{name}" with at most {longest} characters.')
    return words


def _one_of(body: Json, name: str, choices: Sequence[str]) -> str:
    choice = body.get(name)
    if choice not in choices:
        raise _bad(f'Give "{name}" as one of: {", ".join(choices)}.')
    return str(choice)


def _pieces(text: str) -> list[str]:
    """What a client makes of a text that is longer than one message."""
    units = text.encode("utf-16-le")
    pieces, start = [], 0
    while start < len(units):
        piece = units[start : start + 2 * MESSAGE_LIMIT].decode("utf-16-le", "ignore")
        pieces.append(piece)
        start += len(piece.encode("utf-16-le"))
    return [piece for piece in pieces if piece.strip()]


class _Face:
    def __init__(self, telegram: Telegram, controls: Controls) -> None:
        self.telegram = telegram
        self.controls = controls

    async def state(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query.get("person", "")
        known = self.telegram.people.get(int(wanted) if wanted.isdecimal() else 0)
        person = known or next(iter(self.telegram.people.values()), None)
        state: Json = {
            "version": self.telegram.version,
            "now": self.controls.now().isoformat(),
            "zone": self.controls.zone,
            "problems": list(self.controls.problems()),
            "people": [self._listed(each) for each in self.telegram.people.values()],
            "person": person.id if person else None,
            **(self._seen_by(person) if person else {}),
        }
        return web.json_response(state, headers={"Cache-Control": "no-store"})

    def _listed(self, person: Person) -> Json:
        chat = self.telegram.chats.get(person.id)
        messages = list(chat.messages.values()) if chat else []
        from_bot = (message.id for message in reversed(messages) if message.sender_id != person.id)
        return {
            "id": person.id,
            "name": " ".join(filter(None, (person.first_name, person.last_name))),
            "language": person.language_code,
            "is_blocking": person.is_blocking,
            "newest_from_bot": next(from_bot, 0),
            "last": drawn(self.telegram, messages[-1], person) if messages else None,
        }

    def _seen_by(self, person: Person) -> Json:
        chat = self.telegram.chats.get(person.id)
        messages = list(chat.messages.values())[-SHOWN_MESSAGES:] if chat else []
        queries = self.telegram.queries.values()
        waiting = [query.id for query in queries if query.person_id == person.id and not query.is_answered]
        alerts = [alert for alert in self.telegram.alerts if alert.person_id == person.id]
        return {
            "messages": [drawn(self.telegram, message, person) for message in messages],
            "action": chat.last_action if chat else None,
            "commands": self.telegram.commands_for(person),
            "profile": self.telegram.profile_for(person.language_code),
            "waiting": waiting,
            "alerts": [
                {"query": alert.query_id, "text": alert.text, "is_box": alert.show_alert}
                for alert in alerts[-20:]
            ],
        }

    async def events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        seen: tuple[int, tuple[str, ...]] | None = None
        with suppress(ConnectionResetError):
            while True:
                current = (self.telegram.version, tuple(self.controls.problems()))
                await stream.write(b":\n\n" if current == seen else f"data: {current[0]}\n\n".encode())
                seen = current
                if self.telegram.version == current[0]:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self.telegram.changed(), LISTENING)
        return stream

    async def file(self, request: web.Request) -> web.StreamResponse:
        upload = self.telegram.files.get(request.match_info["id"])
        if upload is None:
            raise web.HTTPNotFound(text="There is no such file.\n")
        headers = {**static.HEADERS, "Cache-Control": "private, max-age=3600"}
        if not pictured(upload):
            headers["Content-Disposition"] = "attachment"
        media_type = upload.content_type if pictured(upload) else "application/octet-stream"
        return web.Response(body=upload.content, content_type=media_type, headers=headers)

    async def add_person(self, body: Json) -> Json:
        name = _words(body, "name", longest=64).strip()
        person = self.telegram.add_person(name, _one_of(body, "language", LANGUAGES))
        return {"person": person.id}

    async def say(self, body: Json) -> Json:
        person, text = self._person(body), _words(body, "text", longest=LONGEST_TEXT).strip()
        for piece in _pieces(text):
            self._do(self.telegram.say, person, piece)
        return {}

    async def send(self, body: Json) -> Json:
        self._do(self.telegram.send, self._person(body), _one_of(body, "kind", KINDS))
        return {}

    async def tap(self, body: Json) -> Json:
        person, message_id = self._person(body), _number(body, "message_id")
        return {"query": self._do(self.telegram.tap, person, message_id, _words(body, "data", longest=64))}

    async def vote(self, body: Json) -> Json:
        options = body.get("options")
        if not isinstance(options, list) or not all(type(option) is int for option in options):
            raise _bad('Give "options" as a list of the numbers of the options.')
        self._do(self.telegram.vote, self._person(body), _number(body, "message_id"), options)
        return {}

    async def block(self, body: Json) -> Json:
        if not isinstance(body.get("is_blocking"), bool):
            raise _bad('Give "is_blocking" as true or false.')
        self._do(self.telegram.block, self._person(body), body["is_blocking"])
        return {}

    async def delete(self, body: Json) -> Json:
        self._do(self.telegram.delete_message, self._person(body), _number(body, "message_id"))
        return {}

    async def clock(self, body: Json) -> Json:
        if body.get("to") == "next-morning":
            return {"now": (await self.controls.next_morning()).isoformat()}
        move = timedelta(hours=_number(body, "hours"))
        if not timedelta() < move <= LONGEST_MOVE:
            raise _bad(
                f'Give "hours" from 1 to {LONGEST_MOVE // timedelta(hours=1)}: the clock never goes back.'
            )
        return {"now": (await self.controls.move_clock(move)).isoformat()}

    async def reset(self, body: Json) -> Json:
        await self.controls.reset()
        return {}

    def _person(self, body: Json) -> Person:
        person = self.telegram.people.get(_number(body, "person"))
        if person is None:
            raise _bad("There is no such person; load the page again.")
        return person

    def _do(self, verb: Callable[..., Any], *values: Any) -> Any:
        try:
            return verb(*values)
        except KeyError:
            raise _bad("That message, button or option is no longer there.") from None
        except ValueError as error:
            raise _bad(f"Telegram refuses this: {error}.") from None
