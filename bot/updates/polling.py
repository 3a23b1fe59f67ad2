"""Long polling: asks Telegram for updates, through outages, until asking is pointless."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.outage import Outage
from bot.tasks import done_before, results_before, stops_within
from bot.updates.envelope import with_number
from bot.updates.intake import Intake
from bot.updates.pulse import Pulse
from bot.wire.answers import NotTelegram, seconds_asked
from bot.wire.call import call, is_token_refused
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

# Given in full at every call, because Telegram remembers what was asked last.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "poll_answer",
    "inline_query",
    "my_chat_member",
)
LONGEST_PAUSE = 30.0
CONFLICT_PATIENCE = 60.0
ANSWER_SLACK = 10.0
"""Seconds that an answer to getUpdates may take beyond the time it was asked to wait."""
STANDING_BY = 1.0
"""Seconds between two looks whether it may ask by now."""
SHORTEST_EMPTY_POLL = 0.5
EMPTY_POLL_PERIOD = 1.0

TOKEN_REFUSED = NO_SERVER = 78  # sysexits EX_CONFIG: another start changes nothing
TAKEN_ELSEWHERE = 75  # sysexits EX_TEMPFAIL: another start may do


class Hopeless(Exception):
    """Asking on is pointless: the process should end with ``exit_code``. ``str`` says what to do."""

    def __init__(self, sentence: str, exit_code: int) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


class Polling:
    """getUpdates with patience. ``wait`` is how long Telegram holds a call open, in seconds; while it may not
    ask, since another process does, it stands by."""

    def __init__(
        self, bot: Bot, clock: Clock, wait: int = 10, may_ask: Callable[[], bool] = lambda: True
    ) -> None:
        self.pulse = Pulse(3 * wait + ANSWER_SLACK)
        self._bot = bot
        self._clock = clock
        self._wait = wait
        self._may_ask = may_ask
        self._failures = 0
        self._conflict_since: float | None = None
        self._outage = Outage("getUpdates fails")
        self._numberless = Outage("Telegram sends updates without a number, which nobody can keep")

    async def run(self, intake: Intake) -> None:
        """Give the intake what Telegram has until it is stopped. Raises Hopeless."""
        async with intake.holding():
            await done_before(intake.stopping, self.drop_webhook())
            await self._feed(intake)

    async def _feed(self, intake: Intake) -> None:
        offset = 0
        while not intake.stopping.is_set():
            if not self._may_ask():
                offset = 0
                self.pulse.beat(self._clock())
                await stops_within(intake.stopping, STANDING_BY)
                continue
            await done_before(intake.stopping, intake.room())
            for updates in await results_before(intake.stopping, self.fetch(offset)):
                offset = await self._hand_over(updates, intake, offset)

    async def _hand_over(self, updates: list[dict[str, Any]], intake: Intake, offset: int) -> int:
        """The offset to go on with: what the database does not take, Telegram keeps."""
        try:
            await intake.take(updates, acknowledged=offset)
        except UNAVAILABLE:
            await done_before(intake.stopping, asyncio.sleep(1.0))
            return offset
        return max(update["update_id"] for update in updates) + 1 if updates else offset

    async def fetch(self, offset: int) -> list[dict[str, Any]]:
        """The next updates as Telegram sent them, perhaps none; all below ``offset`` are acknowledged.

        Raises Hopeless when the token is refused or somebody else takes the updates for a minute.
        """
        while self._may_ask():
            started = time.monotonic()
            try:
                updates = await self._get_updates(offset)
            except TelegramError as error:
                await asyncio.sleep(await self._pause_after(error))
                continue
            if updates and not (updates := self._numbered(updates)):
                await asyncio.sleep(EMPTY_POLL_PERIOD)  # they come again at once, for ever
                continue
            self._recovered()
            if not updates:
                await _slow_down(time.monotonic() - started)
            return updates
        return []

    async def drop_webhook(self) -> None:
        """A webhook set on Telegram's side would make every getUpdates a conflict."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:  # a server may lack the method; getUpdates will tell what matters
            log.info("deleteWebhook: %s", error.message)

    async def _get_updates(self, offset: int) -> list[Any]:
        asked = {
            "offset": offset or None,
            "timeout": self._wait,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        updates = await call(self._bot, "getUpdates", asked, read_timeout=self._wait + ANSWER_SLACK)
        if not isinstance(updates, list):
            raise NotTelegram("getUpdates gave no list")
        return updates

    def _numbered(self, updates: list[Any]) -> list[dict[str, Any]]:
        """Those that have a number; of one whose number is written as text only that is left."""
        numbered = [found for update in updates if (found := with_number(update)) is not None]
        if len(numbered) < len(updates):
            self._numberless.met(NotTelegram(f"{len(updates) - len(numbered)} of {len(updates)}"))
        else:
            self._numberless.over()
        return numbered

    async def _pause_after(self, error: TelegramError) -> float:
        """Seconds to wait before asking again; raises Hopeless if that is pointless."""
        self._failures += 1
        if isinstance(error, InvalidToken) and await is_token_refused(self._bot):
            raise Hopeless(
                "Telegram does not accept BOT_TOKEN (any more); put the token that BotFather shows there",
                TOKEN_REFUSED,
            ) from None
        if isinstance(error, Conflict):
            await self._meet_conflict(error)
        pause = min(2.0 ** min(self._failures - 1, 10), LONGEST_PAUSE)  # 2 ** 1024 is no number
        if isinstance(error, RetryAfter):
            pause = seconds_asked(error)
        self._outage.met(error)
        return pause

    async def _meet_conflict(self, error: Conflict) -> None:
        if "webhook" in error.message:
            await self.drop_webhook()
        now = time.monotonic()
        self._conflict_since = self._conflict_since or now
        if now - self._conflict_since > CONFLICT_PATIENCE:
            raise Hopeless(
                "Somebody else takes this bot's updates: another instance is running and should be stopped, "
                "or the token is stolen and BotFather should revoke it",
                TAKEN_ELSEWHERE,
            ) from None

    def _recovered(self) -> None:
        self._outage.over()
        self._failures = 0
        self._conflict_since = None
        self.pulse.beat(self._clock())


async def _slow_down(took: float) -> None:
    """Wait after an empty answer that came at once: a server without long polling must not make us spin."""
    if took < SHORTEST_EMPTY_POLL:
        await asyncio.sleep(EMPTY_POLL_PERIOD - took)
