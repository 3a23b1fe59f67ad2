"""Broadcasts on their way: planned a beat's worth at a time, and how far they are shown to who sent them."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from telegram.error import Forbidden, TelegramError

from bot.acts import run
from bot.context import House
from bot.screens import broadcast as screens
from bot.services import broadcasts
from bot.services.broadcasts import View
from bot.wire.voice import Place
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

PLAN_PAUSE = 0.005
"""Seconds between two transactions: half of the database's time is for others."""


class Broadcasts:
    """One for the process. ``beat`` plans; ``run`` shows how far they are, until it is cancelled."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._is_watched = False

    async def beat(self) -> None:
        """Owe a message to the next learners, and end what has reached everybody."""
        database, now = self._house.database, self._house.clock()
        await run(database, partial(broadcasts.keep_house, now=now))
        planned = 1
        while planned:
            planned = await run(database, partial(broadcasts.plan, now=now))
            await asyncio.sleep(PLAN_PAUSE if planned else 0)
        self._is_watched = await run(database, broadcasts.is_watched)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(broadcasts.SHOW_EVERY.total_seconds())
            try:
                await self.show()
            except Exception as error:
                if not isinstance(error, UNAVAILABLE):  # told already
                    log.exception("how far a broadcast is could not be shown")

    async def show(self) -> None:
        """Edit the messages in which somebody follows a broadcast; each no oftener than SHOW_EVERY."""
        if not self._is_watched:
            return
        for view in await run(self._house.database, partial(broadcasts.views, now=self._house.clock())):
            if not await self._goes_on(view):
                await run(self._house.database, partial(broadcasts.hide, view=view))

    async def _goes_on(self, view: View) -> bool:
        """Show it; whether there will be more to show. What cannot be said now is said at the next time."""
        screen = screens.progress(self._house.texts.to(view.language), view.broadcast)
        try:
            is_there = await self._house.voice.edit(Place(view.row.chat_id), view.row.message_id, screen)
        except Forbidden:
            return False
        except TelegramError as error:
            log.debug("how far a broadcast is could not be shown: %s", error.message)
            return True
        return is_there and view.broadcast.state == "sending"
