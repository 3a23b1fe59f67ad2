"""Sets as they were laid out to be printed, and papers that are being entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from db.engine import Session, insert_into
from db.models import paper_readings, papers


class PaperRow(NamedTuple):
    set_code: str
    version: str
    plan: list[dict[str, Any]]
    created_at: datetime


class ReadingRow(NamedTuple):
    id: int
    learner_id: int
    set_code: str
    version: str
    homework_id: int | None
    member_id: int | None
    given: list[list[int]] | None
    script: str | None
    quiz_id: int | None


_PAPER = select(*(papers.c[name] for name in PaperRow._fields))
_READING = select(*(paper_readings.c[name] for name in ReadingRow._fields))


def insert(session: Session, values: Mapping[str, Any]) -> None:
    """Put a paper, unless this version of the set has one: the first that was put stays."""
    session.execute(insert_into(session, papers).values(**values).on_conflict_do_nothing())


def of_set(session: Session, code: str) -> list[PaperRow]:
    """By their versions."""
    rows = session.execute(_PAPER.where(papers.c.set_code == code).order_by(papers.c.version))
    return [PaperRow._make(row) for row in rows]


def insert_reading(session: Session, values: Mapping[str, Any]) -> int:
    """The reading of this origin, made by the first who comes."""
    statement = insert_into(session, paper_readings).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["learner_id", "origin"]))
    is_it = (paper_readings.c.learner_id == values["learner_id"]) & (
        paper_readings.c.origin == values["origin"]
    )
    return int(session.execute(select(paper_readings.c.id).where(is_it)).scalar_one())


def find_reading(session: Session, learner_id: int, reading_id: int) -> ReadingRow | None:
    """A reading of whoever enters it. Nobody else changes it before this transaction ends."""
    is_it = (paper_readings.c.id == reading_id) & (paper_readings.c.learner_id == learner_id)
    row = session.execute(_READING.where(is_it).with_for_update()).one_or_none()
    return ReadingRow._make(row) if row else None


def look_at_reading(session: Session, learner_id: int, reading_id: int) -> ReadingRow | None:
    """The same, and who changes it meanwhile may."""
    is_it = (paper_readings.c.id == reading_id) & (paper_readings.c.learner_id == learner_id)
    row = session.execute(_READING.where(is_it)).one_or_none()
    return ReadingRow._make(row) if row else None


def keep_line(session: Session, reading_id: int, given: Sequence[Sequence[int]], script: str) -> None:
    """What was read, in place of what was read before; what was counted stays as it is."""
    is_open = (paper_readings.c.id == reading_id) & paper_readings.c.quiz_id.is_(None)
    values = {"given": [list(each) for each in given], "script": script}
    session.execute(update(paper_readings).where(is_open).values(values))


def mark_counted(session: Session, reading_id: int, quiz_id: int) -> None:
    session.execute(update(paper_readings).where(paper_readings.c.id == reading_id).values(quiz_id=quiz_id))


def drop_readings(session: Session, before: datetime) -> None:
    session.execute(delete(paper_readings).where(paper_readings.c.created_at < before))
