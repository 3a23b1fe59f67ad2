"""What moves live quizzes on: it looks when something is due, says it, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.acts import run
from bot.context import House
from bot.live import moving
from bot.live.moving import Step
from bot.live.screens import board, lobby, playing
from bot.screens.screen import Screen
from bot.services import chats
from bot.texts import Speech
from bot.wire.answers import seconds_asked
from bot.wire.fate import Fate, fate_of
from bot.wire.voice import Place
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

LOOK = 3.0
"""Seconds between two looks at the rows, where nothing is due before: another process may have begun one."""
SHORTEST = 0.05
AGAIN = timedelta(seconds=3)
"""After a failure that will pass."""
LAST_WORDS = 10.0
"""Seconds that a stopping process gives to what it is saying."""


class Lives:
    """One for the process. Rows tell what is due; a quiz in hand is leased, so that one process has it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._in_hand: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Go on until cancelled; what is being said then is finished."""
        if self._house.database.is_sqlite:
            with suppress(*UNAVAILABLE):  # else the leases end by themselves
                await run(self._house.database, moving.release_all)
        try:
            while True:
                await self._wait(await self._look())
        finally:
            if self._in_hand:
                await asyncio.wait(self._in_hand, timeout=LAST_WORDS)

    async def _look(self) -> float:
        """Begin what is due; gives the seconds until there may be more."""
        try:
            await self._begin()
            next_at = await run(self._house.database, partial(moving.next_at, now=self._house.clock()))
        except UNAVAILABLE:  # told already
            return LOOK
        except Exception:
            log.exception("live quizzes could not be looked at")
            return LOOK
        if next_at is None:
            return LOOK
        return min(max((next_at - self._house.clock()).total_seconds(), SHORTEST), LOOK)

    async def _wait(self, seconds: float) -> None:
        begun = self._house.live_due
        try:
            async with asyncio.timeout(seconds):
                await begun.wait()
        except TimeoutError:
            return
        begun.clear()

    async def _begin(self) -> int:
        house, now = self._house, self._house.clock()
        claimed = await run(house.database, partial(moving.claim, now=now))
        for live_id in claimed:
            task = asyncio.ensure_future(self._go_on(live_id))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        return len(claimed)

    async def go(self) -> None:
        """Do all that is due by the clock of the house, and what becomes due thereby."""
        while await self._begin():
            await asyncio.gather(*self._in_hand)

    async def _go_on(self, live_id: int) -> None:
        house = self._house
        look = partial(moving.step, bank=house.bank, live_id=live_id, zone=house.settings.default_zone)
        try:
            step = await run(house.database, partial(look, now=house.clock()))
            if step is not None:
                await self._do(step)
        except UNAVAILABLE:
            log.info("live quiz %d waits for the database", live_id)
        except Exception:
            log.exception("live quiz %d could not go on", live_id)
        finally:
            house.live_due.set()

    async def _do(self, step: Step) -> None:
        try:
            await self._say(step)
        except ChatMigrated as error:  # it became a supergroup; what is due is said there
            old, new = step.chat_id, error.new_chat_id
            await run(self._house.database, partial(chats.move, old_chat_id=old, new_chat_id=new))
            await self._try_again(step, AGAIN, surely_not_sent=True)
        except RetryAfter as error:
            await self._try_again(step, timedelta(seconds=seconds_asked(error)), surely_not_sent=True)
        except TelegramError as error:
            await self._failed(step, error)

    async def _say(self, step: Step) -> None:
        match step.deed:
            case "show":
                await self._show(step)
            case "expire":
                await self._expire(step)
            case "ask":
                await self._ask(step)
            case "open":
                await self._open(step)
            case "close":
                await self._close(step)
            case "tell":
                await self._tell(step)
            case "end":
                await self._end(step)
            case "nothing":
                pass

    def _speech(self, step: Step) -> Speech:
        return self._house.texts.to(step.language)

    def _screen(self, step: Step) -> Screen:
        """What the message with the table shows now."""
        house, speech = self._house, self._speech(step)
        if step.lobby is not None:
            return lobby.lobby(speech, house.bank, step.lobby)
        assert step.state is not None
        return playing.between(speech, house.bank, step.state, house.vault.open)

    async def _show(self, step: Step) -> None:
        message_id = step.message_id
        if message_id is not None:
            await self._house.voice.edit(_place(step), message_id, self._screen(step))
        await self._note(partial(moving.shown, live_id=step.live_id, message_id=message_id))

    async def _expire(self, step: Step) -> None:
        if step.message_id is not None:
            await self._house.voice.edit(_place(step), step.message_id, lobby.expired(self._speech(step)))
        await self._note(partial(moving.ended, live_id=step.live_id, now=self._house.clock()))

    async def _ask(self, step: Step) -> None:
        state = step.state
        assert state is not None
        shown = playing.question(self._speech(step), self._house.bank, state, step.open_for)
        said = await self._house.voice.send(_place(step), shown)
        await self._note(
            partial(
                moving.opened,
                live_id=step.live_id,
                position=state.position,
                poll_id=said.poll_id,
                message_id=said.message_id,
                now=self._house.clock(),
            )
        )

    async def _open(self, step: Step) -> None:
        """The question once more, below whatever was said meanwhile, with its options."""
        state = step.state
        assert state is not None
        said = await self._house.voice.send(_place(step), self._screen(step))
        await self._note(
            partial(
                moving.laid_open,
                live_id=step.live_id,
                position=state.position,
                message_id=said.message_id,
                now=self._house.clock(),
            )
        )
        if step.message_id is not None:  # where it was read: the same buttons stand under its options now
            await self._house.voice.retire(_place(step), step.message_id)

    async def _close(self, step: Step) -> None:
        if step.state is not None and step.message_id is not None:
            await self._house.voice.edit(_place(step), step.message_id, self._screen(step))
        for message_id in step.polls:
            await self._house.voice.close_poll(_place(step), message_id)
        await self._note(partial(moving.closed, live_id=step.live_id, now=self._house.clock()))

    async def _tell(self, step: Step) -> None:
        said = await self._house.voice.send(_place(step), self._screen(step))
        now = self._house.clock()
        await self._note(partial(moving.told, done=step, message_id=said.message_id, now=now))
        await self._retire(step)

    async def _end(self, step: Step) -> None:
        house, state = self._house, step.state
        assert state is not None
        shown = playing.end(self._speech(step), house.bank, state, house.vault.open, house.voice.username)
        await house.voice.send(_place(step), shown)
        await self._note(partial(moving.ended, live_id=step.live_id, now=house.clock()))
        await self._retire(step)

    async def _retire(self, step: Step) -> None:
        """A poll that closed by its own clock has kept its buttons."""
        for message_id in step.polls:
            await self._house.voice.retire(_place(step), message_id)

    async def _note(self, act: partial[None]) -> None:
        await run(self._house.database, act)

    async def _failed(self, step: Step, error: TelegramError) -> None:
        """What will pass is tried again; where the bot may not speak, the quiz is over."""
        fate = fate_of(error)
        log.info("live quiz %d: %s", step.live_id, error.message)
        if fate not in (Fate.BLOCKED, Fate.GONE, Fate.REFUSED):
            await self._try_again(step, AGAIN, surely_not_sent=fate is Fate.AWAY)
            return
        await self._note(partial(moving.ended, live_id=step.live_id, now=self._house.clock()))
        if step.deed == "ask":  # texts may be allowed where polls are not
            with suppress(TelegramError):
                await self._house.voice.send(_place(step), board.told(self._speech(step), "live-no-polls"))

    async def _try_again(self, step: Step, pause: timedelta, *, surely_not_sent: bool) -> None:
        again_at = self._house.clock() + pause
        failed = partial(moving.failed, live_id=step.live_id, again_at=again_at)
        await self._note(partial(failed, surely_not_sent=surely_not_sent))


def _place(step: Step) -> Place:
    return Place(step.chat_id, step.topic_id or None)
