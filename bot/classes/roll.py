"""Making a class, joining and leaving it, and sharing it with another teacher."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from bot.classes.values import Class, Homework, Overview, Pupil, Register
from bot.errors import Refusal
from bot.learning.homework import MOST_CLASSES, MOST_PUPILS, Kind, Shows, school_year
from bot.learning.learner import Learner
from content.model import Bank, Language
from db import classes, homework
from db.classes import ClassRow, MemberRow
from db.engine import Session
from db.homework import HomeworkRow


def look(session: Session, _: Bank, learner: Learner) -> Overview:
    taught = classes.taught_by(session, learner.id)
    joined = [classes.find(session, row.class_id) for row in classes.memberships(session, learner.id)]
    return Overview(tuple(map(class_of, taught)), tuple(class_of(row) for row in joined if row is not None))


def make(session: Session, learner: Learner, *, update_id: int, sealed: str, code: str) -> None:
    """A class by the (sealed) name that an update typed; the same update makes it once."""
    is_made = classes.made_by(session, update_id) is not None
    if not is_made and len(classes.taught_by(session, learner.id)) >= MOST_CLASSES:
        raise Refusal("error-classes-enough", n=MOST_CLASSES)
    values: dict[str, Any] = {
        "update_id": update_id,
        "code": code,
        "name": sealed,
        "language": learner.language,
        "zone": learner.zone,
        "year": school_year(learner.today),
        "created_at": learner.now,
    }
    classes.insert(session, values)
    classes.add_teacher(session, made_by(session, update_id).id, learner.id, learner.now)


def made_by(session: Session, update_id: int) -> Class:
    """The class that an update has made."""
    row = classes.made_by(session, update_id)
    if row is None:
        raise Refusal("error-class-gone")
    return class_of(row)


def taught(session: Session, learner: Learner, class_id: int) -> Class:
    """A class of this teacher; anybody else's is as good as none."""
    row = classes.find(session, class_id)
    if row is None or not classes.teaches(session, learner.id, class_id):
        raise Refusal("error-class-gone")
    return class_of(row)


def register(session: Session, _: Bank, learner: Learner, *, class_id: int) -> Register:
    of = taught(session, learner, class_id)
    return Register(
        of,
        tuple(map(pupil_of, classes.members(session, class_id))),
        tuple(map(homework_of, homework.given_to(session, class_id))),
        is_shared=classes.count_teachers(session, class_id) > 1,
    )


def find_by_code(session: Session, code: str) -> Class | None:
    row = classes.find_by_code(session, code)
    return class_of(row) if row else None


def is_in(session: Session, learner: Learner, class_id: int) -> bool:
    return classes.find_member(session, class_id, learner.id) is not None


def join(session: Session, learner: Learner, *, class_id: int, sealed: str, mark: str) -> None:
    """Come in under a name, sealed and marked. Whoever is in already stays as they are.

    Refuses a name that another pupil of the class has, and a class that is full or gone.
    """
    classes.lock(session, class_id)
    if classes.find(session, class_id) is None:
        raise Refusal("error-class-gone")
    pupils = classes.members(session, class_id)
    if any(row.learner_id == learner.id for row in pupils):
        return
    if len(pupils) >= MOST_PUPILS:
        raise Refusal("error-class-full", n=MOST_PUPILS)
    halves = [row.half for row in pupils]
    values = {
        "class_id": class_id,
        "learner_id": learner.id,
        "name": sealed,
        "name_mark": mark,
        "half": int(halves.count(1) < halves.count(0)),
        "joined_at": learner.now,
    }
    if not classes.insert_member(session, values):
        raise Refusal("error-class-name-taken")


def my_place(session: Session, learner: Learner, class_id: int) -> tuple[Class, Pupil]:
    """The class and one's own place in it; refuses whoever is in no such class."""
    row, of = classes.find_member(session, class_id, learner.id), classes.find(session, class_id)
    if row is None or of is None:
        raise Refusal("error-class-gone")
    return class_of(of), pupil_of(row)


def leave(session: Session, _: Bank, learner: Learner, *, class_id: int) -> None:
    """The name goes, and so does what the teacher saw; answers and memories stay the learner's own."""
    row = classes.find_member(session, class_id, learner.id)
    if row is not None:
        classes.drop_member(session, row.id)


def set_reminded(session: Session, pupil_id: int, *, on: bool) -> None:
    classes.change_member(session, pupil_id, is_reminded=on)


def pupil(session: Session, learner: Learner, class_id: int, pupil_id: int) -> Pupil:
    """A pupil of a class of this teacher."""
    taught(session, learner, class_id)
    for row in classes.members(session, class_id):
        if row.id == pupil_id:
            return pupil_of(row)
    raise Refusal("error-button-old")


def take_out(session: Session, _: Bank, learner: Learner, *, class_id: int, pupil_id: int) -> None:
    """As if the pupil had left."""
    classes.drop_member(session, pupil(session, learner, class_id, pupil_id).id)


def invite(session: Session, _: Bank, learner: Learner, *, class_id: int, code: str) -> str:
    """A code by which one more teacher comes in, once; an earlier one that was not used ends."""
    taught(session, learner, class_id)
    classes.invite(session, class_id, code)
    return code


def find_by_invitation(session: Session, code: str) -> Class | None:
    row = classes.find_by_invitation(session, code)
    return class_of(row) if row else None


def leads_somewhere(session: Session, code: str) -> bool:
    """Whether a code is of a class, or of an invitation to teach one."""
    return find_by_code(session, code) is not None or find_by_invitation(session, code) is not None


def accept(session: Session, _: Bank, learner: Learner, *, code: str) -> Class:
    """Teach a class with the one who invited; of two with one invitation, the first does."""
    class_id = classes.take_invitation(session, code)
    if class_id is None:
        raise Refusal("error-class-invitation")
    classes.add_teacher(session, class_id, learner.id, learner.now)
    return taught(session, learner, class_id)


def speak(session: Session, _: Bank, learner: Learner, *, class_id: int, language: Language) -> None:
    """Choose the language of the class's reports."""
    taught(session, learner, class_id)
    classes.change(session, class_id, language=language)


def give_up(session: Session, _: Bank, learner: Learner, *, class_id: int) -> None:
    """Teach a class no more; with its last teacher it is deleted."""
    taught(session, learner, class_id)
    classes.lock(session, class_id)
    if classes.count_teachers(session, class_id) > 1:
        classes.drop_teacher(session, class_id, learner.id)
    else:
        classes.drop(session, [class_id])


def teaches_alone(session: Session, _: Bank, learner: Learner) -> bool:
    """Whether a class would be deleted with this teacher."""
    return bool(classes.taught_alone_by(session, learner.id))


def class_of(row: ClassRow) -> Class:
    return Class(row.id, row.code, row.name, cast(Language, row.language), row.zone, row.year)


def pupil_of(row: MemberRow) -> Pupil:
    return Pupil(row.id, row.learner_id, row.name, row.half, row.is_reminded)


def homework_of(row: HomeworkRow) -> Homework:
    return Homework(
        id=row.id,
        class_id=row.class_id,
        kind=cast(Kind, row.kind),
        scope=row.scope,
        count=row.questions,
        set_code=row.set_code,
        twin_code=row.twin_code,
        pre_id=row.pre_id,
        due_on=date.fromisoformat(row.due_on),
        due_at=row.due_at,
        attempts=row.attempts,
        shows=cast(Shows, row.shows),
        shown_at=row.shown_at,
        own=tuple(row.own or ()),
    )
