"""Quizzes and the answers given in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Executable, and_, bindparam, delete, desc, exists, select, update

from db.engine import Session, insert_for, insert_into
from db.models import answers, quizzes
from db.prepared import Prepared, prepared


class QuizRow(NamedTuple):
    id: int
    kind: str
    scope: str | None
    plan: list[dict[str, Any]]
    position: int
    shown_at: datetime
    selection: list[str] | None
    message_id: int | None
    ends_at: datetime | None
    ended_at: datetime | None
    set_code: str | None
    bank_version: str
    # The answer at its present position, if there is one.
    is_answered: bool
    chosen: str | None
    typed: str | None
    is_right: bool | None
    is_half: bool | None
    confidence: str | None


class AnswerRow(NamedTuple):
    position: int
    fact_id: str
    question_id: str
    chosen: str | None
    typed: str | None
    is_right: bool
    is_half: bool
    is_again: bool
    confidence: str | None


_QUIZ = select(
    quizzes.c.id,
    quizzes.c.kind,
    quizzes.c.scope,
    quizzes.c.plan,
    quizzes.c.position,
    quizzes.c.shown_at,
    quizzes.c.selection,
    quizzes.c.message_id,
    quizzes.c.ends_at,
    quizzes.c.ended_at,
    quizzes.c.set_code,
    quizzes.c.bank_version,
    answers.c.id.is_not(None),
    answers.c.chosen,
    answers.c.typed,
    answers.c.is_right,
    answers.c.is_half,
    answers.c.confidence,
).select_from(
    quizzes.outerjoin(
        answers,
        and_(
            answers.c.quiz_id == quizzes.c.id,
            answers.c.position == quizzes.c.position,
            answers.c.learner_id == quizzes.c.learner_id,
        ),
    )
)
_BY_ID = prepared(
    _QUIZ.where(quizzes.c.learner_id == bindparam("learner"), quizzes.c.id == bindparam("quiz"))
)
_ANSWER = select(
    answers.c.position,
    answers.c.fact_id,
    answers.c.question_id,
    answers.c.chosen,
    answers.c.typed,
    answers.c.is_right,
    answers.c.is_half,
    answers.c.is_again,
    answers.c.confidence,
)


def insert(session: Session, values: Mapping[str, Any]) -> bool:
    """Whether the quiz is new; False if its learner has one of this origin, or one it may not be beside."""
    statement = insert_into(session, quizzes).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(quizzes.c.id)).scalar() is not None


def find(session: Session, learner_id: int, quiz_id: int) -> QuizRow | None:
    row = _BY_ID.first(session, learner=learner_id, quiz=quiz_id)
    return QuizRow._make(row) if row else None


def find_by_origin(session: Session, learner_id: int, origin: str) -> QuizRow | None:
    return _find(session, quizzes.c.learner_id == learner_id, quizzes.c.origin == origin)


def id_of_chat(session: Session, chat_id: int, origin: str) -> int:
    """The quiz of a group or channel with this origin, which is there."""
    is_it = (quizzes.c.chat_id == chat_id) & quizzes.c.learner_id.is_(None) & (quizzes.c.origin == origin)
    return int(session.execute(select(quizzes.c.id).where(is_it)).scalar_one())


def rename_chat(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    session.execute(update(quizzes).where(quizzes.c.chat_id == old_chat_id).values(chat_id=new_chat_id))


def find_open(session: Session, learner_id: int, *, besides: str = "") -> QuizRow | None:
    """The open quiz that was begun last, ``besides`` those of a kind."""
    is_open = (quizzes.c.learner_id == learner_id) & quizzes.c.ended_at.is_(None)
    return _find(session, is_open, quizzes.c.kind != besides)


def find_open_in(session: Session, learner_id: int, message_id: int) -> QuizRow | None:
    """The open quiz that is played in a message."""
    is_open = (quizzes.c.learner_id == learner_id) & quizzes.c.ended_at.is_(None)
    return _find(session, is_open, quizzes.c.message_id == message_id)


def _find(session: Session, *conditions: Any) -> QuizRow | None:
    statement = _QUIZ.where(*conditions).order_by(desc(quizzes.c.id)).limit(1)
    row = session.execute(statement).one_or_none()
    return QuizRow._make(row) if row else None


def ended_before(session: Session, learner_id: int, quiz_id: int, limit: int) -> list[QuizRow]:
    """The quizzes of a learner that were begun before one and are over, the first ones first."""
    statement = _QUIZ.where(
        quizzes.c.learner_id == learner_id, quizzes.c.id < quiz_id, quizzes.c.ended_at.is_not(None)
    )
    rows = session.execute(statement.order_by(quizzes.c.id).limit(limit))
    return [QuizRow._make(row) for row in rows]


def find_open_origin(session: Session, learner_id: int, prefix: str) -> str | None:
    """The origin ``prefix/…`` of an open quiz of this learner."""
    statement = select(quizzes.c.origin).where(
        quizzes.c.learner_id == learner_id,
        quizzes.c.ended_at.is_(None),
        quizzes.c.origin.startswith(f"{prefix}/", autoescape=True),
    )
    return session.execute(statement.limit(1)).scalar()


def move(session: Session, quiz_id: int, position: int, shown_at: datetime) -> None:
    _MOVE.run(session, quiz=quiz_id, to=position, at=shown_at)


_MOVE = prepared(
    update(quizzes)
    .where(quizzes.c.id == bindparam("quiz"))
    .values(position=bindparam("to"), shown_at=bindparam("at"), selection=None)
)


def select_keys(session: Session, quiz_id: int, keys: Sequence[str]) -> None:
    """Keep what is ticked, put in order or paired so far."""
    session.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(selection=list(keys) or None))


def plan_anew(session: Session, quiz_id: int, plan: Sequence[Mapping[str, Any]]) -> None:
    """Replace the plan; what is asked at or before the present position must stay as it is."""
    _PLAN.run(session, quiz=quiz_id, anew=list(plan))


_PLAN = prepared(update(quizzes).where(quizzes.c.id == bindparam("quiz")).values(plan=bindparam("anew")))


def place(session: Session, quiz_id: int, message_id: int) -> None:
    session.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(message_id=message_id))


def end(session: Session, quiz_id: int, now: datetime) -> None:
    is_open = (quizzes.c.id == quiz_id) & quizzes.c.ended_at.is_(None)
    session.execute(update(quizzes).where(is_open).values(ended_at=now))


def end_all(session: Session, learner_id: int, now: datetime, *, besides: Collection[str] = ()) -> None:
    """End the open quizzes of a learner, ``besides`` those of some kinds."""
    is_open = (quizzes.c.learner_id == learner_id) & quizzes.c.ended_at.is_(None)
    session.execute(update(quizzes).where(is_open, quizzes.c.kind.not_in(besides)).values(ended_at=now))


def prune(session: Session, learner_id: int, keep: int, *, besides: Collection[str] = ()) -> None:
    """Delete this learner's quizzes without an answer but for the ``keep`` newest; exams count as sat."""
    is_answered = exists().where(answers.c.quiz_id == quizzes.c.id)
    empty = select(quizzes.c.id).where(
        quizzes.c.learner_id == learner_id, quizzes.c.kind.not_in(["exam", *besides]), ~is_answered
    )
    oldest_kept = empty.order_by(desc(quizzes.c.id)).offset(keep - 1).limit(1).scalar_subquery()
    session.execute(delete(quizzes).where(quizzes.c.id.in_(empty), quizzes.c.id < oldest_kept))


