"""The questions of one's own quiz behind a code, and being asked those of somebody else's."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.play import PRACTICE, Play, play_of
from bot.learning.quiz import Item, Result, Turn, lay_out
from bot.services import known, quizzes, turns
from content import questions
from content.model import Bank
from db import sets
from db.engine import Session
from db.sets import SetRow


@dataclass(frozen=True)
class Set:
    """Questions that can still be asked; ``scope`` and ``play`` are of the quiz they were in."""

    code: str
    scope: str | None
    play: Play
    count: int


def share(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, code: str) -> str:
    """The code under which others are asked the questions of a quiz; a quiz has one, which is made once."""
    if not quizzes.find_ended(session, bank, learner, quiz_id=quiz_id).result.is_good:
        raise Refusal("error-button-old")
    found = sets.put(session, learner.id, quiz_id, code, learner.now)
    if found is None:  # this code was taken, of all those there are: the next tap has another
        raise Refusal("error-button-old")
    return found


def find(session: Session, bank: Bank, code: str) -> Set | None:
    row = sets.find(session, code)
    if row is None:
        return None
    return Set(row.code, row.scope, play_of(row.kind), len(_items(session, bank, row, "")))


def begin(session: Session, bank: Bank, learner: Learner, *, code: str, nonce: str) -> Turn | Result:
    """Ask the same questions in the same order, the options in one of this learner's own."""
    row = sets.find(session, code)
    if row is None:
        raise Refusal("error-set-gone")
    origin = quizzes.origin_of(session, learner.id, f"set-{code}", nonce)
    items = _items(session, bank, row, f"{learner.id}/{origin}")
    return quizzes.open_quiz(
        session, bank, learner, play=PRACTICE, origin=origin, scope=row.scope, items=items
    )


def _items(session: Session, bank: Bank, row: SetRow, seed: str) -> tuple[Item, ...]:
    """What has left the bank, or is not asked for the time being, is stepped over."""
    chance, paused = random.Random(seed), known.paused(session)
    planned = [turns.item_of(entry) for entry in row.plan]
    asked = [(each.fact_id, each.question_id) for each in planned if not each.is_again]
    found = [questions.look_up(bank, *key) for key in asked if key not in paused]
    return tuple(lay_out(*each, chance) for each in found if each is not None)
