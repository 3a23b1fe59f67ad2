"""Messages out: plans what is due, and sends it under Telegram's limits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from telegram.error import TelegramError

from bot.acts import run
from bot.context import House
from bot.counted import counted
from bot.delivery.reading import Reading, Record
from bot.leading import Leading, Superseded
from bot.log import about
from bot.screens.screen import Screen
from bot.services import deliveries, planning
from bot.services.deliveries import Delivery, Outcomes
from bot.wire.voice import Place, Said
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

Render = Callable[[Delivery], Screen]
"""How a delivery looks as a message."""

IN_FLIGHT = 6
"""How many sends may wait for Telegram at once: after a kill at most these arrive twice."""

PLAN_CHUNK = 20
"""Subscriptions planned in one transaction: on SQLite a tap waits for its end."""
PLAN_PAUSE = 0.005
"""Seconds between two of those, about as long as one takes: half of the database's time is for others."""

CLAIM_CHUNK = 50
LEASE = timedelta(minutes=5)
"""Longer than a chunk takes with every send running into its timeout: 9 rounds of 25 seconds."""

LONGEST_REST = 60.0  # seconds
AFTER_FAILURE_REST = 5.0  # seconds
RECORD_TRIES = 12


class TokenRefused(Exception):
    """Telegram does not know the token: nothing can be sent until it is put right."""


