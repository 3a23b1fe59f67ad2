"""Questions that teachers wrote for their classes; their texts are sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, or_, select, update

from db.engine import Session, insert_into
from db.models import class_members, class_teachers, own_questions


class OwnRow(NamedTuple):
    id: int
    class_id: int
    learner_id: int
    text: str  # sealed
    kept_at: datetime | None


_OWN = select(*(own_questions.c[name] for name in OwnRow._fields))


def insert(session: Session, values: Mapping[str, Any]) -> bool:
    """Whether it is new: neither did this tap or line make it before, nor has the class the same one."""
    statement = insert_into(session, own_questions).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(own_questions.c.id)).scalar() is not None


def made_by(session: Session, origin: str) -> OwnRow | None:
    return _find(session, own_questions.c.origin == origin)


def find(session: Session, own_id: int) -> OwnRow | None:
    return _find(session, own_questions.c.id == own_id)


def seen_by(session: Session, own_id: int, learner_id: int) -> OwnRow | None:
    """One that is kept, for whoever teaches its class or is in it."""
    among = [
        exists().where(each.c.class_id == own_questions.c.class_id, each.c.learner_id == learner_id)
        for each in (class_members, class_teachers)
    ]
    is_kept = own_questions.c.kept_at.is_not(None)
    row = session.execute(_OWN.where(own_questions.c.id == own_id, is_kept, or_(*among))).one_or_none()
    return OwnRow._make(row) if row else None


def of_class(session: Session, class_id: int) -> list[OwnRow]:
    """Drafts too; the newest first."""
    rows = session.execute(
        _OWN.where(own_questions.c.class_id == class_id).order_by(own_questions.c.id.desc())
    )
    return [OwnRow._make(row) for row in rows]


def count(session: Session, class_id: int) -> int:
    statement = select(func.count()).where(own_questions.c.class_id == class_id)
    return int(session.execute(statement).scalar_one())


def has_mark(session: Session, class_id: int, mark: str) -> bool:
    is_it = (own_questions.c.class_id == class_id) & (own_questions.c.mark == mark)
    return session.execute(select(own_questions.c.id).where(is_it)).scalar() is not None


def there(session: Session, ids: Sequence[int]) -> set[int]:
    """Which of these are there, and kept."""
    statement = select(own_questions.c.id).where(
        own_questions.c.id.in_(ids), own_questions.c.kept_at.is_not(None)
    )
    return set(session.execute(statement).scalars())


def change_draft(session: Session, own_id: int, **values: Any) -> bool:
    """Whether it still is a draft, and so has been changed."""
    is_draft = (own_questions.c.id == own_id) & own_questions.c.kept_at.is_(None)
    return bool(session.execute(update(own_questions).where(is_draft).values(values)).rowcount)


def drop(session: Session, own_id: int) -> None:
    session.execute(delete(own_questions).where(own_questions.c.id == own_id))


def drop_drafts(session: Session, before: datetime) -> None:
    is_old = own_questions.c.kept_at.is_(None) & (own_questions.c.created_at < before)
    session.execute(delete(own_questions).where(is_old))


def _find(session: Session, condition: Any) -> OwnRow | None:
    row = session.execute(_OWN.where(condition)).one_or_none()
    return OwnRow._make(row) if row else None
