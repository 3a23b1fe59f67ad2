"""What an error of the Bot API says about the message that was to be sent."""

from __future__ import annotations

import re
from enum import Enum, auto

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from bot.wire.answers import NotTelegram
from bot.wire.request import surely_undelivered


class Fate(Enum):
    """What an error says about a message (core.telegram.org/bots/api#making-requests)."""

    AWAY = auto()  # it never left, or something else answered for Telegram: again, and nothing is counted
    SERVER_ERROR = auto()  # Telegram answered with an error of its own: again later
    UNKNOWN = auto()  # no answer came: it may have arrived
    BLOCKED = auto()
    GONE = auto()
    REFUSED = auto()  # never as it is


_NO_CHAT = re.compile(r"chat not found|user not found|peer_id_invalid|chat_id is empty", re.IGNORECASE)
_NO_RIGHT = re.compile(r"not enough rights|have no rights|chat_write_forbidden|chat_admin_required", re.I)
_NO_TOPIC = re.compile(r"topic_closed|topic_deleted|message thread not found", re.IGNORECASE)
_UNPARSABLE = re.compile(r"can't parse entities", re.IGNORECASE)


def fate_of(error: TelegramError) -> Fate:
    """The fate of a message whose sending raised this. TimedOut and BadRequest are NetworkErrors too."""
    if isinstance(error, Forbidden):
        return Fate.BLOCKED
    if isinstance(error, BadRequest):
        if _NO_CHAT.search(error.message):
            return Fate.GONE
        return Fate.BLOCKED if _NO_RIGHT.search(error.message) else Fate.REFUSED
    if not isinstance(error, NetworkError):
        return Fate.SERVER_ERROR
    if isinstance(error, NotTelegram) or surely_undelivered(error):
        return Fate.AWAY
    # PTB keeps the client's exception as the cause; where Telegram answered there is none.
    is_answer = error.__cause__ is None and not isinstance(error, TimedOut)
    return Fate.SERVER_ERROR if is_answer else Fate.UNKNOWN


def is_unparsable(error: BadRequest) -> bool:
    return _UNPARSABLE.search(error.message) is not None


def is_without_topic(error: BadRequest) -> bool:
    """Whether the forum topic is closed or gone, while the chat itself may still be written to."""
    return _NO_TOPIC.search(error.message) is not None
