"""A tap on a question of a live quiz that no poll can carry: somebody's answer, or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, cast

from msgspec import Struct

from bot.errors import Refusal
from bot.learning import tapped
from bot.learning.grading import grade_chosen
from bot.learning.learner import Learner
from bot.learning.live import Asked
from bot.learning.meaning import Touched
from bot.live import hosting, telling, voting
from bot.live.voting import Spot
from bot.services import arrival, meanings
from bot.services.groups import Where
from content.model import Bank, Language, Several
from db import learners as people
from db import lives, quizzes
from db.engine import Session
from db.lives import LiveRow


class Tapped(Struct, frozen=True):
    """What is chosen now: the answer, the one that was given before, a part of one, or nothing to check."""

    became: Literal["answer", "before", "part", "nothing"]
    asked: Asked
    keys: tuple[str, ...]
    language: Language


class Touch(Struct, frozen=True):
    """Who taps, on which question, and when; ``zone`` is of somebody who is new. The update, handled again,
    changes no more of an answer than it did."""

    live_id: int
    position: int
    person_id: int
    zone: str
    now: datetime
    update_id: int = 0


class _Here(Struct, frozen=True):
    """Where somebody stands who has not answered yet."""

    row: LiveRow
    learner: Learner
    asked: Asked
    language: Language
    keys: tuple[str, ...]  # tapped so far
    update_id: int


def choose(session: Session, bank: Bank, where: Where, *, touch: Touch, option: int) -> Tapped:
    """Tap an option. What makes an answer whole gives it, once; taps after it change nothing."""
    here = _stand(session, bank, where, touch)
    if isinstance(here, Tapped):
        return here
    question, shown = here.asked.question, here.asked.item.options
    if not 0 <= option < len(shown):
        raise Refusal("live-gone")
    keys = tapped.after_tap(question, shown, here.keys, shown[option])
    is_whole = tapped.is_whole(question, shown, keys)
    return _give(session, bank, here, keys) if is_whole else _keep(session, here, keys)


def finish(session: Session, bank: Bank, where: Where, *, touch: Touch) -> Tapped:
    """What is ticked is the answer; while nothing is, nothing becomes of it, also not later."""
    here = _stand(session, bank, where, touch)
    if isinstance(here, Tapped):
        return here
    if not isinstance(here.asked.question, Several):
        raise Refusal("live-gone")
    return _give(session, bank, here, here.keys) if here.keys else _keep(session, here, (), "nothing")


def clear(session: Session, bank: Bank, where: Where, *, touch: Touch) -> Tapped:
    """Take back what is tapped so far; an answer that is given stays."""
    here = _stand(session, bank, where, touch)
    return here if isinstance(here, Tapped) else _keep(session, here, ())


def _stand(session: Session, bank: Bank, where: Where, touch: Touch) -> _Here | Tapped:
    """Make a learner of whoever taps, and hold the quiz: until its verdict is made, the question is open."""
    person_id, position, now = touch.person_id, touch.position, touch.now
    language = cast(Language, lives.language_of_one(session, touch.live_id))
    people.insert(session, person_id, language, touch.zone, now)  # unless they are known
    people.lock(session, [person_id])
    learner = arrival.arrive(session, person_id, code=language, zone=touch.zone, now=now, keep=True)
    row = hosting.find(session, where, touch.live_id)
    asked = telling.asked_at(bank, row, position)
    if asked is None or row.quiz_id is None or not tapped.is_by_buttons(asked.question, language):
        raise Refusal("live-too-late")
    stored = quizzes.find_answer(session, row.quiz_id, position, person_id)
    if stored is not None:  # given in time, also where this tap comes after it
        return Tapped("before", asked, tuple((stored.chosen or "").split()), language)
    if not _is_open(row, position, now):
        raise Refusal("live-too-late")
    keys = lives.kept(session, touch.live_id, person_id, position)
    if isinstance(meanings.find(session, touch.update_id), Touched):
        return Tapped("part", asked, keys, language)
    return _Here(row, learner, asked, language, keys, touch.update_id)


def _is_open(row: LiveRow, position: int, now: datetime) -> bool:
    """While its options are on their way, too: Telegram may show them before it has answered."""
    if row.position != position:
        return False
    is_on_its_way = row.phase == "reading" and row.next_at is not None and row.next_at <= now
    return is_on_its_way or row.phase in ("asking", "counting")


def _give(session: Session, bank: Bank, here: _Here, keys: Sequence[str]) -> Tapped:
    row, asked = here.row, here.asked
    at = Spot(row.quiz_id or 0, asked.position, row.shown_at or here.learner.now)
    given = grade_chosen(asked.question, tuple(keys))
    voting.record(session, bank, at, here.learner, asked.item, given, here.language)
    voting.tell(session, at.quiz_id, at.position, here.learner.now)
    return Tapped("answer", asked, given.chosen, here.language)


def _keep(
    session: Session, here: _Here, keys: Sequence[str], became: Literal["part", "nothing"] = "part"
) -> Tapped:
    lives.keep(session, here.row.id, here.learner.id, here.asked.position, keys)
    meanings.keep(session, here.update_id, Touched())
    return Tapped(became, here.asked, tuple(keys), here.language)
