"""Of messages that are due: which may go out at this hour, and how those want them to whom they go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from bot.learning import night
from bot.services.messages import message_of
from db import chats, deliveries, learners, subscriptions
from db.deliveries import DeliveryRow
from db.engine import Session

_NIGHT = "night"
"""The reason of a row that waits for the morning."""


class Address(NamedTuple):
    """``is_text_only`` is of a learner, ``is_for_channel`` of a chat."""

    is_text_only: bool
    is_silent: bool
    is_for_channel: bool


ANYHOW = Address(is_text_only=False, is_silent=False, is_for_channel=False)


class Owed(Protocol):
    @property
    def chat_id(self) -> int: ...
    @property
    def topic_id(self) -> int: ...
    @property
    def kind(self) -> str: ...


def key_of(row: Owed) -> tuple[int, int, str]:
    """The subscription it belongs to: chat, topic, kind. What a group is told comes as its fact does."""
    is_as_fact = row.kind == "poll" or (row.kind == "broadcast" and row.chat_id < 0)
    return row.chat_id, row.topic_id, "fact" if is_as_fact else row.kind


def lateness(row: DeliveryRow) -> timedelta:
    """How late it may be; what waited for the morning is not late for that."""
    waited = night.LONGEST if row.reason == _NIGHT else timedelta(0)
    return message_of(row.kind).lateness + waited


def by_day(session: Session, rows: Sequence[DeliveryRow], now: datetime) -> list[DeliveryRow]:
    """Those that may go out now: what is late, or for the day, waits where it is night, until the morning."""
    waiting = [row for row in rows if _may_wait(row, now)]
    zones = _zones(session, waiting) if waiting else {}
    held: set[int] = set()
    for row in waiting:
        zone = zones.get(row.id)
        morning = now if zone is None else night.day_from(now, zone)
        if morning > now:
            # Whether it may have arrived already is not to be forgotten over it.
            reason = row.reason or _NIGHT
            deliveries.settle(session, [row.id], "pending", not_before=morning, reason=reason)
            held.add(row.id)
    return [row for row in rows if row.id not in held]


def _may_wait(row: DeliveryRow, now: datetime) -> bool:
    message = message_of(row.kind)
    return message.is_for_the_day or (message.waits_for_morning and now - row.due_at > night.GRACE)


def _zones(session: Session, rows: Sequence[DeliveryRow]) -> dict[int, str]:
    """Where each of them is going, by its subscription or else by its learner or chat."""
    subscribed = subscriptions.of_keys(session, {key_of(row) for row in rows})
    known = learners.of_ids(session, [row.learner_id for row in rows if row.learner_id])
    settled = chats.zones(session, {row.chat_id for row in rows if row.learner_id is None})
    zones = {row.id: settled[row.chat_id] for row in rows if row.chat_id in settled}
    zones |= {row.id: known[row.learner_id].zone for row in rows if row.learner_id in known}
    return zones | {row.id: subscribed[key_of(row)].zone for row in rows if key_of(row) in subscribed}


def addresses(session: Session, rows: Sequence[DeliveryRow]) -> dict[int, Address]:
    """By the id of each row."""
    text_only = learners.text_only(session, {row.learner_id for row in rows if row.learner_id})
    of_chats = {row.chat_id for row in rows if row.learner_id is None}
    channels = chats.channels(session, of_chats) if of_chats else set()
    subscribed = subscriptions.of_keys(session, {key_of(row) for row in rows})
    silent = {key for key, row in subscribed.items() if row.is_silent}
    return {
        row.id: Address(row.learner_id in text_only, key_of(row) in silent, row.chat_id in channels)
        for row in rows
    }
