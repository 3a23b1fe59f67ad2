"""An act, run from the event loop: a plain function, whole in one transaction, in the database's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from bot.outage import Outage
from db.engine import Database, Session
from db.errors import UNAVAILABLE, Busy

T = TypeVar("T")

_outages: WeakKeyDictionary[Database, Outage] = WeakKeyDictionary()
"""Of the databases that cannot be used at this moment."""

PATIENCE = 30.0
"""Seconds that an act waits for its turn at the most."""


async def run(database: Database, act: Callable[[Session], T]) -> T:
    """What the act gives, when it is committed. Raises what the act raises, or Busy after PATIENCE.

    A task cancelled while its act waits undoes nothing, because nothing was begun. While it runs, the act
    goes on to its end all the same: no half of it is lost, and none of it stays open.
    """
    try:
        value = await _run(database, act)
    except UNAVAILABLE as error:
        if database not in _outages:
            _outages[database] = Outage("the database cannot be used")
        _outages[database].met(error)
        raise
    if _outages and (outage := _outages.pop(database, None)) is not None:
        outage.over()
    return value


async def _run(database: Database, act: Callable[[Session], T]) -> T:
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
