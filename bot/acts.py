"""An act, run from the event loop: a plain function, whole in one transaction, in the database's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from db.engine import Database, Session
from db.errors import Busy

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds that an act waits for its turn at the most."""


async def run(database: Database, act: Callable[[Session], T]) -> T:
    """What the act gives, when it is committed. Raises what the act raises, or Busy after PATIENCE.

    A task cancelled while its act waits undoes nothing, because nothing was begun. While it runs, the act
    goes on to its end all the same: no half of it is lost, and none of it stays open.
    """
    future = database.submit(act)
    is_given_up = False

    def give_up() -> None:
        nonlocal is_given_up
        is_given_up = future.cancel()  # what runs already cannot be cancelled

    timer = asyncio.get_running_loop().call_later(PATIENCE, give_up)
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        if is_given_up:
            raise Busy(f"no act could begin within {PATIENCE:.0f} s") from None
        raise
    finally:
        timer.cancel()
