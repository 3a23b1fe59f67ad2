"""An update as it is kept: without what nobody reads, in the lane of its chat, and sealed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from typing import Any

import orjson
from msgspec.structs import replace

from bot.counted import counted
from bot.taps import live
from bot.updates.slim import slim
from bot.vault import Vault
from db import inbox

log = logging.getLogger(__name__)

VOTES = tuple(f"{tap.code}:" for tap in live.VOTES)
"""How the data of buttons begin by which somebody votes."""
MOST_ATTEMPTS = 10
"""An update that processes began so often, and ended before it did, may be what ends them; it is dropped."""


def with_number(update: object) -> dict[str, Any] | None:
    """An update as it can be told from others; of one whose number is written as text only that is left. None
    if it has no number."""
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    if isinstance(number, str) and re.fullmatch("[0-9]{1,18}", number):
        update = {"update_id": (number := int(number))}  # enough to be acknowledged
    # Telegram's numbers have 31 bits; what no column can keep is no number of its.
    is_one = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**63
    return update if is_one else None


def read(updates: Sequence[dict[str, Any]]) -> tuple[list[inbox.Entry], list[int]]:
    """What is kept of these updates, and the numbers of those in which nothing can be read."""
    entries, odd = [], []
    for update in updates:
        slimmed = slim(update)
        if len(slimmed) > 1:
            entries.append(inbox.Entry(slimmed["update_id"], chat_of(slimmed), _body(slimmed)))
        else:  # there is its number alone
            odd.append(update["update_id"])
    return entries, odd


def sealed(entry: inbox.Entry, vault: Vault) -> inbox.Entry:
    """Not even until it is handled shall what people type stand in the file in clear: the write-ahead log and
    free pages keep what was deleted."""
    return replace(entry, body=vault.seal(entry.body))


def readable(entries: Sequence[inbox.Entry], vault: Vault) -> tuple[list[inbox.Entry], list[int]]:
    """Those of the table, opened; and the numbers of those to drop, which is said: they cannot be opened, or
    may be what ends processes."""
    kept, lost, deadly = [], [], []
    for entry in entries:
        # A version before the vault left them as they came.
        body = entry.body if entry.body.startswith("{") else vault.open(entry.body)
        if (entry.attempts or 0) >= MOST_ATTEMPTS:
            log.error(
                "update %d was begun %d times and never ended; it is dropped", entry.update_id, MOST_ATTEMPTS
            )
            deadly.append(entry.update_id)
        elif body is None:
            lost.append(entry.update_id)
        else:
            kept.append(replace(entry, body=body))
    if lost:
        were = counted(len(lost), "update was", "updates were")
        log.error("%s sealed with a key that is gone, and dropped", were)
    return kept, lost + deadly


def chat_of(update: dict[str, Any]) -> int:
    """The chat an update belongs to, or the person where there is no chat; 0 if neither. Votes belong to who
    gives them, by a button as in a poll: a group of hundreds gives them at once."""
    content = next((part for part in update.values() if isinstance(part, dict)), {})
    is_vote = str(content.get("data") or "").startswith(VOTES)
    message = {} if is_vote else content.get("message") or {}
    place = content.get("chat") or message.get("chat") or content.get("from") or content.get("user") or {}
    return int(place.get("id", 0))


def _body(update: dict[str, Any]) -> str:
    try:
        return orjson.dumps(update).decode()
    except TypeError:
        # Half of a surrogate pair is no text: no database takes it, so a question mark stands for it.
        return json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()
