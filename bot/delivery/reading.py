"""What Telegram's answers mean for deliveries: what to record, and whether anything may go out now."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from telegram.error import ChatMigrated, InvalidToken, RetryAfter, TelegramError

from bot.context import House, Session
from bot.services import alerts, chats, deliveries
from bot.services.deliveries import Delivery
from bot.services.subscriptions import StopReason
from bot.wire.answers import seconds_asked
from bot.wire.call import is_token_refused
from bot.wire.fate import Fate, fate_of
from bot.wire.request import surely_undelivered

log = logging.getLogger(__name__)

Record = Callable[[Session], None]
"""Writes what became of a delivery, given the session of an open transaction."""

LONGEST_OUTAGE_PAUSE = 30.0  # seconds
BEHIND = timedelta(seconds=30)


class Reading:
    """Of one sender. ``is_halted`` holds the rest of the chunk in hand back, until the next is claimed."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.is_halted = False
        self.is_token_refused = False
        self._outages = 0  # in a row

    def taken(self, delivery: Delivery) -> None:
        """Telegram took it."""
        self._outages = 0
        self._note(delivery, "sent")

    def unknown(self, delivery: Delivery) -> Record:
        """It may have arrived."""
        self._note(delivery, "unknown")
        return partial(deliveries.unknown, delivery=delivery, now=self._house.clock())

    async def read(self, delivery: Delivery, error: TelegramError) -> Record:
        """What is to be recorded after an error, which has passed the fallbacks of the voice."""
        now = self._house.clock()
        if isinstance(error, RetryAfter):
            seconds = seconds_asked(error)
            log.warning("Telegram asks for a pause of %.0f s", seconds)
            return self._pause(delivery, seconds)
        if isinstance(error, ChatMigrated):
            log.info("delivery %d: its group has another id from now on", delivery.id)
            return self._move(delivery, error.new_chat_id)
        if isinstance(error, InvalidToken):
            return await self._meet_refusal(delivery, error)
        fate = fate_of(error)
        log.log(
            logging.DEBUG if fate is Fate.AWAY else logging.INFO,
            "delivery %d: %s (%s)",
            delivery.id,
            fate.name,
            error.message,
        )
        if fate is Fate.AWAY:
            return self._wait_out(delivery, error)
        if fate is Fate.UNKNOWN:
            return self.unknown(delivery)
        self._outages = 0
        if fate is Fate.SERVER_ERROR:
            self._note(delivery, "failed")
            return partial(deliveries.failed, delivery=delivery, now=now)
        if fate is Fate.REFUSED:
            log.error("delivery %d is refused: %s", delivery.id, error.message)
            return self.give_up(delivery, error.message)
        self._note(delivery, "blocked")
        reason: StopReason = "gone" if fate is Fate.GONE else "blocked"
        return partial(deliveries.blocked, delivery=delivery, now=now, reason=reason)

    def _note(self, delivery: Delivery, outcome: str) -> None:
        self._house.outcomes[delivery.kind, outcome] += 1

    def give_up(self, delivery: Delivery, reason: str) -> Record:
        """It will never go out as it is: the administrators hear of it."""
        now, admin_ids = self._house.clock(), self._house.settings.admin_ids
        self._note(delivery, "refused")

        def record(session: Session) -> None:
            deliveries.refused(session, delivery.id, reason)
            alerts.refused(session, admin_ids, delivery.id, now)

        return record

    async def _meet_refusal(self, delivery: Delivery, error: InvalidToken) -> Record:
        """The token is refused, it seems: only if getMe says so too, nothing can be sent any more."""
        if not await is_token_refused(self._house.voice.bot):
            return self._wait_out(delivery, error)
        self.is_token_refused = True
        return partial(deliveries.put_back, ids=[delivery.id], not_before=self._house.clock())

    def _wait_out(self, delivery: Delivery, error: TelegramError) -> Record:
        """Telegram is away: everybody waits, longer each time."""
        if not self.is_halted:
            self._outages += 1
        # Where only this one message was answered so, by a filter in the way, say, the others go first.
        behind = timedelta(0) if surely_undelivered(error) else BEHIND
        seconds = 2.0 ** min(self._outages - 1, 10)  # 2 ** 1024 is no number
        return self._pause(delivery, min(seconds, LONGEST_OUTAGE_PAUSE), behind)

    def _pause(self, delivery: Delivery, seconds: float, behind: timedelta = timedelta(0)) -> Record:
        """Nothing goes out for a while, also after a restart; this delivery counts as never tried."""
        self.is_halted = True
        now = self._house.clock()
        until = now + timedelta(seconds=seconds)

        def record(session: Session) -> None:
            deliveries.pause(session, until)
            deliveries.put_back(session, [delivery.id], now + behind)

        return record

    def _move(self, delivery: Delivery, new_chat_id: int) -> Record:
        now = self._house.clock()

        def record(session: Session) -> None:
            chats.move(session, delivery.chat_id, new_chat_id)
            deliveries.put_back(session, [delivery.id], now)

        return record
