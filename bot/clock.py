"""The one clock of the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, aware UTC. The playground and the tests turn it by hand."""


def utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - everything else is given the moment
