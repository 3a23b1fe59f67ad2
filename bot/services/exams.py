"""Sitting the exam: beginning it, handing it in, and where one stands."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from bot.errors import Refusal
from bot.learning import exam as rules
from bot.learning.exam import Sitting, Standing
from bot.learning.learner import Learner, minutes_until
from bot.learning.play import EXAM
from bot.learning.quiz import Result, Turn
from bot.learning.zones import zone_of
from bot.services import deliveries, known, quizzes, turns
from content.model import Bank, Language
from db import certificates
from db import learners as people
from db import quizzes as rows
from db.engine import Session
from db.quizzes import QuizRow


def look(session: Session, bank: Bank, learner: Learner) -> Standing:
    sat = rows.of_kind(session, learner.id, EXAM.name)
    codes = {row.quiz_id: row.code for row in certificates.of_learner(session, learner.id)}
    over = [
        Sitting(turns.result(session, bank, quiz), begun_at, codes.get(quiz.id))
        for quiz, begun_at in sat
        if quiz.ended_at is not None
    ]
    running = next((quiz for quiz, _ in sat if quiz.ended_at is None), None)
    today = learner.now.astimezone(zone_of(learner.zone)).date()
    return Standing(
        sittings=tuple(over),
        today=today,
        free_on=rules.free_on([begun_at for _, begun_at in sat], today, learner.zone),
        minutes_left=minutes_until(running.ends_at, learner.now) if running and running.ends_at else None,
        open_quiz=running.id if running else None,
    )


def begin(session: Session, bank: Bank, learner: Learner, *, nonce: str) -> Turn | Result:
    """Begin a sitting; the same tap begins it once. Refuses a second resit on one local day."""
    origin = f"exam-{nonce}"
    begun = rows.find_by_origin(session, learner.id, origin)
    if begun is not None:
        return quizzes.resume(session, bank, learner, quiz_id=begun.id)
    standing = look(session, bank, learner)
    if standing.free_on > standing.today:
        raise Refusal("exam-tomorrow")
    paused = known.paused(session)
    items = rules.draw(bank, seed=f"{learner.id}/{origin}", paused=paused)
    ends_at = learner.now + rules.TIME
    return quizzes.open_quiz(
        session, bank, learner, play=EXAM, origin=origin, scope=None, items=items, ends_at=ends_at
    )


def hand_in(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Result:
    """End an exam before its time; what has no answer counts as wrong. Twice equals once."""
    quiz = _exam(session, learner, quiz_id)
    if quiz.ended_at is None:
        rows.end(session, quiz.id, learner.now)
    return turns.result(session, bank, quiz)


def find_over(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Result:
    """The result of a sitting that is over; refuses any other."""
    quiz = _exam(session, learner, quiz_id)
    if quiz.ended_at is None:
        raise Refusal("error-button-old")
    return turns.result(session, bank, quiz)


def count_answered(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Result:
    """How far an exam has come."""
    return turns.result(session, bank, _exam(session, learner, quiz_id))


def close_overdue(session: Session, now: datetime) -> int:
    """End the quizzes whose deadline has come, and owe their learners a word; gives how many there were."""
    ended = rows.end_overdue(session, now)
    languages = people.languages(session, [learner_id for _, learner_id in ended])
    for quiz_id, learner_id in ended:
        tell_time_is_up(session, learner_id, cast(Language, languages[learner_id]), quiz_id, now)
    return len(ended)


def tell_time_is_up(
    session: Session, learner_id: int, language: Language, quiz_id: int, now: datetime
) -> None:
    """Owe the word that an exam has ended by itself: once, and none if its result is seen before."""
    occasion = f"exam-{quiz_id}"
    deliveries.notify(
        session,
        learner_id=learner_id,
        language=language,
        kind="exam",
        occasion=occasion,
        about=str(quiz_id),
        now=now,
    )


def _exam(session: Session, learner: Learner, quiz_id: int) -> QuizRow:
    quiz = turns.get(session, learner, quiz_id)
    if quiz.kind != EXAM.name:
        raise Refusal("error-button-old")
    return quiz
