"""Bots that are careless of one thing each, to see that the proof of live quizzes would catch them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from bot import __main__ as bot
from bot.services import meanings
from db import lives, polls
from db.engine import Session


def drop_votes() -> None:
    """A vote whose poll is not known is kept nowhere."""
    polls.hold = lambda *_: False


def count_again() -> None:
    """A tap that is handled again is one more tap."""
    meanings.find = lambda *_: None


def keep_in_memory() -> None:
    """What is tapped of an answer dies with the process."""
    tapped: dict[tuple[int, int, int], tuple[str, ...]] = {}

    def keep(session: Session, live_id: int, learner_id: int, position: int, keys: Sequence[str]) -> None:
        tapped[live_id, learner_id, position] = tuple(keys)

    def kept(session: Session, live_id: int, learner_id: int, position: int) -> tuple[str, ...]:
        return tapped.get((live_id, learner_id, position), ())

    lives.keep, lives.kept = keep, kept


CARELESS: Mapping[str, Callable[[], None]] = {
    "votes": drop_votes,
    "again": count_again,
    "memory": keep_in_memory,
}

if __name__ == "__main__":
    CARELESS[sys.argv[1]]()
    sys.exit(bot.main([]))
