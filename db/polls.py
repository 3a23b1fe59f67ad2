"""Native polls, by Telegram's ids of them, and the votes that came before a poll was known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from db.engine import Session, insert_into
from db.models import polls, quizzes, votes


class PollRow(NamedTuple):
    """A poll, and the question that it asks as it stands in the plan of its quiz."""

    poll_id: str
    quiz_id: int
    position: int
    message_id: int | None
    shown_at: datetime | None
    kind: str  # of the quiz
    plan: list[dict[str, object]]


class VoteRow(NamedTuple):
    poll_id: str
    learner_id: int
    option: int
    voted_at: datetime


_POLL = select(
    polls.c.poll_id,
    polls.c.quiz_id,
    polls.c.position,
    polls.c.message_id,
    polls.c.shown_at,
    quizzes.c.kind,
    quizzes.c.plan,
).join_from(polls, quizzes, quizzes.c.id == polls.c.quiz_id)


def insert(
    session: Session,
    poll_id: str,
    quiz_id: int,
    position: int,
    message_id: int | None = None,
    shown_at: datetime | None = None,
) -> None:
    """The question at this position of a quiz is asked in a poll; twice equals once."""
    statement = insert_into(session, polls).values(
        poll_id=poll_id, quiz_id=quiz_id, position=position, message_id=message_id, shown_at=shown_at
    )
    session.execute(statement.on_conflict_do_nothing())


def find(session: Session, poll_id: str) -> PollRow | None:
    row = session.execute(_POLL.where(polls.c.poll_id == poll_id)).one_or_none()
    return PollRow._make(row) if row else None


def asking(session: Session, quiz_id: int, position: int) -> list[PollRow]:
    """The polls that ask one question of a quiz: more than one only if a sending was in doubt."""
    rows = session.execute(_POLL.where(polls.c.quiz_id == quiz_id, polls.c.position == position))
    return [PollRow._make(row) for row in rows]


def hold(session: Session, vote: VoteRow) -> bool:
    """Keep a vote in a poll that is not known yet; whether it is the first of this voter there."""
    statement = insert_into(session, votes).values(**vote._asdict()).on_conflict_do_nothing()
    return session.execute(statement.returning(votes.c.option)).scalar() is not None


def held(session: Session, poll_ids: Collection[str]) -> list[VoteRow]:
    """What was kept for these polls, in the order of the voters."""
    columns = (votes.c[name] for name in VoteRow._fields)
    statement = select(*columns).where(votes.c.poll_id.in_(poll_ids)).order_by(votes.c.learner_id)
    return [VoteRow._make(row) for row in session.execute(statement)]


def held_since(session: Session, since: datetime) -> list[VoteRow]:
    """Votes in polls that are not known by now, kept since then, the first one first."""
    columns = (votes.c[name] for name in VoteRow._fields)
    is_unknown = votes.c.poll_id.not_in(select(polls.c.poll_id))
    statement = select(*columns).where(votes.c.voted_at >= since, is_unknown)
    return [VoteRow._make(row) for row in session.execute(statement.order_by(votes.c.voted_at))]


def let_go(session: Session, poll_ids: Collection[str]) -> None:
    session.execute(delete(votes).where(votes.c.poll_id.in_(poll_ids)))


def forget_held(session: Session, before: datetime) -> None:
    """What nobody asked for by now was never in a poll of a live quiz."""
    session.execute(delete(votes).where(votes.c.voted_at < before))
