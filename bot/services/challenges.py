"""The same questions for a friend: passing them on, and both results side by side when both are done."""

from __future__ import annotations

from typing import cast

from bot.errors import Refusal
from bot.learning.challenge import MOST_SHOWN, MOST_TOLD, News, Side, Versus
from bot.learning.grading import Grade
from bot.learning.learner import Learner
from bot.learning.play import PASSED_ON
from bot.learning.quiz import Result
from bot.services import deliveries, quizzes, sets
from bot.services.sets import Set
from bot.services.subscriptions import Kind
from content.model import Bank, Language
from db import challenges, learners
from db.challenges import Mark, Played
from db.engine import Session

KIND: Kind = "challenge"


def pass_on(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, code: str) -> tuple[Set, Result]:
    """The questions of one's own result behind a code, for others to be asked the same."""
    result = quizzes.find_ended(session, bank, learner, quiz_id=quiz_id).result
    if not result.can_be_passed_on:
        raise Refusal("error-button-old")
    found = sets.find(session, bank, sets.of_result(session, learner, quiz_id=quiz_id, code=code))
    if found is None:
        raise Refusal("error-set-gone")
    return found, result


def look(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, code: str) -> Versus | None:
    """One's own marks in a quiz on a set beside those of whoever is done; None if nobody is."""
    found = sets.find(session, bank, code)
    if found is None:
        return None
    others = [
        side_in(session, found, each.quiz_id) for each in _others(session, found, learner.id, MOST_SHOWN)
    ]
    return Versus(side_in(session, found, quiz_id), tuple(others)) if others else None


def side(session: Session, found: Set, learner_id: int) -> Side | None:
    """How a learner did with a set the first time; None if they are not done with it."""
    played = challenges.first_done(session, found.code, PASSED_ON, 1, of=learner_id)
    return side_in(session, found, played[0].quiz_id) if played else None


def tell(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, code: str) -> None:
    """A quiz on a set has ended: whoever was done before hears of it, each once.

    The set must have been locked before the quiz ended, so that of two who end at once the second sees the
    first.
    """
    found = sets.find(session, bank, code)
    mine = challenges.first_done(session, code, PASSED_ON, 1, of=learner.id)
    if found is None or not mine or mine[0].quiz_id != quiz_id:
        return  # only the first time counts
    if found.maker_id != learner.id and _before(session, found, quiz_id) >= MOST_TOLD:
        return
    for other in _others(session, found, learner.id, MOST_TOLD):
        _notify(session, learner, found, other, quiz_id)


def _before(session: Session, found: Set, quiz_id: int) -> int:
    """How many took up the challenge before."""
    took = challenges.first_done(session, found.code, PASSED_ON, MOST_TOLD + 1, but_of=found.maker_id)
    return sum(each.quiz_id < quiz_id for each in took)


def _others(session: Session, found: Set, learner_id: int, limit: int) -> list[Played]:
    """Whose results one sees: the maker those of all, everybody else the maker's."""
    if found.maker_id is None:
        return []
    if found.maker_id == learner_id:
        return challenges.first_done(session, found.code, PASSED_ON, limit, but_of=learner_id)
    return challenges.first_done(session, found.code, PASSED_ON, 1, of=found.maker_id)


def _notify(session: Session, learner: Learner, found: Set, other: Played, quiz_id: int) -> None:
    if not challenges.hold(session, other.quiz_id):
        return
    theirs, mine = side_in(session, found, other.quiz_id), side_in(session, found, quiz_id)
    deliveries.notify(
        session,
        learner_id=other.learner_id,
        language=cast(Language, learners.languages(session, [other.learner_id])[other.learner_id]),
        kind=KIND,
        occasion=f"{found.code}-{quiz_id}"[:32],
        about=News(other.quiz_id, theirs.right, mine.right, mine.total).spell(),
        now=learner.now,
    )


def side_in(session: Session, found: Set, quiz_id: int) -> Side:
    """How a quiz went, by the questions of a set."""
    given = {(each.fact_id, each.question_id): _grade(each) for each in challenges.marks(session, quiz_id)}
    return Side(tuple(given.get((entry.fact_id, entry.question_id)) for entry in found.entries))


def _grade(mark: Mark) -> Grade:
    return "right" if mark.is_right else "half" if mark.is_half else "wrong"
