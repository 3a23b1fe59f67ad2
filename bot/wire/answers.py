"""Whose word an answer is: Telegram's own, or that of whatever else answered in its place."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import orjson
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.log import redact

# RetryAfter.retry_after as a timedelta: the library warns at each one of the old kind (since 22.2).
os.environ.setdefault("PTB_TIMEDELTA", "true")


class NotTelegram(NetworkError):
    """Something else answered, or less than the Bot API promises: it passes, and nothing follows from it.

    Proxies, captive portals and Telegram's own front speak HTML with every status there is.
    """

    __slots__ = ()


class TooLarge(BadRequest):
    """What was to be sent is larger than the server takes: it never will."""

    __slots__ = ()


_REFUSALS: Mapping[int, type[TelegramError]] = {
    HTTPStatus.BAD_REQUEST: BadRequest,
    HTTPStatus.UNAUTHORIZED: InvalidToken,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.NOT_FOUND: InvalidToken,  # how Telegram words a token that cannot be one
    HTTPStatus.CONFLICT: Conflict,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TooLarge,
}
_WAIT_IN_WORDS = re.compile(r"retry after (\d{1,6})", re.IGNORECASE)
_TOKENS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
DEEPEST = 100
"""Brackets within brackets: Telegram's own answers have some twenty."""
LONGEST_WAIT = 30 * 86_400
"""Seconds. Whoever asks for more is not Telegram: 10,072 are the most anybody saw (td issue 1331)."""


def judge(status: int, payload: bytes, *, has_files: bool = False) -> None:
    """Raises what an answer to a call says, unless it is Telegram's word that the call succeeded.

    Telegram's word is an object with ``ok``, and with a result, or else a code and a description
    (core.telegram.org/bots/api#making-requests). The status of HTTP adds nothing to it.
    """
    try:
        answer = parse(payload)
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        if answer.get("ok") is True and answer.get("result") is not None:
            return
        if answer.get("ok") is False and (refusal := _refusal(answer)) is not None:
            raise refusal
    said = redact(payload[:2000].decode("utf-8", "replace"))[:80]
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and has_files:
        # Whoever in the way says so about a file will say so again.
        raise TooLarge(f"Request Entity Too Large, by something before Telegram: {said!r}")
    raise NotTelegram(f"not Telegram's answer, with status {status}: {said!r}")


def parse(payload: bytes) -> Any:
    """The JSON of an answer; raises ValueError."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        pass
    try:
        # Python's own parser forgives broken UTF-8 and halves of surrogate pairs.
        return json.loads(payload.decode("utf-8", "replace"))
    except RecursionError:
        return _parse_shallow(payload)


def _parse_shallow(payload: bytes) -> Any:
    """The JSON with null for what is nested too deep for any parser: the rest of it is not lost for that."""
    kept, depth, begin = [], 0, 0
    for token in _TOKENS.finditer(payload):
        if token[0] in b"[{":
            depth += 1
            if depth == DEEPEST + 1:
                kept.append(payload[begin : token.start()] + b"null")
        elif token[0] in b"]}":
            depth -= 1
            if depth == DEEPEST:
                begin = token.end()
    kept.append(payload[begin:])
    try:
        return json.loads(b"".join(kept).decode("utf-8", "replace"))
    except RecursionError:  # brackets that do not fit together
        raise ValueError("nested without end") from None


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _refusal(answer: dict[str, Any]) -> TelegramError | None:
    """What Telegram refused and why; None if this is not how Telegram refuses."""
    code: Any
    code, words, more = answer.get("error_code"), answer.get("description"), answer.get("parameters") or {}
    if not _is_whole(code) or not isinstance(words, str) or not isinstance(more, dict):
        return None
    wait, moved_to = more.get("retry_after", 0), more.get("migrate_to_chat_id", 0)
    if not _is_whole(wait) or not 0 <= wait <= LONGEST_WAIT or not _is_whole(moved_to):
        return None
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        in_words = _WAIT_IN_WORDS.search(words)
        return RetryAfter(wait or (int(in_words[1]) if in_words else 1))
    if moved_to:
        return ChatMigrated(moved_to)
    return _REFUSALS.get(code, NetworkError)(words)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
