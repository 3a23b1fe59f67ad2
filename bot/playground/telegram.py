"""An in-memory Telegram with one bot: its people act through verbs, its bot through Bot API calls."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.playground.checks import known_methods, read, unplayed
from bot.playground.methods import METHODS, PLAYED_FIELDS, UNPLAYED_FIELDS
from bot.playground.state import (
    Alert,
    ApiError,
    Call,
    CallbackQuery,
    Chat,
    Fault,
    Json,
    Message,
    Person,
    Poll,
    Topic,
    Upload,
    bad_request,
)
from bot.playground.talking import Talking

__all__ = [
    "Alert",
    "ApiError",
    "Call",
    "CallbackQuery",
    "Chat",
    "Json",
    "Message",
    "Person",
    "Poll",
    "Telegram",
    "Topic",
    "Upload",
]

_LOG = logging.getLogger(__name__)
_MAX_LOGGED = 10_000


class Telegram(Talking):
    """The world, with verbs for its people and the Bot API for its bot."""

    async def call(
        self, method: str, fields: Mapping[str, str], files: Mapping[str, Upload] | None = None
    ) -> object:
        """The JSON-able result of a Bot API method; raises ApiError."""
        self.calls.append(Call(method, dict(fields)))
        del self.calls[:-_MAX_LOGGED]
        if method not in known_methods():
            _LOG.error("The bot called %r, which is no method of the Bot API", method)
            raise ApiError(404, "Not Found: method not found")
        _check_encoding(fields)
        values = read(method, fields, files or {})
        self._fail_if_told(method)
        if method not in METHODS:
            raise unplayed(method)
        for name in values:
            if name in UNPLAYED_FIELDS and (method, name) not in PLAYED_FIELDS:
                raise unplayed(method, name)
        return await METHODS[method](self, values)

    def fail_next(
        self, method: str, code: int, description: str, *, retry_after: int | None = None, times: int = 1
    ) -> None:
        """The next ``times`` calls of ``method`` fail and do nothing; ``retry_after`` in seconds."""
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        error = ApiError(code, description, parameters)
        self.faults.setdefault(method, []).append(Fault(error, times))

    def _fail_if_told(self, method: str) -> None:
        faults = self.faults.get(method, [])
        if not faults:
            return
        fault = faults[0]
        fault.times -= 1
        if fault.times <= 0:
            faults.pop(0)
        raise ApiError(fault.error.code, fault.error.description, fault.error.parameters)

    def commands_for(self, person: Person, *, chat: Chat | None = None) -> list[Json]:
        """What the command menu shows to this person."""
        return self.profile.menu(person, chat)

    def profile_for(self, language_code: str) -> Json:
        """Name, description and short description, as a person with this language sees them."""
        wording = self.profile.wording
        return {
            "name": wording("name", language_code),
            "description": wording("description", language_code),
            "short_description": wording("short_description", language_code),
        }


def _check_encoding(fields: Mapping[str, str]) -> None:
    for text in fields.values():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
