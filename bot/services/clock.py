"""How far the playground's clock was turned ahead; it outlives a restart and never goes back."""

from __future__ import annotations

from datetime import timedelta

from db import state
from db.engine import Session

_KEY = "clock_ahead_seconds"


def ahead(session: Session) -> timedelta:
    return timedelta(seconds=float(state.find(session, _KEY) or 0))


def turn(session: Session, by: timedelta) -> timedelta:
    """Turn the clock ahead; gives how far ahead it is then."""
    if by < timedelta(0):
        raise ValueError("the clock never goes back")
    total = ahead(session) + by
    state.put(session, _KEY, str(total.total_seconds()))
    return total
