"""Homework as a pupil has it: what there is to do, beginning it, and its result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from bot.classes import roll
from bot.classes.values import Class, Desk, Homework, Pupil, State, Task
from bot.errors import Refusal
from bot.learning.learner import Learner
from bot.learning.play import HOMEWORK, HOMEWORK_LATER
from bot.learning.quiz import Result, Turn
from bot.services import keys_of_homework, quizzes, sets
from content.model import Bank
from content.own import with_own
from db import homework, own
from db import quizzes as quiz_rows
from db.engine import Session
from db.homework import AttemptRow


def desk(session: Session, _: Bank, learner: Learner, *, class_id: int) -> Desk:
    """A class as this pupil sees it; refuses whoever is in no such class."""
    of, me = roll.my_place(session, learner, class_id)
    given = [roll.homework_of(row) for row in homework.given_to(session, class_id)]
    ids = [each.id for each in given]
    attempts = homework.attempts(session, ids, me.id)
    extras = homework.extras(session, ids)
    there = own.there(session, [each for of_it in given for each in of_it.own])
    tasks = (_task(each, attempts, extras.get((each.id, me.id)), learner.now) for each in given)
    return Desk(of, me, tuple(replace(task, gone=task.homework.gone(there)) for task in tasks))


def _task(
    of: Homework, attempts: Sequence[AttemptRow], extra: tuple[str, datetime] | None, now: datetime
) -> Task:
    mine = [row for row in attempts if row.homework_id == of.id]
    due_on, due_at = (date.fromisoformat(extra[0]), extra[1]) if extra else (of.due_on, of.due_at)
    is_open = bool(mine) and mine[-1].ended_at is None and now < due_at
    state: State = "open" if is_open else "done" if mine else "new"
    is_entered = any(row.is_entered for row in mine)
    return Task(of, state, len(mine), due_on, due_at, mine[-1].quiz_id if mine else None, is_entered)


def task(session: Session, of: Homework, pupil: Pupil, now: datetime) -> Task:
    """A piece of homework as it stands for a pupil of its class."""
    attempts = homework.attempts(session, [of.id], pupil.id)
    return _task(of, attempts, homework.extras(session, [of.id]).get((of.id, pupil.id)), now)


def has_answers(session: Session, quiz_id: int) -> bool:
    return bool(quiz_rows.answers_of(session, quiz_id))


def begin(session: Session, bank: Bank, learner: Learner, *, homework_id: int) -> Turn | Result:
    """Begin the next attempt, or go on with the one that is open. Refuses what is over or used up."""
    row = homework.find(session, homework_id)
    if row is None or row.set_code is None:
        raise Refusal("error-homework-gone")
    at = desk(session, bank, learner, class_id=row.class_id)
    task = next(each for each in at.tasks if each.homework.id == homework_id)
    if task.state == "open" and task.last_quiz is not None:
        return quizzes.go_on(session, bank, learner, quiz_id=task.last_quiz)
    if not task.may_begin(learner.now):
        raise Refusal("homework-used-up" if task.is_open(learner.now) else "homework-over")
    return _attempt(session, bank, learner, at.me, task)


def _attempt(session: Session, bank: Bank, learner: Learner, me: Pupil, task: Task) -> Turn | Result:
    of, number, bank = task.homework, task.tried + 1, with_own(bank)
    code = of.code_for(me.half)
    found = sets.find(session, bank, code) if code else None
    if found is None:
        raise Refusal("error-set-gone")
    origin = f"homework-{of.id}/{number}"
    begun = quizzes.open_quiz(
        session,
        bank,
        learner,
        play=HOMEWORK if of.shows == "once" else HOMEWORK_LATER,
        origin=origin,
        scope=found.scope,
        items=sets.items(session, bank, found, f"{learner.id}/{origin}"),
        set_code=found.code,
    )
    homework.insert_attempt(session, of.id, me.id, number, begun.quiz_id)
    return begun


def remind(session: Session, bank: Bank, learner: Learner, *, class_id: int, on: bool) -> Desk:
    """Want a word on the evening before something is due, or none."""
    _, me = roll.my_place(session, learner, class_id)
    roll.set_reminded(session, me.id, on=on)
    return desk(session, bank, learner, class_id=class_id)


def handed_in_to(session: Session, *, learner: Learner, quiz_id: int) -> Class | None:
    """The class that has the homework; None to whoever has left it, or where either is gone."""
    class_id = homework.class_of(session, quiz_id)
    return roll.my_place(session, learner, class_id)[0] if class_id is not None else None


def are_keys_told(session: Session, *, learner: Learner, quiz_id: int) -> bool:
    return keys_of_homework.are_told(session, quiz_id, learner.now)