class Sender:
    """One for the process. ``beat`` plans and wakes; ``run`` sends until ``stop``, while ``leading``."""

    def __init__(self, house: House, render: Render, leading: Leading, *, lease: timedelta = LEASE) -> None:
        self._house = house
        self._leading = leading
        self._render = render
        self._lease = lease
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._in_flight: set[int] = set()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._is_ending = False
        self._reading = Reading(house)

    async def beat(self) -> int:
        """Plan everything that is due, in short transactions; gives how many subscriptions that were.

        Raises Superseded if another process leads.
        """
        planned = 0
        while True:
            now, stale = self._house.clock(), Outcomes()
            plan = partial(planning.plan, bank=self._house.bank, now=now, limit=PLAN_CHUNK, outcomes=stale)
            count = await run(self._house.database, self._leading.fenced(plan, self._leading.epoch))
            self._house.outcomes.update(stale)
            planned += count
            self._idle.clear()
            self._wake.set()
            if count < PLAN_CHUNK:
                return planned
            await asyncio.sleep(PLAN_PAUSE)

    async def run(self) -> None:
        """Send what is planned until ``stop``; raises TokenRefused if Telegram refuses the token."""
        self._ended.clear()
        try:
            await self._recover()
            async with asyncio.TaskGroup() as flights:
                while not (self._is_ending or self._reading.is_token_refused):
                    if self._leading.is_held:
                        await self._go_on(flights)
                    else:
                        await self._wake.wait()  # the beat with which this process begins to lead
                        self._wake.clear()
        finally:
            self._ended.set()
        if self._reading.is_token_refused:
            raise TokenRefused("Telegram does not know BOT_TOKEN; put the token BotFather gave you there")

    async def stop(self) -> None:
        """Let what is in flight end and be recorded; the rest stays for the next start."""
        self._is_ending = True
        self._wake.set()
        await self._ended.wait()

    async def until_idle(self) -> None:
        """Wait until nothing can be sent at this moment and nothing is in flight."""
        await self._idle.wait()

    async def _recover(self) -> None:
        # Only one process opens an SQLite file, so whatever is leased there was leased by a dead one.
        if not self._house.database.is_sqlite:
            return
        count = await run(self._house.database, partial(deliveries.recover, now=self._house.clock()))
        if count:
            were = counted(count, "delivery was", "deliveries were")
            log.warning("%s claimed when the bot ended; now it goes on", were)

    async def _go_on(self, flights: asyncio.TaskGroup) -> None:
        try:
            if not await self._send_chunk(flights):
                await self._rest()
        except Superseded:
            return
        except Exception as error:
            if not isinstance(error, UNAVAILABLE):
                log.exception("nothing can be sent while the database fails")
            await asyncio.sleep(AFTER_FAILURE_REST)

    async def _send_chunk(self, flights: asyncio.TaskGroup) -> bool:
        """Claim a chunk and send it; False if there was nothing to send."""
        epoch = self._leading.epoch
        chunk = await self._claim(epoch)
        for index, delivery in enumerate(chunk):
            if wait := self._house.voice.pacer.chat_wait(delivery.chat_id):
                await self._put_back([delivery], epoch, wait)
                continue
            await self._slots.acquire()
            if not await self._has_turn(delivery):
                self._slots.release()
                await self._put_back(chunk[index:], epoch)
                break
            self._in_flight.add(delivery.id)
            flights.create_task(self._deliver(delivery, epoch))
        return bool(chunk)

    async def _claim(self, epoch: int) -> list[Delivery]:
        if self._reading.is_halted:  # the pause is in the table when its flight has landed
            await self._landed()
            self._reading.is_halted = False
        stale = Outcomes()
        claim = partial(
            deliveries.claim,
            bank=self._house.bank,
            now=self._house.clock(),
            limit=CLAIM_CHUNK,
            lease=self._lease,
            in_flight=frozenset(self._in_flight),
            outcomes=stale,
        )
        chunk = await run(self._house.database, self._leading.fenced(claim, epoch))
        self._house.outcomes.update(stale)
        return chunk

    async def _landed(self) -> None:
        while self._in_flight:
            await self._wake.wait()
            self._wake.clear()

    async def _has_turn(self, delivery: Delivery) -> bool:
        await self._house.voice.pacer.turn(delivery.chat_id)
        is_hindered = self._is_ending or self._reading.is_halted or self._reading.is_token_refused
        return self._leading.is_held and not is_hindered

    async def _put_back(self, rest: list[Delivery], epoch: int, seconds: float = 0) -> None:
        ids = [delivery.id for delivery in rest]
        not_before = self._house.clock() + timedelta(seconds=seconds)
        put_back = partial(deliveries.put_back, ids=ids, not_before=not_before)
        await run(self._house.database, self._leading.fenced(put_back, epoch))

    async def _rest(self) -> None:
        """Sleep until a beat, until something may be sent again, or until the last flight has landed."""
        next_at = await run(self._house.database, deliveries.next_at)
        if not self._in_flight and not self._wake.is_set():
            self._idle.set()
        seconds = (next_at - self._house.clock()).total_seconds() if next_at else LONGEST_REST
        try:
            async with asyncio.timeout(min(max(seconds, 0.05), LONGEST_REST)):
                await self._wake.wait()
        except TimeoutError:
            return
        self._wake.clear()

    async def _deliver(self, delivery: Delivery, epoch: int) -> None:
        try:
            with about(self._house.vault.sign(delivery.chat_id)):
                await self._keep(delivery, epoch)
        finally:
            self._slots.release()
            self._in_flight.remove(delivery.id)
            if not self._in_flight:
                self._wake.set()

    async def _keep(self, delivery: Delivery, epoch: int) -> None:
        try:
            await self._store(delivery, await self._attempt(delivery, epoch))
        except Superseded:
            log.info("delivery %d did not go out here; another process has it now", delivery.id)
        except Exception:
            log.exception("delivery %d: what became of it could not be stored", delivery.id)

    async def _store(self, delivery: Delivery, record: Record) -> None:
        """Write down what became of a delivery, again if need be: what is not written down is sent again."""
        for _ in range(RECORD_TRIES):
            try:
                return await run(self._house.database, record)
            except Superseded:
                raise
            except Exception as error:
                if self._is_ending:
                    raise
                level = logging.DEBUG if isinstance(error, UNAVAILABLE) else logging.WARNING
                log.log(level, "delivery %d: what became of it waits to be stored (%s)", delivery.id, error)
                await asyncio.sleep(AFTER_FAILURE_REST)
        raise TimeoutError("the database took no record for a minute")

    async def _attempt(self, delivery: Delivery, epoch: int) -> Record:
        """Send one delivery, outside any transaction; gives what is to be recorded about it.

        What was sent was sent, whoever leads by now. All else is this process's to say only while it leads.
        """
        now = self._house.clock
        said = await self._say(delivery)
        if not isinstance(said, Said):
            return self._leading.fenced(said, epoch)
        self._reading.taken(delivery)
        return partial(
            deliveries.sent,
            delivery=delivery,
            message_id=said.message_id,
            now=now(),
            bank=self._house.bank,
            poll_id=said.poll_id,
        )

    async def _say(self, delivery: Delivery) -> Said | Record:
        """What Telegram answered, or what is to be recorded instead."""
        now = self._house.clock
        if not deliveries.is_tellable(delivery, self._house.bank):
            # The bank changed this instant: the next claim chooses another fact, or drops it.
            return partial(deliveries.put_back, ids=[delivery.id], not_before=now())
        try:
            screen = self._render(delivery)
        except Exception:
            log.exception("delivery %d cannot be shown", delivery.id)
            return self._reading.give_up(delivery, "cannot be shown")
        try:
            place = Place(delivery.chat_id, delivery.topic_id or None)
            return await self._house.voice.send(place, screen, has_turn=True)
        except TelegramError as error:
            return await self._reading.read(delivery, error)
        except Exception:
            log.exception("delivery %d: nobody knows what became of it", delivery.id)
            return self._reading.unknown(delivery)
