"""Certificates: one for each exam that was passed and has a name on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from db.engine import Session, insert_into
from db.models import certificates


class CertificateRow(NamedTuple):
    learner_id: int
    quiz_id: int
    code: str
    name: str  # sealed
    right: int
    total: int
    language: str
    bank_version: str
    passed_at: datetime


_CERTIFICATE = select(*(certificates.c[name] for name in CertificateRow._fields))


def insert(session: Session, values: Mapping[str, Any]) -> None:
    """Insert it, unless its exam has one."""
    statement = insert_into(session, certificates).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["quiz_id"]))


def rename(session: Session, quiz_id: int, name: str) -> None:
    session.execute(update(certificates).where(certificates.c.quiz_id == quiz_id).values(name=name))


def find(session: Session, quiz_id: int) -> CertificateRow | None:
    row = session.execute(_CERTIFICATE.where(certificates.c.quiz_id == quiz_id)).one_or_none()
    return CertificateRow._make(row) if row else None


def find_by_code(session: Session, code: str) -> CertificateRow | None:
    row = session.execute(_CERTIFICATE.where(certificates.c.code == code)).one_or_none()
    return CertificateRow._make(row) if row else None


def of_learner(session: Session, learner_id: int) -> list[CertificateRow]:
    """A learner's certificates, the first one first."""
    rows = session.execute(
        _CERTIFICATE.where(certificates.c.learner_id == learner_id).order_by(certificates.c.id)
    )
    return [CertificateRow._make(row) for row in rows]
