"""Entering one's own paper: of a set, or of the homework of one's class."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.classes import doing, roll
from bot.classes.values import Homework, Pupil, Task
from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.meaning import PaperLine
from bot.learning.paper import VERSIONS, ReadBack
from bot.learning.play import HOMEWORK_PAPER, HOMEWORK_PAPER_LATER
from bot.learning.quiz import Result
from bot.services import learners, papers, quizzes, sets
from bot.services.sets import Set
from content.model import Bank
from db import classes, homework
from db.engine import Session
from db.homework import HomeworkRow
from db.papers import ReadingRow


class Opened(Struct, frozen=True):
    """A paper that somebody wants to enter: its line is awaited, unless ``choice`` is to be made first, or
    it was handed in before (``done`` is the quiz)."""

    code: str
    reading_id: int | None = None
    questions: int = 0
    version: str = ""
    choice: tuple[str, ...] = ()
    done: int | None = None
    homework: Homework | None = None
    pupil: Pupil | None = None


def enter(session: Session, bank: Bank, learner: Learner, *, code: str, version: str, origin: str) -> Opened:
    """A learner has the paper of a set, or of their homework; its line is awaited now."""
    learner.refuse_in_exam()
    found = sets.find(session, bank, code)
    if found is None:
        raise Refusal("error-set-gone")
    if found.is_of_class:
        of, me = _mine(session, learner, code)
        return _enter_homework(session, bank, learner, found, of, me, version, origin)
    done = papers.is_done(session, learner, code)
    if done is not None:
        return Opened(code, done=done)
    return await_line(session, bank, learner, Opened(code, version=version), found, origin)


def homework_on(session: Session, learner: Learner, code: str) -> Homework:
    """The homework whose paper bears a code, for a pupil who has it; refuses everybody else."""
    return _mine(session, learner, code)[0]


def _mine(session: Session, learner: Learner, code: str) -> tuple[Homework, Pupil]:
    """The homework that is on the paper for this pupil: of a test before and after each has their half."""
    for row in homework.of_set(session, code):
        place = classes.find_member(session, row.class_id, learner.id)
        if place is not None and row.given_at is not None:
            of, me = roll.homework_of(row), roll.pupil_of(place)
            if of.code_for(me.half) == code:
                return of, me
    raise Refusal("paper-of-a-class")


def _enter_homework(
    session: Session,
    bank: Bank,
    learner: Learner,
    found: Set,
    of: Homework,
    me: Pupil,
    version: str,
    origin: str,
) -> Opened:
    task = doing.task(session, of, me, learner.now)
    _refuse_begun(session, learner, task)
    if task.state != "open" and not task.may_begin(learner.now):
        raise Refusal("homework-used-up" if task.is_open(learner.now) else "homework-over")
    at = Opened(found.code, version=version_for(of, me, version), homework=of)
    return await_line(session, bank, learner, at, found, origin, of, me)


def version_for(of: Homework, pupil: Pupil, version: str) -> str:
    """Of a test each half has its own."""
    return version if of.kind == "work" else VERSIONS[pupil.half % len(VERSIONS)]


def _refuse_begun(session: Session, learner: Learner, task: Task) -> None:
    """A homework in which something was tapped goes on where it was begun."""
    if task.state != "open" or task.last_quiz is None:
        return
    if doing.has_answers(session, task.last_quiz):
        raise Refusal("paper-begun")


def await_line(
    session: Session,
    bank: Bank,
    learner: Learner,
    at: Opened,
    found: Set,
    origin: str,
    of: Homework | None = None,
    pupil: Pupil | None = None,
) -> Opened:
    there = papers.versions(session, found.code)
    if not there:
        raise Refusal("paper-none")
    if at.version and at.version not in there:
        raise Refusal("paper-no-version")
    if not at.version and len(there) > 1:
        return replace(at, choice=there)
    version = at.version or there[0]
    begun = papers.begin(
        session,
        learner,
        found,
        version=version,
        origin=origin,
        homework_id=of.id if of else None,
        member_id=pupil.id if pupil else None,
    )
    learners.expect(session, learner, PaperLine(begun))
    length = papers.length(session, bank, papers.get(session, learner, begun))
    return replace(at, reading_id=begun, version=version, questions=length)


def again(session: Session, bank: Bank, learner: Learner, *, reading_id: int) -> int:
    """Write the line once more; gives how many questions the paper has."""
    learner.refuse_in_exam()
    row = papers.get(session, learner, reading_id)
    if row.quiz_id is None:
        learners.expect(session, learner, PaperLine(row.id))
    return papers.length(session, bank, row)


def read_back(session: Session, bank: Bank, learner: Learner, *, reading_id: int) -> ReadBack:
    """The line as it was understood; of a pile with the pupil whose paper it is."""
    told = papers.read_back(session, bank, learner, reading_id=reading_id)
    row = papers.get(session, learner, reading_id)
    if row.homework_id is None or row.member_id is None:
        return told
    pupil = pupil_of(session, row)
    is_pile = pupil.learner_id != learner.id
    return replace(told, pupil=pupil.name if is_pile else None, is_pile=is_pile)


def pupil_of(session: Session, row: ReadingRow) -> Pupil:
    place = classes.find_place(session, row.member_id or 0)
    if place is None:
        raise Refusal("paper-gone")
    return roll.pupil_of(place)


def count(session: Session, bank: Bank, learner: Learner, *, reading_id: int) -> Result:
    """Grade one's own paper; tapped twice, it is graded once."""
    learner.refuse_in_exam()
    row = papers.get(session, learner, reading_id)
    if row.homework_id is None:
        return papers.count(session, bank, learner, row)
    if row.quiz_id is not None:
        return quizzes.result_of(session, bank, learner, quiz_id=row.quiz_id)
    of, me = homework_of(session, row), pupil_of(session, row)
    if me.learner_id != learner.id:
        raise Refusal("paper-gone")
    task = doing.task(session, of, me, learner.now)
    _refuse_begun(session, learner, task)
    if task.state != "open" and not task.may_begin(learner.now):
        raise Refusal("homework-used-up" if task.is_open(learner.now) else "homework-over")
    return attempt(session, bank, learner, row, of, me, task, is_entered=False)


def homework_of(session: Session, row: ReadingRow) -> Homework:
    found: HomeworkRow | None = homework.find(session, row.homework_id or 0)
    if found is None:
        raise Refusal("error-homework-gone")
    return roll.homework_of(found)


def attempt(
    session: Session,
    bank: Bank,
    learner: Learner,
    row: ReadingRow,
    of: Homework,
    pupil: Pupil,
    task: Task,
    *,
    is_entered: bool,
) -> Result:
    """The next attempt; one that was begun with no answer in it gives way."""
    number = task.tried + 1
    if task.state == "open" and task.last_quiz is not None:
        homework.drop_attempt(session, task.last_quiz)
        number = task.tried
    result = papers.hand_in(
        session,
        bank,
        learner,
        row,
        play=HOMEWORK_PAPER if of.shows == "once" else HOMEWORK_PAPER_LATER,
        origin=f"homework-{of.id}/{number}",
        scope=of.scope,
        code=row.set_code,
    )
    homework.insert_attempt(session, of.id, pupil.id, number, result.quiz_id, is_entered=is_entered)
    return result
