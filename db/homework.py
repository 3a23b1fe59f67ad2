"""Homework: what a class was given until when, who tried how often, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, or_, select, update

from db.engine import Session, UtcDateTime, insert_into
from db.models import answers, class_members, extra_times, homework, homework_attempts, learners, quizzes


class HomeworkRow(NamedTuple):
    id: int
    class_id: int
    kind: str
    scope: str | None
    questions: int
    set_code: str | None
    twin_code: str | None
    pre_id: int | None
    due_on: str
    due_at: datetime
    remind_at: datetime
    attempts: int
    shows: str
    shown_at: datetime | None
    given_at: datetime | None
    own: list[int] | None


class AttemptRow(NamedTuple):
    homework_id: int
    member_id: int
    number: int
    quiz_id: int
    is_entered: bool  # by a teacher, from paper
    ended_at: datetime | None


class GivenRow(NamedTuple):
    """One answer in an attempt."""

    member_id: int
    number: int
    fact_id: str
    question_id: str
    chosen: str | None
    is_right: bool
    is_half: bool
    shown_at: datetime
    answered_at: datetime
    kind: str  # of the quiz


class SealedRow(NamedTuple):
    """What decides whether the keys of a quiz may be told to its learner."""

    shows: str
    shown_at: datetime | None
    due_at: datetime
    extra_at: datetime | None


class ToRemindRow(NamedTuple):
    homework_id: int
    learner_id: int
    language: str


_HOMEWORK = select(*(homework.c[name] for name in HomeworkRow._fields))


def insert(session: Session, values: Mapping[str, Any]) -> None:
    """Insert what its tap has not made yet."""
    statement = insert_into(session, homework).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["origin"]))


def made_by(session: Session, origin: str) -> HomeworkRow | None:
    row = session.execute(_HOMEWORK.where(homework.c.origin == origin)).one_or_none()
    return HomeworkRow._make(row) if row else None


def find(session: Session, homework_id: int) -> HomeworkRow | None:
    row = session.execute(_HOMEWORK.where(homework.c.id == homework_id)).one_or_none()
    return HomeworkRow._make(row) if row else None


def given_to(session: Session, class_id: int) -> list[HomeworkRow]:
    """What a class was given, the newest first."""
    is_given = (homework.c.class_id == class_id) & homework.c.given_at.is_not(None)
    rows = session.execute(_HOMEWORK.where(is_given).order_by(homework.c.id.desc()))
    return [HomeworkRow._make(row) for row in rows]


def change_draft(session: Session, homework_id: int, **values: Any) -> bool:
    """Whether it still is a draft, and so has been changed."""
    is_draft = (homework.c.id == homework_id) & homework.c.given_at.is_(None)
    return bool(session.execute(update(homework).where(is_draft).values(values)).rowcount)


def show(session: Session, homework_id: int, now: datetime) -> bool:
    """Show results and keys from now on; whether nobody did before."""
    is_hidden = (homework.c.id == homework_id) & homework.c.shown_at.is_(None)
    shown = update(homework).where(is_hidden).values(shown_at=now)
    return session.execute(shown.returning(homework.c.id)).scalar() is not None


def drop(session: Session, homework_id: int) -> None:
    session.execute(delete(homework).where(homework.c.id == homework_id))


def drop_drafts(session: Session, before: datetime) -> int:
    is_old = homework.c.given_at.is_(None) & (homework.c.created_at < before)
    return session.execute(delete(homework).where(is_old)).rowcount


def attempts(session: Session, ids: Sequence[int], member_id: int | None = None) -> list[AttemptRow]:
    """The attempts at some pieces of homework, of everybody or of one pupil."""
    columns = (homework_attempts.c[name] for name in AttemptRow._fields[:-1])
    statement = select(*columns, quizzes.c.ended_at).join_from(homework_attempts, quizzes)
    statement = statement.where(homework_attempts.c.homework_id.in_(ids))
    if member_id is not None:
        statement = statement.where(homework_attempts.c.member_id == member_id)
    keys = (homework_attempts.c.homework_id, homework_attempts.c.member_id, homework_attempts.c.number)
    return [AttemptRow._make(row) for row in session.execute(statement.order_by(*keys))]


def insert_attempt(
    session: Session, homework_id: int, member_id: int, number: int, quiz_id: int, *, is_entered: bool = False
) -> None:
    values = {"homework_id": homework_id, "member_id": member_id, "number": number, "quiz_id": quiz_id}
    statement = insert_into(session, homework_attempts).values(**values, is_entered=is_entered)
    session.execute(statement.on_conflict_do_nothing())


def drop_attempt(session: Session, quiz_id: int) -> None:
    """Delete an attempt with its quiz."""
    session.execute(delete(homework_attempts).where(homework_attempts.c.quiz_id == quiz_id))
    session.execute(delete(quizzes).where(quizzes.c.id == quiz_id))


def of_set(session: Session, code: str) -> list[HomeworkRow]:
    """What was given with this set; a test before and the one after share theirs. The newest first."""
    is_of_it = or_(homework.c.set_code == code, homework.c.twin_code == code)
    rows = session.execute(_HOMEWORK.where(is_of_it).order_by(homework.c.id.desc()))
    return [HomeworkRow._make(row) for row in rows]


def given(session: Session, ids: Sequence[int]) -> list[GivenRow]:
    """Every answer in the attempts at some pieces of homework, in their order."""
    columns = (answers.c[name] for name in GivenRow._fields[2:-1])
    joined = homework_attempts.join(answers, answers.c.quiz_id == homework_attempts.c.quiz_id).join(
        quizzes, quizzes.c.id == homework_attempts.c.quiz_id
    )
    statement = (
        select(homework_attempts.c.member_id, homework_attempts.c.number, *columns, quizzes.c.kind)
        .select_from(joined)
        .where(homework_attempts.c.homework_id.in_(ids), answers.c.is_again.is_(False))
        .order_by(homework_attempts.c.homework_id, answers.c.id)
    )
    return [GivenRow._make(row) for row in session.execute(statement)]


def put_extra(session: Session, homework_id: int, member_id: int, due_on: str, due_at: datetime) -> None:
    values = {"due_on": due_on, "due_at": due_at}
    statement = insert_into(session, extra_times).values(
        homework_id=homework_id, member_id=member_id, **values
    )
    keys = ["homework_id", "member_id"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


def extras(session: Session, ids: Sequence[int]) -> dict[tuple[int, int], tuple[str, datetime]]:
    """By homework and pupil: the last date, and its end, of those who have longer."""
    rows = session.execute(select(extra_times).where(extra_times.c.homework_id.in_(ids)))
    return {(row.homework_id, row.member_id): (row.due_on, row.due_at) for row in rows}


def sealed(session: Session, quiz_id: int) -> SealedRow | None:
    """What decides whether the keys of a quiz may be told; None if it is of no homework any more."""
    is_of_it = homework_attempts.c.homework_id == homework.c.id
    joined = homework.join(homework_attempts, is_of_it).outerjoin(
        extra_times,
        and_(
            extra_times.c.homework_id == homework_attempts.c.homework_id,
            extra_times.c.member_id == homework_attempts.c.member_id,
        ),
    )
    columns = (homework.c.shows, homework.c.shown_at, homework.c.due_at, extra_times.c.due_at)
    statement = select(*columns).select_from(joined).where(homework_attempts.c.quiz_id == quiz_id)
    row = session.execute(statement).one_or_none()
    return SealedRow._make(row) if row else None


def class_of(session: Session, quiz_id: int) -> int | None:
    """The class that was given what a quiz is an attempt at; None if there is no such attempt any more."""
    joined = homework.join(homework_attempts, homework_attempts.c.homework_id == homework.c.id)
    statement = select(homework.c.class_id).select_from(joined)
    return session.execute(statement.where(homework_attempts.c.quiz_id == quiz_id)).scalar()


def untold_facts(session: Session, learner_id: int, now: datetime) -> set[str]:
    """The facts that a learner has answered on in homework whose keys are not shown yet."""
    joined = (
        class_members.join(homework_attempts, homework_attempts.c.member_id == class_members.c.id)
        .join(homework, homework.c.id == homework_attempts.c.homework_id)
        .join(answers, answers.c.quiz_id == homework_attempts.c.quiz_id)
        .outerjoin(
            extra_times,
            and_(
                extra_times.c.homework_id == homework_attempts.c.homework_id,
                extra_times.c.member_id == homework_attempts.c.member_id,
            ),
        )
    )
    due_at = func.coalesce(extra_times.c.due_at, homework.c.due_at, type_=UtcDateTime())
    is_hidden = and_(homework.c.shown_at.is_(None), homework.c.shows != "once")
    is_later = or_(homework.c.shows == "hand", due_at > now)
    statement = select(answers.c.fact_id).select_from(joined)
    mine = statement.where(class_members.c.learner_id == learner_id, is_hidden, is_later)
    return set(session.execute(mine.distinct()).scalars())


def due_for_a_word(session: Session, now: datetime, limit: int) -> list[int]:
    """Homework (ids) of which pupils are to be reminded by now, and were not yet."""
    is_due = homework.c.reminded_at.is_(None) & (homework.c.remind_at <= now)
    statement = select(homework.c.id).where(is_due, homework.c.given_at.is_not(None)).limit(limit)
    return list(session.execute(statement).scalars())


def mark_reminded(session: Session, homework_id: int, now: datetime) -> bool:
    """Whether nobody did before: of two processes one owes the words."""
    is_open = (homework.c.id == homework_id) & homework.c.reminded_at.is_(None)
    marked = update(homework).where(is_open).values(reminded_at=now).returning(homework.c.id)
    return session.execute(marked).scalar() is not None


def to_remind(session: Session, ids: Sequence[int], learner_id: int | None = None) -> list[ToRemindRow]:
    """Who wants a word on some pieces of homework and has not handed them in, of all or one."""
    has_ended = (
        select(func.count())
        .select_from(homework_attempts.join(quizzes, quizzes.c.id == homework_attempts.c.quiz_id))
        .where(
            homework_attempts.c.homework_id == homework.c.id,
            homework_attempts.c.member_id == class_members.c.id,
            quizzes.c.ended_at.is_not(None),
        )
        .scalar_subquery()
    )
    joined = homework.join(class_members, class_members.c.class_id == homework.c.class_id).join(
        learners, learners.c.id == class_members.c.learner_id
    )
    statement = (
        select(homework.c.id, learners.c.id, learners.c.language)
        .select_from(joined)
        .where(homework.c.id.in_(ids), class_members.c.is_reminded.is_(True), has_ended == 0)
    )
    if learner_id is not None:
        statement = statement.where(learners.c.id == learner_id)
    return [ToRemindRow._make(row) for row in session.execute(statement)]
