"""Updates for processes, what holds them in their midst, and what is in the inbox meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from telegram import Update

from bot.updates.intake import LEASE
from db.models import inbox, lanes
from tests.end_to_end.stand_in import text_update
from tests.updates.conftest import Bot

PAST_THE_LEASE = LEASE + timedelta(seconds=1)
CHAT = 5


def updates(first: int, *chats: int) -> list[dict[str, Any]]:
    """One message update for each chat named, numbered from ``first`` on."""
    return [{"update_id": number, **text_update(chat, "hi")} for number, chat in enumerate(chats, first)]


def kept(bot: Bot) -> list[int]:
    with bot.database.begin() as session:
        return list(session.execute(select(inbox.c.update_id).order_by(inbox.c.update_id)).scalars())


def leased_until(bot: Bot) -> list[datetime]:
    with bot.database.begin() as session:
        return list(session.execute(select(lanes.c.leased_until)).scalars())


def waiting(bot: Bot) -> list[int]:
    """The updates of which it is not written down that they were handled."""
    with bot.database.begin() as session:
        rows = session.execute(select(inbox.c.update_id).where(inbox.c.handled_at.is_(None)))
        return list(rows.scalars())


@dataclass
class Gate:
    """A reaction that holds updates until it is opened; one may fail when it is let through."""

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def __call__(self, _: Update) -> None:
        await self.opened.wait()
        if self.error is not None:
            error, self.error = self.error, None
            raise error
