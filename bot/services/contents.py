"""What a message is about: chosen when it is planned, and looked at again when it is to go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services import reminders
from content.model import Bank
from db import deliveries, subscriptions
from db.deliveries import DeliveryRow
from db.engine import Session
from db.subscriptions import SubscriptionRow

Chat = tuple[int, int]
"""Who is told facts in teaching order: chat, topic."""

Told = Mapping[str, int]
"""Fact id -> a number that grows with the time when it was last told."""


@dataclass(frozen=True)
class Content:
    """``fact_id`` is empty where the kind is about no fact; ``about`` is what else the kind needs to know."""

    fact_id: str = ""
    about: str | None = None


async def choose(
    session: Session, bank: Bank, due: Sequence[tuple[SubscriptionRow, datetime]], now: datetime
) -> dict[int, Content]:
    """What to send for subscriptions and the instants at which they are due; by id, without those that
    have nothing to say."""
    chats = [row.chat_id for row, _ in due if row.kind == "fact"]
    told = await _told(session, chats) if chats else defaultdict[Chat, dict[str, int]](dict)
    chosen: dict[int, Content | None] = {}
    for row, at in due:
        if row.kind == "review":
            chosen[row.id] = await _reminder(session, bank, row, at, now)
        else:
            chosen[row.id] = _fact(bank, told[row.chat_id, row.topic_id])
    return {row_id: content for row_id, content in chosen.items() if content is not None}


async def renew(session: Session, bank: Bank, row: DeliveryRow, now: datetime) -> Content | None:
    """What a planned message is about by now; None if it has become pointless."""
    if row.kind == "review":
        of = await subscriptions.find(session, row.chat_id, row.topic_id, row.kind)
        if of is None or of.stopped_at is not None:
            return None
        return await _reminder(session, bank, of, row.due_at, now)
    if is_of(bank, row.fact_id):
        return Content(row.fact_id, row.about)
    if row.kind != "fact":
        return None
    return _fact(bank, (await _told(session, [row.chat_id]))[row.chat_id, row.topic_id])


def is_of(bank: Bank, fact_id: str) -> bool:
    """Whether it is about no fact, or about one that the bank has."""
    return not fact_id or bank.find_fact(fact_id) is not None


async def _reminder(
    session: Session, bank: Bank, row: SubscriptionRow, due_at: datetime, now: datetime
) -> Content | None:
    about = await reminders.about(session, bank, row, due_at, now)
    return Content(about=about) if about else None


def _fact(bank: Bank, told: Told) -> Content | None:
    """The first fact in teaching order not yet told; when all were, the one told longest ago."""
    fresh = next((fact.id for fact in bank.facts if fact.id not in told), None)
    chosen = fresh or min((fact.id for fact in bank.facts), key=lambda fact_id: told[fact_id], default=None)
    return Content(chosen) if chosen is not None else None


async def _told(session: Session, chat_ids: Sequence[int]) -> defaultdict[Chat, dict[str, int]]:
    told: defaultdict[Chat, dict[str, int]] = defaultdict(dict)
    for chat_id, topic_id, fact_id, last in await deliveries.told(session, chat_ids):
        told[chat_id, topic_id][fact_id] = last
    return told
