"""The texts that are kept sealed, wherever they stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, select, update

from db.engine import Session
from db.models import (
    broadcast_texts,
    certificates,
    class_members,
    classes,
    inbox,
    live_names,
    own_questions,
    reports,
    suggestions,
    unanswered,
)

PLACES: dict[str, tuple[Table, Column[Any], Column[Any]]] = {
    "name": (certificates, certificates.c.id, certificates.c.name),
    "class": (classes, classes.c.id, classes.c.name),
    "pupil": (class_members, class_members.c.id, class_members.c.name),
    "report": (reports, reports.c.id, reports.c.text),
    "suggestion": (suggestions, suggestions.c.id, suggestions.c.text),
    "answer": (suggestions, suggestions.c.id, suggestions.c.answer),
    "broadcast": (broadcast_texts, broadcast_texts.c.id, broadcast_texts.c.text),
    "own": (own_questions, own_questions.c.id, own_questions.c.text),
    "nickname": (live_names, live_names.c.id, live_names.c.name),
    "question": (unanswered, unanswered.c.key, unanswered.c.text),
    "update": (inbox, inbox.c.update_id, inbox.c.body),
}


def every(session: Session) -> list[tuple[str, int | str, str]]:
    """(place, key of the row, sealed text) of all of them."""
    found = []
    for place, (_, key, column) in PLACES.items():
        rows = session.execute(select(key, column).where(column.is_not(None), column != ""))
        found += [(place, row_id, token) for row_id, token in rows]
    return found


def replace(session: Session, place: str, row_id: int | str, token: str) -> None:
    table, key, column = PLACES[place]
    session.execute(update(table).where(key == row_id).values({column: token}))
