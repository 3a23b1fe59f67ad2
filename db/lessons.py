"""Where each learner stopped reading."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import desc, select

from db.engine import Session, insert_into
from db.models import lessons


class LessonRow(NamedTuple):
    scope: str
    step: int
    page: int


def of_learner(session: Session, learner_id: int) -> list[LessonRow]:
    """The lesson that was read last comes first."""
    statement = select(lessons.c.scope, lessons.c.step, lessons.c.page)
    mine = statement.where(lessons.c.learner_id == learner_id)
    return [LessonRow(*row) for row in session.execute(mine.order_by(desc(lessons.c.read_at)))]


def put(session: Session, learner_id: int, row: LessonRow, read_at: datetime) -> None:
    values = {"step": row.step, "page": row.page, "read_at": read_at}
    statement = insert_into(session, lessons).values(learner_id=learner_id, scope=row.scope, **values)
    keys = ["learner_id", "scope"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
