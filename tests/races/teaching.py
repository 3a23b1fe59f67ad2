"""A class of two teachers and its homework, for races about them."""

from __future__ import annotations

from bot.classes import assigning, roll
from content.model import Bank
from db import classes
from db.engine import Session
from tests.races.playing import arrive

TEACHER, OTHER_TEACHER = 5_000_000_011, 5_000_000_012
CODES = ("bbbbbbbb", "cccccccc")
"""Of the sets that homework may ask."""


def make_class(session: Session) -> int:
    teacher = arrive(session, TEACHER)
    roll.make(session, teacher, update_id=1, sealed="sealed", code="aaaaaaaa")
    class_id = roll.made_by(session, 1).id
    classes.add_teacher(session, class_id, arrive(session, OTHER_TEACHER).id, teacher.now)
    return class_id


def give_homework(session: Session, bank: Bank, class_id: int) -> int:
    teacher = arrive(session, TEACHER)
    of = assigning.draft(session, bank, teacher, class_id=class_id, kind="work", scope=None, origin="tap-1")
    assigning.give(session, bank, teacher, homework_id=of.id, codes=CODES, seeds=CODES)
    return of.id
