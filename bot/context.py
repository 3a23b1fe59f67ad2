"""What a handler has at hand: the house, the moment, who came, and a way to show a screen."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from telegram import Message, Update, User

from bot.acts import run
from bot.clock import Clock
from bot.drawing import Draw, Drawing
from bot.faults import Faults
from bot.guesses import Guesses
from bot.learning.learner import Learner
from bot.learning.meaning import Meaning
from bot.screens.screen import Row, Screen
from bot.services import arrival, learners, own, replies
from bot.services.certificates import MOST_CHECKS, WITHIN
from bot.services.deliveries import Outcomes
from bot.settings import Settings
from bot.texts import Catalogues, Speech
from bot.threads import Threads
from bot.times import Times
from bot.updates.bursts import Bursts
from bot.vault import Vault
from bot.wire.standing import Standing
from bot.wire.voice import Place, Said, Voice
from content.keeping import index_of, is_kept
from content.model import Bank
from content.own import lending
from content.search import Index
from db.engine import Database
from db.engine import Session as Session  # handlers hand it on, and know no more of the database

T = TypeVar("T")
UNASKED = 15
"""Beats, which are minutes, after which an index that nobody asked for is let go."""
Act = Callable[[Session, Bank, Learner], T]
"""What a person does: a plain function, run whole in one transaction."""


@dataclass
class House:
    """Everything the running bot is made of; one per process, wired in bot.app."""

    settings: Settings
    database: Database
    bank: Bank  # replaced when changed content is taken up
    texts: Catalogues
    clock: Clock
    vault: Vault
    voice: Voice
    bursts: Bursts = field(default_factory=Bursts)  # what was sent as one is answered once
    threads: Threads = field(default_factory=Threads)  # what a question may lean on
    drawing: Drawing = field(default_factory=Drawing)
    times: Times = field(default_factory=Times)  # how long updates take
    faults: Faults = field(default_factory=Faults)
    outcomes: Outcomes = field(default_factory=Outcomes)  # what became of messages since the start
    live_due: asyncio.Event = field(default_factory=asyncio.Event)  # set: look at the live quizzes now
    guesses: Guesses = field(default_factory=lambda: Guesses(MOST_CHECKS, WITHIN))
    reloading: asyncio.Lock = field(default_factory=asyncio.Lock)  # one reading of changed content at a time
    cache: Path | None = None  # the directory for what can be made again; None where nothing may be written
    _index: Index | None = field(default=None, init=False, repr=False)
    _making: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False)
    _beats_unasked: int = field(default=0, init=False, repr=False)

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.voice.bot)

    @property
    def has_kept_index(self) -> bool:
        """Whether the index is on disk, so that whoever asks first need not wait until it is made."""
        return is_kept(self.bank, self.cache)

    async def index(self) -> Index:
        """What answers free questions: in memory while somebody asks, and made anew for another bank."""
        async with self._making:
            self._beats_unasked = 0
            if self._index is None or self._index.bank is not self.bank:
                # In a thread: it takes a good part of a second, and nobody else shall wait for it.
                self._index = await asyncio.to_thread(index_of, self.bank, self.cache)
            return self._index

    def beat(self, _: datetime) -> None:
        """Let go of an index that was not asked for a while, if it can be had again from the disk."""
        self._beats_unasked += 1
        if self._index is not None and self._beats_unasked > UNASKED and self.has_kept_index:
            self._index = None

    def take_up(self, bank: Bank, index: Index) -> None:
        """Go on with another bank, made findable already: nobody waits for that."""
        assert index.bank is bank
        self.bank, self._index = bank, index


class Visit(Struct, frozen=True):
    """One update of one person in a private chat, with what its handler needs."""

    house: House
    person: User
    place: Place
    update_id: int
    nonce: str  # of this tap or message: what it starts is started once, also when the update comes again
    message_id: int | None  # the message whose button was tapped; None for a typed message
    is_on_picture: bool  # whether that message is a picture
    query_id: str | None
    now: datetime

    @property
    def bank(self) -> Bank:
        return self.house.bank

    @property
    def chat_id(self) -> int:
        return self.place.chat_id

    async def act(self, act: Act[T], *, keep: bool = False) -> tuple[Learner, T]:
        """Who came, and what their act gave. It ends what the bot waited for; ``keep`` does not."""

        def whole(session: Session) -> tuple[Learner, T]:
            learner = arrival.arrive(
                session,
                self.person.id,
                code=self.person.language_code,
                zone=self.house.settings.default_zone,
                now=self.now,
                message_id=self.message_id,
                keep=keep,
            )
            return learner, act(session, self.lent(session, learner), learner)

        return await run(self.house.database, whole)

    def lent(self, session: Session, learner: Learner) -> Bank:
        """The bank, which lends what a teacher wrote to those who may see it."""
        return lending(self.bank, partial(own.find_fact, session, learner.id, self.house.vault.open))

    async def made(self, act: Act[T]) -> T:
        """What an act gave, if that is all there is to know."""
        _, value = await self.act(act)
        return value

    async def arrive(self, *, keep: bool = False) -> Learner:
        """Who came, without an act of their own."""
        learner, _ = await self.act(lambda *_: None, keep=keep)
        return learner

    async def expect(self, what: Meaning) -> Learner:
        """Who came, and is waited for to type something."""

        def expect(session: Session, _: Bank, learner: Learner) -> None:
            learners.expect(session, learner, what)

        learner, _ = await self.act(expect)
        return learner

    async def run(self, act: Callable[[Session], T]) -> T:
        """What follows from an act in a transaction of its own."""
        return await run(self.house.database, act)

    def speech(self, learner: Learner) -> Speech:
        return self.house.texts.to(learner.language, is_text_only=learner.is_text_only)

    def below(self) -> Visit:
        """The same visit, answered in a new message instead of the tapped one."""
        return replace(self, message_id=None)

    async def show(self, screen: Screen) -> int | None:
        """Edit the tapped message, or send a new one, and stop the button's spinner meanwhile.

        Returns the id of the message that shows the screen, if Telegram told it. A text cannot take the
        place of a picture, so that one stays, without its buttons.
        """
        _, message_id = await asyncio.gather(self.acknowledge(), self._show(screen))
        return message_id

    async def _show(self, screen: Screen) -> int | None:
        is_of_a_kind = self.is_on_picture == (screen.picture is not None)
        edit = self.house.voice.edit
        if self.message_id and is_of_a_kind and await edit(self.place, self.message_id, screen):
            return self.message_id
        said = await self.send(screen)
        if self.message_id is not None and self.is_on_picture:
            await self.retire(self.message_id)
        return said.message_id

    async def change_buttons(self, rows: tuple[Row, ...]) -> None:
        """Put other buttons under the tapped message, and stop the button's spinner meanwhile."""
        assert self.message_id is not None, "only a tap has a message"
        change = self.house.voice.change_buttons(self.place, self.message_id, rows)
        await asyncio.gather(self.acknowledge(), change)

    async def show_in_turn(self, *screens: Screen) -> None:
        """A reply of several messages; handled again, the update gets only those that are not out yet."""
        said = await self.run(partial(replies.said, update_id=self.update_id))
        for count, screen in enumerate(screens, 1):
            if count <= said:
                continue
            await (self.show(screen) if count == 1 else self.send(screen))
            await self.run(partial(replies.keep_said, update_id=self.update_id, count=count))

    async def send(self, screen: Screen) -> Said:
        return await self.house.voice.send(self.place, screen)

    async def retire(self, message_id: int) -> None:
        """Take the buttons off a message that is shown anew elsewhere, if that still can be done."""
        await self.house.voice.retire(self.place, message_id)

    async def draw(self, draw: Draw, *, is_owed: bool = False) -> bytes:
        """A picture, in its turn. Refuses where too many wait, unless it is part of what is owed."""
        return await self.house.drawing.draw(draw, None if is_owed else self.person.id)

    async def acknowledge(self, alert: str | None = None) -> None:
        """Stop the spinner on the tapped button; ``alert`` is shown in a window over the chat."""
        if self.query_id is not None:
            await self.house.voice.acknowledge(self.query_id, alert, in_window=alert is not None)


def visit(house: House, update: Update) -> Visit | None:
    """The visit behind an update; None if no person in a private chat is behind it."""
    person, chat = update.effective_user, update.effective_chat
    if person is None or chat is None:
        return None
    query, message = update.callback_query, update.effective_message
    key = f"tap {query.id}" if query else f"message {message.message_id if message else 0}"
    shown = message if isinstance(message, Message) else None
    return Visit(
        house=house,
        person=person,
        place=Place(chat.id, shown.message_thread_id if shown and shown.is_topic_message else None),
        update_id=update.update_id,
        nonce=_nonce(key),
        message_id=message.message_id if query and message else None,
        is_on_picture=shown is not None and bool(shown.photo),
        query_id=query.id if query else None,
        now=house.clock(),
    )


def _nonce(update_key: str) -> str:
    """A short name of a tap or message that fits a button's data; the same update gives the same."""
    return hashlib.blake2b(update_key.encode(), digest_size=7).hexdigest()
