"""Live quizzes: what is on in a chat or topic, and when something is to be done there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, or_, select, update

from db.engine import Session, insert_into
from db.models import answers, live_names, live_players, lives, polls, quizzes


class LiveRow(NamedTuple):
    id: int
    chat_id: int
    topic_id: int
    quiz_id: int | None
    origin: str
    language: str
    phase: str
    scope: str | None
    set_code: str | None
    questions: int
    pace: str
    teams: int
    scores_speed: bool
    is_held: bool
    is_stopping: bool
    unanswered: int
    sends: int
    sent_at: datetime | None
    message_id: int | None
    next_at: datetime | None
    edit_at: datetime | None
    created_at: datetime
    ended_at: datetime | None
    # Of its quiz.
    plan: list[dict[str, object]] | None
    position: int | None
    shown_at: datetime | None


class GivenRow(NamedTuple):
    """An answer in a live quiz, and the team of whoever gave it."""

    position: int
    learner_id: int
    is_right: bool
    shown_at: datetime
    answered_at: datetime
    team: int | None


class BoardRow(NamedTuple):
    """How one person does in the live quizzes of a chat."""

    learner_id: int
    right: int
    answered: int


_OF_QUIZ = ("plan", "position", "shown_at")
_LIVE = select(
    *(lives.c[name] for name in LiveRow._fields if name not in _OF_QUIZ),
    *(quizzes.c[name] for name in _OF_QUIZ),
).select_from(lives.outerjoin(quizzes, quizzes.c.id == lives.c.quiz_id))


def insert(session: Session, values: dict[str, Any]) -> int | None:
    """The id of a new live quiz; None if its origin made one before, or one is on there."""
    statement = insert_into(session, lives).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(lives.c.id)).scalar()


def find(session: Session, live_id: int) -> LiveRow | None:
    return _one(session, lives.c.id == live_id)


def lock(session: Session, live_id: int) -> LiveRow | None:
    """The same, on PostgreSQL held for this session: what is done to it is done one by one."""
    session.execute(select(lives.c.id).where(lives.c.id == live_id).with_for_update())
    return find(session, live_id)


def find_open(session: Session, chat_id: int, topic_id: int) -> LiveRow | None:
    is_there = (lives.c.chat_id == chat_id) & (lives.c.topic_id == topic_id)
    return _one(session, is_there, lives.c.ended_at.is_(None))


def _one(session: Session, *conditions: Any) -> LiveRow | None:
    row = session.execute(_LIVE.where(*conditions)).one_or_none()
    return LiveRow._make(row) if row else None


def change(session: Session, live_id: int, **values: Any) -> None:
    session.execute(update(lives).where(lives.c.id == live_id).values(**values))


def claim(session: Session, now: datetime, until: datetime) -> list[LiveRow]:
    """Take all in which something is to be done and nobody does it; of two who do this one gets each."""
    is_free = or_(lives.c.leased_until.is_(None), lives.c.leased_until <= now)
    is_due = or_(lives.c.next_at <= now, lives.c.edit_at <= now)
    claimed = update(lives).where(lives.c.ended_at.is_(None), is_free, is_due).values(leased_until=until)
    ids = list(session.execute(claimed.returning(lives.c.id)).scalars())
    if not ids:
        return []
    rows = session.execute(_LIVE.where(lives.c.id.in_(ids)).order_by(lives.c.id))
    return [LiveRow._make(row) for row in rows]


def end_all(session: Session, chat_id: int, now: datetime) -> None:
    """The bot was put out: what was on there is over."""
    is_on = (lives.c.chat_id == chat_id) & lives.c.ended_at.is_(None)
    session.execute(update(lives).where(is_on).values(phase="over", ended_at=now))


def release_all(session: Session) -> None:
    """For a process that knows itself alone: whoever held them is dead."""
    session.execute(update(lives).where(lives.c.leased_until.is_not(None)).values(leased_until=None))


def next_at(session: Session, now: datetime) -> datetime | None:
    """When something is to be done next, but for those that somebody has in hand."""
    is_free = or_(lives.c.leased_until.is_(None), lives.c.leased_until <= now)
    first = select(func.min(lives.c.next_at), func.min(lives.c.edit_at))
    first = first.where(lives.c.ended_at.is_(None), is_free)
    moments = [moment for moment in session.execute(first).one() if moment is not None]
    return min(moments, default=None)


def want_edit(session: Session, quiz_id: int, at: datetime) -> None:
    """The table is to be shown anew at that moment, if not before. Changes no row where that is wanted."""
    wants = (lives.c.quiz_id == quiz_id) & lives.c.ended_at.is_(None) & lives.c.edit_at.is_(None)
    session.execute(update(lives).where(wants, lives.c.phase == "asking").values(edit_at=at))


def hurry(session: Session, quiz_id: int, position: int, now: datetime) -> None:
    """End the open question at this position at once."""
    is_there = select(quizzes.c.id).where(quizzes.c.id == quiz_id, quizzes.c.position == position)
    is_open = (lives.c.quiz_id.in_(is_there)) & (lives.c.phase == "asking") & (lives.c.next_at > now)
    session.execute(update(lives).where(is_open, lives.c.ended_at.is_(None)).values(next_at=now))


def pace_of(session: Session, quiz_id: int) -> str | None:
    return session.execute(select(lives.c.pace).where(lives.c.quiz_id == quiz_id)).scalar()


def language_of(session: Session, quiz_id: int) -> str:
    """Of a live quiz; of one whose row is gone, the first language there is."""
    return session.execute(select(lives.c.language).where(lives.c.quiz_id == quiz_id)).scalar() or "tg"


def language_of_one(session: Session, live_id: int) -> str:
    """The same, by its own id."""
    return session.execute(select(lives.c.language).where(lives.c.id == live_id)).scalar() or "tg"


def in_doubt(session: Session) -> list[LiveRow]:
    """Those whose poll may be out without being known by its id."""
    known = (
        select(func.count())
        .where(polls.c.quiz_id == lives.c.quiz_id, polls.c.position == quizzes.c.position)
        .correlate(lives, quizzes)
        .scalar_subquery()
    )
    rows = session.execute(_LIVE.where(lives.c.ended_at.is_(None), lives.c.sends > known))
    return [LiveRow._make(row) for row in rows]


def given(session: Session, quiz_id: int) -> list[GivenRow]:
    """Every answer, in the order in which they came."""
    columns = (answers.c[name] for name in GivenRow._fields if name != "team")
    is_player = (lives.c.quiz_id == answers.c.quiz_id) & (live_players.c.live_id == lives.c.id)
    joined = (
        select(*columns, live_players.c.team)
        .select_from(
            answers.outerjoin(lives, lives.c.quiz_id == answers.c.quiz_id).outerjoin(
                live_players, is_player & (live_players.c.learner_id == answers.c.learner_id)
            )
        )
        .where(answers.c.quiz_id == quiz_id)
        .order_by(answers.c.answered_at, answers.c.id)
    )
    return [GivenRow._make(row) for row in session.execute(joined)]


def answered(session: Session, quiz_id: int, position: int) -> int:
    is_at = (answers.c.quiz_id == quiz_id) & (answers.c.position == position)
    return int(session.execute(select(func.count()).select_from(answers).where(is_at)).scalar_one())


def plans(session: Session, chat_id: int, limit: int) -> list[list[dict[str, object]]]:
    """The questions of the last live quizzes of a chat."""
    statement = select(quizzes.c.plan).where(quizzes.c.chat_id == chat_id, quizzes.c.kind == "live")
    return list(session.execute(statement.order_by(quizzes.c.id.desc()).limit(limit)).scalars())


def enter(session: Session, live_id: int, learner_id: int, **values: Any) -> None:
    """Whoever plays, with what is known of them now."""
    statement = insert_into(session, live_players).values(live_id=live_id, learner_id=learner_id, **values)
    key = ["live_id", "learner_id"]
    session.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


def kept(session: Session, live_id: int, learner_id: int, position: int) -> tuple[str, ...]:
    """The keys that were tapped so far of an answer to the question there."""
    is_one = (live_players.c.live_id == live_id) & (live_players.c.learner_id == learner_id)
    is_there = live_players.c.position == position
    return tuple(session.execute(select(live_players.c["keys"]).where(is_one, is_there)).scalar() or ())


def keep(session: Session, live_id: int, learner_id: int, position: int, keys: Sequence[str]) -> None:
    """Those of the answer to one question; those to another are dropped."""
    enter(session, live_id, learner_id, position=position, keys=list(keys))


def is_host(session: Session, live_id: int, learner_id: int) -> bool:
    is_one = (live_players.c.live_id == live_id) & (live_players.c.learner_id == learner_id)
    return bool(session.execute(select(live_players.c.is_host).where(is_one)).scalar())


def teams(session: Session, live_id: int) -> dict[int, int]:
    """How many are in each team."""
    statement = (
        select(live_players.c.team, func.count())
        .where(live_players.c.live_id == live_id, live_players.c.team.is_not(None))
        .group_by(live_players.c.team)
    )
    return dict(session.execute(statement).all())


def members(session: Session, quiz_id: int) -> set[int]:
    """Everybody in a team of a live quiz."""
    joined = select(live_players.c.learner_id).join_from(lives, live_players)
    is_in = (lives.c.quiz_id == quiz_id) & live_players.c.team.is_not(None)
    return set(session.execute(joined.where(is_in)).scalars())


def leave_teams(session: Session, live_id: int) -> None:
    session.execute(update(live_players).where(live_players.c.live_id == live_id).values(team=None))


def names(session: Session, chat_id: int) -> dict[int, str]:
    """The (sealed) names of those who agreed to be shown in a chat."""
    statement = select(live_names.c.learner_id, live_names.c.name).where(live_names.c.chat_id == chat_id)
    return dict(session.execute(statement).all())


def put_name(session: Session, chat_id: int, learner_id: int, name: str) -> None:
    statement = insert_into(session, live_names).values(chat_id=chat_id, learner_id=learner_id, name=name)
    key = ["chat_id", "learner_id"]
    session.execute(statement.on_conflict_do_update(index_elements=key, set_={"name": name}))


def drop_name(session: Session, chat_id: int, learner_id: int) -> None:
    is_it = (live_names.c.chat_id == chat_id) & (live_names.c.learner_id == learner_id)
    session.execute(live_names.delete().where(is_it))


def board(
    session: Session, chat_id: int, learner_ids: Collection[int], since: datetime | None
) -> Sequence[BoardRow]:
    """How these people did in all live quizzes of a chat since then."""
    right = func.sum(case((answers.c.is_right, 1), else_=0))
    statement = (
        select(answers.c.learner_id, right, func.count())
        .select_from(answers.join(quizzes, quizzes.c.id == answers.c.quiz_id))
        .where(quizzes.c.chat_id == chat_id, quizzes.c.kind == "live", answers.c.learner_id.in_(learner_ids))
        .group_by(answers.c.learner_id)
    )
    if since is not None:
        statement = statement.where(answers.c.answered_at >= since)
    return [BoardRow._make(row) for row in session.execute(statement)]


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """A group became a supergroup; names that were given under the new id already stay."""
    for table in (lives, live_names):
        taken = select(table.c.learner_id if table is live_names else table.c.origin)
        key = table.c.learner_id if table is live_names else table.c.origin
        is_old = (table.c.chat_id == old_chat_id) & key.not_in(taken.where(table.c.chat_id == new_chat_id))
        session.execute(update(table).where(is_old).values(chat_id=new_chat_id))
