"""A pile of papers: a teacher enters those of the pupils, one after the other."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.classes import doing, on_paper, printing, roll
from bot.classes.on_paper import Opened
from bot.classes.values import Homework, Pupil, Task
from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.quiz import Result
from bot.services import learners, papers, quizzes, sets
from content.model import Bank
from db import classes, homework
from db import papers as rows
from db.engine import Session


class Pile(Struct, frozen=True):
    """The pupils of a class, each with how many attempts are handed in."""

    homework: Homework
    pupils: tuple[tuple[Pupil, int], ...]
    has_paper: bool


def look(session: Session, bank: Bank, learner: Learner, *, homework_id: int) -> Pile:
    learner.refuse_in_exam()
    within, of = printing.given(session, learner, homework_id)
    tries = [row.member_id for row in homework.attempts(session, [of.id]) if row.ended_at is not None]
    pupils = [roll.pupil_of(row) for row in classes.members(session, within.id)]
    return Pile(
        of,
        tuple((each, tries.count(each.id)) for each in pupils),
        any(papers.versions(session, code) for code in of.codes),
    )


def enter(
    session: Session,
    bank: Bank,
    learner: Learner,
    *,
    homework_id: int,
    member_id: int,
    version: str,
    origin: str,
) -> Opened:
    """The paper of one pupil; also after the due date, for it was written before."""
    learner.refuse_in_exam()
    within, of = printing.given(session, learner, homework_id)
    pupil = roll.pupil(session, learner, within.id, member_id)
    _refuse_full(session, learner, of, pupil)
    found = sets.find(session, bank, of.code_for(pupil.half) or "")
    if found is None:
        raise Refusal("error-set-gone")
    at = Opened(found.code, version=on_paper.version_for(of, pupil, version), homework=of, pupil=pupil)
    return on_paper.await_line(session, bank, learner, at, found, origin, of, pupil)


def _refuse_full(session: Session, learner: Learner, of: Homework, pupil: Pupil) -> Task:
    task = doing.task(session, of, pupil, learner.now)
    begun = _unended(session, of, pupil)
    if begun is not None and doing.has_answers(session, begun):
        raise Refusal("paper-begun-by-pupil")
    if begun is None and task.tried >= of.attempts:
        raise Refusal("paper-pupil-used-up")
    return replace(task, state="open", last_quiz=begun) if begun is not None else replace(task, state="done")


def _unended(session: Session, of: Homework, pupil: Pupil) -> int | None:
    """The attempt that was begun and not ended, also when its day is over."""
    tries = homework.attempts(session, [of.id], pupil.id)
    return tries[-1].quiz_id if tries and tries[-1].ended_at is None else None


def count(session: Session, bank: Bank, teacher: Learner, *, reading_id: int) -> tuple[int, Pupil, Result]:
    """Grade a paper of the pile as that pupil's attempt; tapped twice, it is graded once.

    The pupil is locked, so that it and whatever they do meanwhile are one after the other; the teacher must
    not be: two who enter each other's papers would wait for each other for ever.
    """
    open_row = rows.look_at_reading(session, teacher.id, reading_id)
    if open_row is None or open_row.member_id is None:
        raise Refusal("paper-gone")
    pupil = on_paper.pupil_of(session, open_row)
    acting = learners.as_they_are(session, pupil.learner_id, teacher.now)
    row = papers.get(session, teacher, reading_id)
    of = on_paper.homework_of(session, row)
    roll.taught(session, teacher, of.class_id)
    if acting is None:
        raise Refusal("paper-gone")
    if row.quiz_id is not None:
        return of.id, pupil, quizzes.result_of(session, bank, acting, quiz_id=row.quiz_id)
    task = _refuse_full(session, teacher, of, pupil)
    return of.id, pupil, on_paper.attempt(session, bank, acting, row, of, pupil, task, is_entered=True)
