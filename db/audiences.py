"""Whom a broadcast is for: learners, or groups or channels; how many there are, and the next ones of them.

Learners come in the order of their ids, which are above 0. Chats have ids below it and come downwards: a
group that becomes a supergroup gets a lower id, so it is met again rather than passed by.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select

from db.engine import Session
from db.models import chats, learners, lookups, reports, subscriptions, suggestions

ASKED = "asked"
"""The kind of the row of ``lookups`` by which it is known that a learner asked a question of their own."""


class Audience(NamedTuple):
    """Learners of some languages: those seen since then, or who reported, suggested or asked. Or chats."""

    languages: tuple[str, ...]
    seen_since: datetime | None = None
    has_reported: bool = False
    chats: str | None = None  # of which kind: group, channel


class Member(NamedTuple):
    chat_id: int
    topic_id: int
    learner_id: int | None  # whose private chat it is
    language: str
    zone: str


def count(session: Session, audience: Audience, after: int = 0) -> int:
    """How many there are behind this id; 0 is before the first."""
    found = _chats(audience, after) if audience.chats else _learners(audience, after)
    return int(session.execute(select(func.count()).select_from(found.subquery())).scalar_one())


def members(session: Session, audience: Audience, after: int, limit: int) -> tuple[list[Member], int | None]:
    """The next ones, and the id behind which to go on; None if these are all.

    On PostgreSQL their rows are locked, as by an act of theirs: who is gone this instant is not among them.
    """
    if audience.chats:
        return _chat_members(session, audience, after, limit)
    ordered = _learners(audience, after).order_by(learners.c.id).limit(limit)
    rows = session.execute(ordered.with_for_update(of=learners)).all()
    found = [Member(row.id, 0, row.id, row.language, row.zone) for row in rows]
    return found, rows[-1].id if len(rows) == limit else None


def _learners(audience: Audience, after: int) -> Select[int, str, str]:
    is_shut_out = exists().where(
        subscriptions.c.chat_id == learners.c.id, subscriptions.c.stop_reason.in_(("blocked", "gone"))
    )
    columns = (learners.c.id, learners.c.language, learners.c.zone)
    return select(*columns).where(learners.c.id > after, *_are_in(audience), ~is_shut_out)


def _are_in(audience: Audience) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [learners.c.language.in_(audience.languages)]
    if audience.seen_since is not None:
        conditions.append(learners.c.seen_at >= audience.seen_since)
    if audience.has_reported:
        has_reported = exists().where(reports.c.learner_id == learners.c.id)
        has_suggested = exists().where(suggestions.c.learner_id == learners.c.id)
        has_asked = exists().where(lookups.c.learner_id == learners.c.id, lookups.c.kind == ASKED)
        conditions.append(has_reported | has_suggested | has_asked)
    return conditions


def _chat_members(
    session: Session, audience: Audience, after: int, limit: int
) -> tuple[list[Member], int | None]:
    # First the ids and then the lock: what a chat that moves this instant is called after it would not be in
    # its place in this order, and those between would be passed by.
    ordered = _chats(audience, after).order_by(chats.c.chat_id.desc()).limit(limit)
    found = [Member(chat_id, topic_id, None, *rest) for chat_id, topic_id, *rest in session.execute(ordered)]
    there = _held(session, [each.chat_id for each in found])
    last = found[-1].chat_id if len(found) == limit else None
    return [each for each in found if each.chat_id in there], last


def _held(session: Session, chat_ids: Sequence[int]) -> set[int]:
    """Which of these chats are still there, locked."""
    is_one = chats.c.chat_id.in_(chat_ids)
    ordered = select(chats.c.chat_id).where(is_one).order_by(chats.c.chat_id.desc())
    return set(session.execute(ordered.with_for_update()).scalars())


def _chats(audience: Audience, after: int) -> Select[int, int, str, str]:
    """(chat, topic, language, zone), each chat once: where its fact comes, by the settings of that place.

    Whoever has ended all that came there, or shut the bot out, is not written to; whoever never began is.
    """
    is_fact = (subscriptions.c.kind == "fact") & (subscriptions.c.chat_id < 0)
    first = (
        select(subscriptions.c.chat_id, func.min(subscriptions.c.topic_id).label("topic_id"))
        .where(is_fact, subscriptions.c.stopped_at.is_(None))
        .group_by(subscriptions.c.chat_id)
        .subquery()
    )
    is_there = (subscriptions.c.chat_id == first.c.chat_id) & (subscriptions.c.topic_id == first.c.topic_id)
    joined = chats.outerjoin(first, first.c.chat_id == chats.c.chat_id).outerjoin(
        subscriptions, is_fact & is_there
    )
    language = func.coalesce(subscriptions.c.language, chats.c.language)
    zone = func.coalesce(subscriptions.c.zone, chats.c.zone)
    ever = subscriptions.alias()
    never_began = ~exists().where(ever.c.chat_id == chats.c.chat_id)
    return (
        select(chats.c.chat_id, func.coalesce(first.c.topic_id, 0), language, zone)
        .select_from(joined)
        .where(
            chats.c.chat_id < after,
            chats.c.kind == audience.chats,
            language.in_(audience.languages),
            first.c.chat_id.is_not(None) | never_began,
        )
    )