def of_kind(session: Session, learner_id: int, kind: str) -> list[tuple[QuizRow, datetime]]:
    """Every quiz of a kind with the moment it began, the first one first."""
    statement = _QUIZ.add_columns(quizzes.c.created_at).where(
        quizzes.c.learner_id == learner_id, quizzes.c.kind == kind
    )
    rows = session.execute(statement.order_by(quizzes.c.id))
    return [(QuizRow._make(row[:-1]), row[-1]) for row in rows]


def end_overdue(session: Session, now: datetime, learner_id: int | None = None) -> list[tuple[int, int]]:
    """End the learners' quizzes, or those of one, whose deadline has come, at that moment.

    Gives (quiz, learner) of each.
    """
    is_overdue = quizzes.c.ended_at.is_(None) & (quizzes.c.ends_at <= now) & quizzes.c.ends_at.is_not(None)
    ended = update(quizzes).where(
        is_overdue, quizzes.c.ends_at.is_not(None), quizzes.c.learner_id.is_not(None)
    )
    if learner_id is not None:
        ended = ended.where(quizzes.c.learner_id == learner_id)
    ended = ended.values(ended_at=quizzes.c.ends_at).returning(quizzes.c.id, quizzes.c.learner_id)
    return [(row.id, row.learner_id) for row in session.execute(ended)]


def insert_answer(session: Session, values: Mapping[str, Any]) -> bool:
    """Whether the answer is the learner's first at its position; a later one changes nothing."""
    return _FIRST_ANSWER.first(session, **values) is not None


def _first_answer(dialect: str) -> Executable:
    names = set(answers.c.keys()) - {"id", "confidence", "corrected_at"}
    statement = insert_for(dialect, answers).values({name: bindparam(name) for name in names})
    key = ["quiz_id", "position", "learner_id"]
    return statement.on_conflict_do_nothing(index_elements=key).returning(answers.c.id)


_FIRST_ANSWER = Prepared(_first_answer)


def find_answer(session: Session, quiz_id: int, position: int, learner_id: int) -> AnswerRow | None:
    statement = _ANSWER.where(
        answers.c.quiz_id == quiz_id, answers.c.position == position, answers.c.learner_id == learner_id
    )
    row = session.execute(statement).one_or_none()
    return AnswerRow(*row) if row else None


def answers_of(session: Session, quiz_id: int) -> list[AnswerRow]:
    statement = _ANSWER.where(answers.c.quiz_id == quiz_id).order_by(answers.c.position)
    return [AnswerRow(*row) for row in session.execute(statement)]
