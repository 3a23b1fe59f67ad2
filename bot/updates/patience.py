"""How long an update whose handling failed waits for its next try, and when there is none."""

from __future__ import annotations

from collections.abc import Sequence

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.wire.answers import seconds_asked
from bot.wire.fate import Fate, fate_of
from db.errors import UNAVAILABLE

RETRY_PAUSES = (1.0, 3.0, 10.0, 30.0, 60.0)  # seconds


def will_pass(error: Exception) -> bool:
    """Whether the same update may well succeed a little later."""
    if isinstance(error, BadRequest):  # a NetworkError by inheritance only
        return False
    # A 401 on a reply: whether the token is refused for good, polling finds out.
    return isinstance(error, (NetworkError, RetryAfter, InvalidToken, *UNAVAILABLE))


def is_outage(error: Exception) -> bool:
    """Whether it meets everybody alike, and is told once where it is met first."""
    if isinstance(error, (RetryAfter, *UNAVAILABLE)):
        return True
    return isinstance(error, TelegramError) and fate_of(error) is Fate.AWAY


class Patience:
    """That with one update. ``pauses`` (seconds) are between the tries that count."""

    def __init__(self, pauses: Sequence[float] = RETRY_PAUSES) -> None:
        self._pauses = pauses
        self._counted = 0
        self._away = 0
        self._unknown = 0

    def after(self, error: Exception) -> float | None:
        """Seconds until the next try after this failure; None if there shall be none."""
        if not will_pass(error):
            return None
        if isinstance(error, RetryAfter):
            # Nothing was done, surely; so this was no try, however long the wait and however often.
            return seconds_asked(error)
        fate = fate_of(error) if isinstance(error, TelegramError) else None
        if fate is Fate.AWAY:
            # So was this. Telegram comes back, and what was to be said is still to be said.
            self._away += 1
            return self._pauses[min(self._away, len(self._pauses)) - 1]
        # A reply that may have arrived is sent once more, and then no more.
        self._unknown += fate is Fate.UNKNOWN
        self._counted += 1
        if self._unknown > 1 or self._counted > len(self._pauses):
            return None
        return self._pauses[self._counted - 1]
