"""Instants and zones that no row should have: what a wrong clock or older zone data has left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from db.engine import Session
from db.models import chats, deliveries, expectations, lanes, learners, memories, quizzes, subscriptions


def replace_zones(session: Session, known: Collection[str], default: str) -> dict[str, int]:
    """Give rows whose zone is not ``known`` the default one; how many learners and chats each zone had."""
    replaced: dict[str, int] = {}
    for table in (learners, chats, subscriptions):
        zones = session.execute(select(table.c.zone).distinct()).scalars().all()
        for zone in set(zones) - set(known):
            moved = update(table).where(table.c.zone == zone).values(zone=default)
            replaced[zone] = replaced.get(zone, 0) + session.execute(moved).rowcount
    return replaced


def bring_back_memories(session: Session, after: datetime, now: datetime) -> int:
    """Let what was reviewed after an instant be due now; gives how many there were."""
    ahead = update(memories).where(memories.c.reviewed_at > after)
    return session.execute(ahead.values(reviewed_at=now, due_at=now)).rowcount


def bring_back_deliveries(session: Session, pending: datetime, leased: datetime, now: datetime) -> int:
    """Let what is not to go out before ``pending``, or is leased beyond ``leased``, go out now."""
    waiting = (deliveries.c.state == "pending") & (deliveries.c.not_before > pending)
    lost = (deliveries.c.state == "sending") & (deliveries.c.leased_until > leased)
    count = session.execute(update(deliveries).where(waiting).values(not_before=now)).rowcount
    return count + session.execute(update(deliveries).where(lost).values(leased_until=now)).rowcount


def forget_stale(session: Session, kinds: Collection[str], after: datetime) -> int:
    """Forget what of these kinds was too late for an instant that is still to come."""
    ahead = (deliveries.c.due_at > after) & (deliveries.c.state == "stale") & deliveries.c.kind.in_(kinds)
    return session.execute(delete(deliveries).where(ahead)).rowcount


def bring_back_deadlines(session: Session, after: datetime, until: datetime) -> int:
    """Let an open quiz whose deadline lies after an instant end at ``until``."""
    ahead = update(quizzes).where(quizzes.c.ended_at.is_(None), quizzes.c.ends_at > after)
    return session.execute(ahead.values(ends_at=until)).rowcount


def end_expectations(session: Session, after: datetime) -> int:
    return session.execute(delete(expectations).where(expectations.c.expires_at > after)).rowcount


def bring_back_learners(
    session: Session, seen_after: datetime, snoozed_after: datetime, now: datetime
) -> int:
    seen = update(learners).where(learners.c.seen_at > seen_after).values(seen_at=now)
    snoozed = update(learners).where(learners.c.snoozed_until > snoozed_after).values(snoozed_until=None)
    return session.execute(seen).rowcount + session.execute(snoozed).rowcount


def free_lanes(session: Session, after: datetime, now: datetime) -> int:
    ahead = update(lanes).where(lanes.c.leased_until > after)
    return session.execute(ahead.values(leased_until=now)).rowcount
