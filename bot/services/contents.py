"""What a message is about, and which fact a chat is told next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from content.model import Bank
from db import deliveries
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
    sealed: tuple[str, ...] = field(default=(), compare=False)  # texts of people, looked up when it goes out


def is_of(bank: Bank, fact_id: str) -> bool:
    """Whether it is about no fact, or about one that the bank has."""
    return not fact_id or bank.find_fact(fact_id) is not None


def facts(
    session: Session, bank: Bank, rows: Sequence[SubscriptionRow] | Sequence[DeliveryRow]
) -> dict[int, Content]:
    """A fact for each of these rows, by its id: the first in teaching order that its chat was not told."""
    if not rows:
        return {}
    told = _told(session, [row.chat_id for row in rows])
    chosen = {row.id: _fact(bank, told[row.chat_id, row.topic_id]) for row in rows}
    return {row_id: Content(fact_id) for row_id, fact_id in chosen.items() if fact_id is not None}


def _fact(bank: Bank, told: Told) -> str | None:
    """The first fact in teaching order not yet told; when all were, the one told longest ago."""
    fresh = next((fact.id for fact in bank.facts if fact.id not in told), None)
    return fresh or min((fact.id for fact in bank.facts), key=lambda fact_id: told[fact_id], default=None)


def _told(session: Session, chat_ids: Sequence[int]) -> defaultdict[Chat, dict[str, int]]:
    told: defaultdict[Chat, dict[str, int]] = defaultdict(dict)
    for chat_id, topic_id, fact_id, last in deliveries.told(session, chat_ids):
        told[chat_id, topic_id][fact_id] = last
    return told
