"""What keeps the keys of homework: nothing of it is told too early, and nothing is played too late."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refusal
from bot.learning import homework as rules
from bot.learning.learner import Learner
from bot.learning.play import play_of
from db import homework
from db.engine import Session
from db.quizzes import QuizRow


def are_told(session: Session, quiz_id: int, now: datetime) -> bool:
    """Whether result and keys of a homework may be told; never those of a class that one has left."""
    found = homework.sealed(session, quiz_id)
    if found is None:
        return False
    return rules.is_told(found.shows, found.shown_at, found.extra_at or found.due_at, now)


def untold_facts(session: Session, learner: Learner) -> set[str]:
    """The facts of which nothing may show yet how the learner has answered on them."""
    return homework.untold_facts(session, learner.id, learner.now)


def is_untold(session: Session, quiz_id: int, kind: str, now: datetime) -> bool:
    """Whether it is homework of which nothing may tell yet what was right."""
    play = play_of(kind)
    return play.is_homework and not play.tells_at_once and not are_told(session, quiz_id, now)


def refuse_untold(session: Session, quiz: QuizRow, now: datetime) -> None:
    """Refuses what would tell the keys of a homework before its time."""
    if is_untold(session, quiz.id, quiz.kind, now):
        raise Refusal("homework-untold")


def is_overdue(session: Session, quiz: QuizRow, now: datetime) -> bool:
    """Whether it is homework that may not be played any more; what comes on paper was played before."""
    play = play_of(quiz.kind)
    if not play.is_homework or play.is_on_paper:
        return False
    found = homework.sealed(session, quiz.id)
    if found is None or now >= (found.extra_at or found.due_at):
        return True
    return found.shows != "once" and found.shown_at is not None
