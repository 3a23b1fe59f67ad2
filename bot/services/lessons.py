"""Reading a lesson, stopping and going on, and the check at the end of a step."""

from __future__ import annotations

from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.lessons import Reading, Step, steps
from bot.learning.play import LESSON
from bot.learning.quiz import Result, Turn
from bot.services import quizzes, turns
from content.model import Bank
from db import lessons
from db.engine import Session
from db.lessons import LessonRow


def look(session: Session, _: Bank, learner: Learner) -> list[Reading]:
    """Where the learner stopped in each lesson, the one read last first."""
    learner.refuse_in_exam()
    return [Reading(*row) for row in lessons.of_learner(session, learner.id)]


def find_step(bank: Bank, scope: str, index: int) -> Step:
    """Refuses a step that is not, or no longer, in the bank."""
    found = steps(bank, scope) if bank.find_scope(scope) is not None else ()
    if index >= len(found):
        raise Refusal("error-button-old")
    return found[index]


def turn_to(session: Session, bank: Bank, learner: Learner, *, scope: str, step: int, page: int) -> Step:
    """Read on at a page; it is where the learner goes on next time."""
    learner.refuse_in_exam()
    found = find_step(bank, scope, step)
    if page >= len(found.pages):
        raise Refusal("error-button-old")
    lessons.put(session, learner.id, LessonRow(scope, step, page), learner.now)
    return found


def check(
    session: Session, bank: Bank, learner: Learner, *, scope: str, step: int, nonce: str
) -> Turn | Result:
    """One question about each fact of a step."""
    found = find_step(bank, scope, step)
    origin = f"lesson-{nonce}"
    return quizzes.start_on(
        session, bank, learner, play=LESSON, facts=list(found.facts), origin=origin, scope=scope
    )


def after(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Reading:
    """Where to go on after the check of a step, which is done with it."""
    quiz = turns.get(session, learner, quiz_id)
    scope = quiz.scope or ""
    if quiz.kind != LESSON.name or bank.find_scope(scope) is None:
        raise Refusal("error-button-old")
    asked = {entry["fact"] for entry in quiz.plan}
    of_scope = steps(bank, scope)
    done = next((step for step in of_scope if asked & {fact.id for fact in step.facts}), None)
    if done is None:
        raise Refusal("error-button-old")
    return finish(session, learner, done)


def finish(session: Session, learner: Learner, step: Step) -> Reading:
    """A step is done; the next one, or the end of the lesson, is where to go on."""
    learner.refuse_in_exam()
    row = LessonRow(step.scope, step.index + 1, 0)
    lessons.put(session, learner.id, row, learner.now)
    return Reading(*row)
