"""The one word to whoever sends more at once than is taken in hand."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram.error import TelegramError

from bot.acts import run
from bot.context import House
from bot.screens.screen import Screen
from bot.services import learners
from bot.wire.voice import Place


def calm(house: House) -> Callable[[int], Coroutine[Any, Any, None]]:
    """Says in a chat, once for a flood, that all of it is read in turn. Groups are left in peace."""

    async def say(chat_id: int) -> None:
        if chat_id <= 0:
            return
        language = await run(house.database, partial(learners.language_of, learner_id=chat_id))
        try:
            await house.voice.send(Place(chat_id), Screen(house.texts.to(language)("flood-in-turn")))
        except TelegramError:
            return  # it is a courtesy: every update of the flood is answered all the same

    return say
