"""Brings updates to a webhook as Telegram does: in order within a chat, and again until it hears 200."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from bot.playground.state import Json
from bot.playground.telegram import Telegram

KNOWN_BY = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds between two tries with one update; Telegram's own grow to a minute and more."""


@dataclass(frozen=True)
class Target:
    """Where to post by now, and what to say there."""

    url: str
    secret: str = ""
    connections: int = 40


@dataclass
class Courier:
    """``waiting`` are updates in their order, ``accepted`` hears of each that was told 200; ``target`` is
    asked before every try, and gives None while there is no webhook. ``patience`` is that of a post, in s."""

    waiting: Callable[[], Sequence[Json]]
    accepted: Callable[[Json], None]
    target: Callable[[], Target | None]
    first_pause: float = FIRST_PAUSE
    patience: float = 30.0
    failed: Callable[[Json], None] = lambda _: None
    """Hears of each error, as getWebhookInfo tells it."""
    _busy: set[int] = field(default_factory=set, init=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def wake(self) -> None:
        """There is something new, or another target."""
        self._news.set()

    async def run(self) -> None:
        """Post until it is cancelled."""
        patience = aiohttp.ClientTimeout(total=self.patience)
        async with aiohttp.ClientSession(timeout=patience) as client, asyncio.TaskGroup() as ways:
            while True:
                self._news.clear()
                for update in self._next():
                    self._busy.add(chat_of(update))
                    ways.create_task(self._bring(client, update))
                await self._news.wait()

    def _next(self) -> list[Json]:
        """The first of each chat that has none on its way."""
        target = self.target()
        if target is None:
            return []
        first: dict[int, Json] = {}
        for update in self.waiting():
            if (chat := chat_of(update)) not in self._busy:
                first.setdefault(chat, update)
        return list(first.values())[: max(0, target.connections - len(self._busy))]

    async def _bring(self, client: aiohttp.ClientSession, update: Json) -> None:
        pause = self.first_pause
        try:
            while (target := self.target()) is not None:
                if await self._post(client, target, update):
                    self.accepted(update)
                    return
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            self._busy.discard(chat_of(update))
            self.wake()

    async def _post(self, client: aiohttp.ClientSession, target: Target, update: Json) -> bool:
        try:
            async with client.post(target.url, json=update, headers={KNOWN_BY: target.secret}) as answer:
                if answer.status == 200:
                    return True
                error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as failure:
            error = f"Connection failed: {type(failure).__name__}"
        self.failed({"last_error_date": int(time.time()), "last_error_message": error})
        return False


def courier_of(telegram: Telegram, door: str) -> Courier:
    """Of the in-memory Telegram, to the bot's own server at ``door``: no proxy stands before it."""

    def target() -> Target | None:
        if "url" not in telegram.webhook:
            return None
        path, connections = urlsplit(telegram.webhook["url"]).path, telegram.webhook["max_connections"]
        return Target(door + path, telegram.webhook_secret, connections)

    courier = Courier(lambda: telegram.queue.pending, telegram.queue.accept, target)
    courier.failed = lambda error: setattr(telegram, "webhook_error", error)
    telegram.queue.on_news = courier.wake
    return courier


def chat_of(update: Json) -> int:
    """The chat an update belongs to, or the person where there is no chat."""
    content = next(part for part in update.values() if isinstance(part, dict))
    message = content.get("message") or {}
    place = content.get("chat") or message.get("chat") or content.get("from") or content.get("user") or {}
    return int(place.get("id", 0))
