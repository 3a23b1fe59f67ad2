"""Which processes serve a database that several may serve: a row each, written anew at every beat."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from db import state
from db.engine import Session
from db.models import bot_state

_PREFIX = "running/"
ALIVE_FOR = timedelta(minutes=3)
"""A process beats every minute; one that has not for so long is dead."""


def beat(session: Session, process: str, now: datetime) -> None:
    """``process`` is a name of its own, 24 characters at most."""
    state.put(session, _PREFIX + process, now.isoformat())


def leave(session: Session, process: str) -> None:
    state.drop(session, _PREFIX + process)


def alive(session: Session, now: datetime) -> int:
    """How many processes serve this database now. The rows of the dead go."""
    rows = session.execute(select(bot_state).where(bot_state.c.key.startswith(_PREFIX))).all()
    beaten = {key: datetime.fromisoformat(value) for key, value in rows}
    # From a clock that was ahead a row would stand for good.
    dead = [key for key, at in beaten.items() if abs(now - at) > ALIVE_FOR]
    session.execute(delete(bot_state).where(bot_state.c.key.in_(dead)))
    return len(beaten) - len(dead)
