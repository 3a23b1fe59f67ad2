"""Classes: who teaches them, and which pupils are in them under which sealed name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, select, update

from db.engine import Session, insert_into
from db.models import class_members, class_teachers, classes, homework, sets


class ClassRow(NamedTuple):
    id: int
    code: str
    name: str  # sealed
    language: str
    zone: str
    year: str


class MemberRow(NamedTuple):
    id: int
    class_id: int
    learner_id: int
    name: str  # sealed
    half: int
    is_reminded: bool


_CLASS = select(*(classes.c[name] for name in ClassRow._fields))
_MEMBER = select(*(class_members.c[name] for name in MemberRow._fields))


def insert(session: Session, values: Mapping[str, Any]) -> None:
    """Insert a class, unless its update made it already."""
    statement = insert_into(session, classes).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["update_id"]))


def made_by(session: Session, update_id: int) -> ClassRow | None:
    return _find(session, classes.c.update_id == update_id)


def find_by_code(session: Session, code: str) -> ClassRow | None:
    return _find(session, classes.c.code == code)


def find_by_invitation(session: Session, code: str) -> ClassRow | None:
    return _find(session, classes.c.invitation == code)


def find(session: Session, class_id: int) -> ClassRow | None:
    return _find(session, classes.c.id == class_id)


def _find(session: Session, condition: Any) -> ClassRow | None:
    row = session.execute(_CLASS.where(condition)).one_or_none()
    return ClassRow._make(row) if row else None


def lock(session: Session, class_id: int) -> None:
    """Let nobody else change the class before this transaction ends. On SQLite nobody can anyway."""
    if session.dialect.name != "sqlite":
        session.execute(select(classes.c.id).where(classes.c.id == class_id).with_for_update())


def taught_by(session: Session, learner_id: int) -> list[ClassRow]:
    statement = _CLASS.join_from(classes, class_teachers).where(class_teachers.c.learner_id == learner_id)
    return [ClassRow._make(row) for row in session.execute(statement.order_by(classes.c.id))]


def teaches(session: Session, learner_id: int, class_id: int) -> bool:
    is_it = (class_teachers.c.learner_id == learner_id) & (class_teachers.c.class_id == class_id)
    return session.execute(select(class_teachers.c.class_id).where(is_it)).scalar() is not None


def count_teachers(session: Session, class_id: int) -> int:
    statement = select(func.count()).where(class_teachers.c.class_id == class_id)
    return int(session.execute(statement).scalar_one())


def add_teacher(session: Session, class_id: int, learner_id: int, now: datetime) -> None:
    values = {"class_id": class_id, "learner_id": learner_id, "joined_at": now}
    session.execute(insert_into(session, class_teachers).values(**values).on_conflict_do_nothing())


def drop_teacher(session: Session, class_id: int, learner_id: int) -> None:
    is_it = (class_teachers.c.learner_id == learner_id) & (class_teachers.c.class_id == class_id)
    session.execute(delete(class_teachers).where(is_it))


def invite(session: Session, class_id: int, code: str) -> None:
    """Put a new invitation for one more teacher in place of an earlier one."""
    session.execute(update(classes).where(classes.c.id == class_id).values(invitation=code))


def take_invitation(session: Session, code: str) -> int | None:
    """The class that an invitation leads to; it is gone with this, so of two who take it one does."""
    taken = update(classes).where(classes.c.invitation == code).values(invitation=None)
    return session.execute(taken.returning(classes.c.id)).scalar()


def change(session: Session, class_id: int, **values: Any) -> None:
    session.execute(update(classes).where(classes.c.id == class_id).values(values))


def drop(session: Session, ids: Collection[int]) -> None:
    """Delete classes with all that is theirs, and the sets that were made for them alone."""
    of_them = select(homework.c.set_code, homework.c.twin_code).where(homework.c.class_id.in_(ids))
    codes = {code for row in session.execute(of_them) for code in row if code is not None}
    session.execute(delete(classes).where(classes.c.id.in_(ids)))
    session.execute(delete(sets).where(sets.c.code.in_(codes), sets.c.learner_id.is_(None)))


def taught_alone_by(session: Session, learner_id: int) -> list[int]:
    """The classes that have no other teacher; of two who go at once, the second one is alone."""
    mine = select(class_teachers.c.class_id).where(class_teachers.c.learner_id == learner_id)
    for class_id in sorted(session.execute(mine).scalars()):
        lock(session, class_id)
    other = class_teachers.alias()
    has_other = exists().where(
        other.c.class_id == class_teachers.c.class_id, other.c.learner_id != class_teachers.c.learner_id
    )
    alone = select(class_teachers.c.class_id).where(class_teachers.c.learner_id == learner_id, ~has_other)
    return list(session.execute(alone).scalars())


def members(session: Session, class_id: int) -> list[MemberRow]:
    """In the order in which they joined."""
    rows = session.execute(_MEMBER.where(class_members.c.class_id == class_id).order_by(class_members.c.id))
    return [MemberRow._make(row) for row in rows]


def insert_member(session: Session, values: Mapping[str, Any]) -> bool:
    """Whether the pupil is new and nobody of the class has this name."""
    statement = insert_into(session, class_members).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(class_members.c.id)).scalar() is not None


def find_member(session: Session, class_id: int, learner_id: int) -> MemberRow | None:
    is_it = (class_members.c.class_id == class_id) & (class_members.c.learner_id == learner_id)
    row = session.execute(_MEMBER.where(is_it)).one_or_none()
    return MemberRow._make(row) if row else None


def find_place(session: Session, member_id: int) -> MemberRow | None:
    """A place in a class by its own number."""
    row = session.execute(_MEMBER.where(class_members.c.id == member_id)).one_or_none()
    return MemberRow._make(row) if row else None


def memberships(session: Session, learner_id: int) -> list[MemberRow]:
    """The places of a pupil in classes, the first one first."""
    mine = _MEMBER.where(class_members.c.learner_id == learner_id).order_by(class_members.c.id)
    return [MemberRow._make(row) for row in session.execute(mine)]


def change_member(session: Session, member_id: int, **values: Any) -> None:
    session.execute(update(class_members).where(class_members.c.id == member_id).values(values))


def drop_member(session: Session, member_id: int) -> None:
    session.execute(delete(class_members).where(class_members.c.id == member_id))
