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


def choose(
    session: Session, bank: Bank, due: Sequence[tuple[SubscriptionRow, datetime]], now: datetime
) -> dict[int, Content]:
    """What to send for subscriptions and the instants at which they are due, by the id of the row.

    Left out is what has nothing to say.
    """
    reminded = [(row, due_at) for row, due_at in due if row.kind == "review"]
    facts = [row for row, _ in due if row.kind == "fact"]
    about = reminders.about(session, bank, reminded, now) if reminded else {}
    chosen = {row.id: Content(about=about[row.chat_id]) for row, _ in reminded if row.chat_id in about}
    return chosen | _facts(session, bank, facts)


def renew(session: Session, bank: Bank, rows: Sequence[DeliveryRow], now: datetime) -> dict[int, Content]:
    """What planned messages are about by now, by the id of the row; left out is what became pointless."""
    reminded = {row.chat_id: row for row in rows if row.kind == "review"}
    others = [row for row in rows if row.kind != "review"]
    renewed = {row.id: Content(row.fact_id, row.about) for row in others if is_of(bank, row.fact_id)}
    gone = [row for row in others if row.kind == "fact" and row.id not in renewed]
    renewed |= _facts(session, bank, gone)
    if reminded:
        running = subscriptions.of_chats(session, reminded, "review")
        due = [(each, reminded[each.chat_id].due_at) for each in running]
        about = reminders.about(session, bank, due, now)
        renewed |= {reminded[chat_id].id: Content(about=text) for chat_id, text in about.items()}
    return renewed


def is_of(bank: Bank, fact_id: str) -> bool:
    """Whether it is about no fact, or about one that the bank has."""
    return not fact_id or bank.find_fact(fact_id) is not None


def _facts(
    session: Session, bank: Bank, rows: Sequence[SubscriptionRow] | Sequence[DeliveryRow]
) -> dict[int, Content]:
    """A fact for each of these rows, by its id."""
    if not rows:
        return {}
    told = _told(session, [row.chat_id for row in rows])
    facts = {row.id: _fact(bank, told[row.chat_id, row.topic_id]) for row in rows}
    return {row_id: Content(fact_id) for row_id, fact_id in facts.items() if fact_id is not None}


def _fact(bank: Bank, told: Told) -> str | None:
    """The first fact in teaching order not yet told; when all were, the one told longest ago."""
    fresh = next((fact.id for fact in bank.facts if fact.id not in told), None)
    return fresh or min((fact.id for fact in bank.facts), key=lambda fact_id: told[fact_id], default=None)


def _told(session: Session, chat_ids: Sequence[int]) -> defaultdict[Chat, dict[str, int]]:
    told: defaultdict[Chat, dict[str, int]] = defaultdict(dict)
    for chat_id, topic_id, fact_id, last in deliveries.told(session, chat_ids):
        told[chat_id, topic_id][fact_id] = last
    return told
