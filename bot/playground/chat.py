"""The chat face of the playground over HTTP: the page, its state and news, and what a person can do."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

from bot.playground import static
from bot.playground.acts import Acts
from bot.playground.bodies import answering
from bot.playground.drawing import pictured
from bot.playground.telegram import Telegram
from bot.playground.viewing import Controls, Views

LISTENING = 2.0
"""Seconds after which an idle stream looks whether its reader is still there."""


def routes(telegram: Telegram, controls: Controls) -> list[web.RouteDef]:
    """Streams of ``/chat/events`` end only with their reader: run with a short ``shutdown_timeout``."""
    face = _Face(telegram, controls)
    return [
        web.get("/", static.index),
        web.get("/page/{name}", static.page),
        web.get("/chat/state", face.state),
        web.get("/chat/events", face.events),
        web.get("/chat/file/{id}", face.file),
        *(
            web.post(f"/chat/{name}", answering(act, lambda: telegram.version))
            for name, act in Acts(telegram, controls).table().items()
        ),
    ]


class _Face:
    def __init__(self, telegram: Telegram, controls: Controls) -> None:
        self.telegram = telegram
        self.controls = controls
        self.views = Views(telegram, controls)

    async def state(self, request: web.Request) -> web.StreamResponse:
        asked = request.query
        person = self.views.person_for(asked.get("person", ""), request.headers.get("Accept-Language", ""))
        chat = self.views.chat_for(person, asked.get("chat", ""))
        shown = self.views.show(person, chat, asked.get("since", ""))
        return web.json_response(shown, headers={"Cache-Control": "no-store"})

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
