"""HTTP for the stand-in Bot API server: as little work as possible, so that the bot is the bottleneck."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import parse_qsl

import orjson

from benchmarks.bot_api import BotApi

HEAD_END = b"\r\n\r\n"
_CHAT = re.compile(rb'name="chat_id"(?:\r\n[^\r\n]+)*\r\n\r\n(-?\d+)')


@dataclass
class Server:
    """One port for several bots. ``drag`` is processor time burnt on every call, in seconds."""

    url: str = ""
    drag: float = 0.0
    bots: dict[str, BotApi] = field(default_factory=dict)  # by token

    def open(self, token: str) -> BotApi:
        self.bots[token] = BotApi()
        return self.bots[token]


@asynccontextmanager
async def serve() -> AsyncIterator[Server]:
    server = Server()
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(lambda: _Connection(server), "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listener.close()


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive: form bodies of a stated length, nothing else."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._received = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(HEAD_END)) >= 0:
            head = bytes(self._received[:end])
            body_at = end + len(HEAD_END)
            body_end = body_at + _length(head)
            if len(self._received) < body_end:
                return
            body = bytes(self._received[body_at:body_end])
            del self._received[:body_end]
            self._serve(head, body)

    def _serve(self, head: bytes, body: bytes) -> None:
        _, token, method = head.split(b" ", 2)[1].decode().split("/", 2)
        if method != "getUpdates":
            _burn(self._server.drag)
        self._server.bots[token.removeprefix("bot")].call(method, _fields(body), self._reply)

    def _reply(self, status: int, body: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        head = f"HTTP/1.1 {status} \r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
        assert name.lower() != b"transfer-encoding", "the stand-in reads bodies of a stated length only"
    return 0


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form or of a JSON object; in both, what has structure is JSON in text.

    Of a body in parts, in which files come, only the chat is read.
    """
    if body.startswith(b"--"):
        chat = _CHAT.search(body)
        return {"chat_id": chat[1].decode()} if chat else {}
    if not body.startswith(b"{"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    fields = orjson.loads(body).items()
    return {name: value if isinstance(value, str) else orjson.dumps(value).decode() for name, value in fields}


def _burn(seconds: float) -> None:
    ends_at = time.perf_counter() + seconds if seconds else 0.0
    while time.perf_counter() < ends_at:
        pass
