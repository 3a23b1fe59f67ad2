"""The one word to whoever sends more at once than is taken in hand, and the one to whoever goes on beyond."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Protocol

from telegram.error import TelegramError

from bot.acts import run
from bot.context import House
from bot.screens.screen import Screen
from bot.services import learners
from bot.wire.voice import Place


class Passed(Protocol):
    """What was passed over (``bot.updates.allowance``)."""

    @property
    def chat_id(self) -> int: ...
    @property
    def query_id(self) -> str | None: ...
    @property
    def is_first(self) -> bool: ...


def calm(house: House) -> Callable[[int], Coroutine[Any, Any, None]]:
    """Says in a chat, once for a flood, that all of it is read in turn. Groups are left in peace."""
    return partial(_say, house, "flood-in-turn")


def pass_over(house: House) -> Callable[[Sequence[Passed]], Coroutine[Any, Any, None]]:
    """Says once in a chat that what comes now is not read; a tap gets an answer without words."""

    async def tell(passed: Sequence[Passed]) -> None:
        words = [_say(house, "flood-passed-over", each.chat_id) for each in passed if each.is_first]
        taps = [house.voice.acknowledge(each.query_id) for each in passed if each.query_id is not None]
        await asyncio.gather(*words, *taps)

    return tell


async def _say(house: House, key: str, chat_id: int) -> None:
    if chat_id <= 0:
        return
    language = await run(house.database, partial(learners.language_of, learner_id=chat_id))
    try:
        await house.voice.send(Place(chat_id), Screen(house.texts.to(language)(key)))
    except TelegramError:
        return  # it is a courtesy
