"""The questions that a teacher writes for a class: writing, keeping and deleting them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.classes import roll
from bot.classes.values import Kept, Own, Shelf
from bot.errors import Refusal
from bot.learning import drafting
from bot.learning.drafting import Draft
from bot.learning.homework import MOST_OWN
from bot.learning.learner import Learner
from bot.learning.meaning import OwnFile, OwnPoll
from bot.services import learners, meanings
from bot.services import own as services
from content.model import Bank
from content.own import Written
from content.own_rules import faults
from db import classes, homework, own
from db.engine import Session
from db.own import OwnRow


class Box(Protocol):
    """Seals what a teacher wrote, and opens it again."""

    def seal(self, text: str) -> str: ...
    def open(self, sealed: str) -> str | None: ...
    def mark(self, text: str) -> str: ...


def shelf(session: Session, _: Bank, learner: Learner, *, class_id: int, box: Box) -> Shelf:
    of = roll.taught(session, learner, class_id)
    times = Counter(each for row in homework.given_to(session, class_id) for each in row.own or ())
    return Shelf(of, tuple(_own(row, box, times[row.id]) for row in own.of_class(session, class_id)))


def find(session: Session, _: Bank, learner: Learner, *, own_id: int, box: Box) -> Own:
    """A question of a class of this teacher; anybody else's is as good as none."""
    row = own.find(session, own_id)
    if row is None:
        raise Refusal("error-own-gone")
    roll.taught(session, learner, row.class_id)
    times = sum(own_id in (each.own or ()) for each in homework.given_to(session, row.class_id))
    return _own(row, box, times)


def _own(row: OwnRow, box: Box, times: int) -> Own:
    return Own(row.id, row.class_id, services.read(row.text, box.open), row.kept_at is not None, times)


def begin(
    session: Session, _: Bank, learner: Learner, *, class_id: int, draft: Draft, origin: str, box: Box
) -> Own:
    """Begin to write one; the same tap, or poll that was sent, begins it once."""
    classes.lock(session, class_id)
    roll.taught(session, learner, class_id)
    is_new = own.made_by(session, origin) is None
    if is_new and own.count(session, class_id) >= MOST_OWN:
        raise Refusal("error-own-enough", n=MOST_OWN)
    own.insert(session, _values(learner, class_id, origin, _sealed(draft, box)))
    row = own.made_by(session, origin)
    if row is None or row.class_id != class_id:
        raise Refusal("error-own-gone")
    return _own(row, box, 0)


def _values(learner: Learner, class_id: int, origin: str, sealed: str) -> dict[str, object]:
    return {
        "class_id": class_id,
        "learner_id": learner.id,
        "origin": origin,
        "text": sealed,
        "created_at": learner.now,
    }


def _sealed(draft: Draft, box: Box) -> str:
    return box.seal(json.dumps(draft.to_plain(), ensure_ascii=False))


def change(
    session: Session, bank: Bank, learner: Learner, *, own_id: int, by: Callable[[Draft], Draft], box: Box
) -> Own:
    """Write on; what is kept is not changed any more."""
    _go_on(session, learner)
    found = find(session, bank, learner, own_id=own_id, box=box)
    classes.lock(session, found.class_id)
    found = find(session, bank, learner, own_id=own_id, box=box)
    if found.is_kept or found.draft is None:
        raise Refusal("error-button-old")
    own.change_draft(session, own_id, text=_sealed(by(found.draft), box))
    return find(session, bank, learner, own_id=own_id, box=box)


def keep(session: Session, bank: Bank, learner: Learner, *, own_id: int, box: Box) -> Own:
    """Keep what was read back. Kept twice, it is kept once; a class has no two of one text."""
    _go_on(session, learner)
    found = find(session, bank, learner, own_id=own_id, box=box)
    classes.lock(session, found.class_id)
    found = find(session, bank, learner, own_id=own_id, box=box)
    if found.is_kept:
        return found
    if found.draft is None or found.draft.step != "whole":
        raise Refusal("error-button-old")
    drafting.refuse_first(faults(found.draft.of))
    mark = _mark(found.class_id, found.draft.of, box)
    if own.has_mark(session, found.class_id, mark):
        raise Refusal("error-own-there")
    own.change_draft(session, own_id, kept_at=learner.now, mark=mark)
    return find(session, bank, learner, own_id=own_id, box=box)


def _mark(class_id: int, of: Written, box: Box) -> str:
    """By which the same question is known again."""
    return box.mark(f"own {class_id} {json.dumps(of.to_plain(), ensure_ascii=False)}")


def keep_all(
    session: Session,
    _: Bank,
    learner: Learner,
    *,
    class_id: int,
    written: Sequence[tuple[int, Written]],
    origin: str,
    box: Box,
) -> Kept:
    """Keep questions that came with their lines, each of them sound; what the class has stays one.

    The same file handled again finds what it has kept itself.
    """
    classes.lock(session, class_id)
    roll.taught(session, learner, class_id)
    room = MOST_OWN - own.count(session, class_id)
    kept = there = left = 0
    for line, of in written:
        mark = _mark(class_id, of, box)
        if own.made_by(session, f"{origin}-{line}") is not None:
            kept += 1
        elif own.has_mark(session, class_id, mark):
            there += 1
        elif room <= 0:
            left += 1
        else:
            values = _values(learner, class_id, f"{origin}-{line}", _sealed(_whole(of), box))
            is_new = own.insert(session, {**values, "mark": mark, "kept_at": learner.now})
            kept, there, room = kept + is_new, there + (not is_new), room - is_new
    return Kept(kept, there, left)


def ask_for(session: Session, _: Bank, learner: Learner, *, what: OwnFile | OwnPoll) -> None:
    """Wait for a file, or for polls, of a class of this teacher."""
    roll.taught(session, learner, what.class_id)
    learners.expect(session, learner, what)


def awaiting(session: Session, bank: Bank, learner: Learner, *, update_id: int) -> int | None:
    """The class that a file or a poll which came is for. More may follow.

    It is kept, so that handled again it is for the same.
    """
    meant = meanings.find(session, update_id) or learner.expected
    if not isinstance(meant, OwnFile | OwnPoll):
        return None
    meanings.keep(session, update_id, meant)
    ask_for(session, bank, learner, what=meant)
    return meant.class_id


def _go_on(session: Session, learner: Learner) -> None:
    """Between two polls one is looked at and kept; the next is waited for all the same."""
    if isinstance(learner.expected, OwnPoll):
        learners.expect(session, learner, learner.expected)


def _whole(of: Written) -> Draft:
    return Draft.from_plain(of.to_plain())


def drop(session: Session, bank: Bank, learner: Learner, *, own_id: int, box: Box) -> Own:
    """Delete one; homework that asks it steps over it, for everybody alike."""
    _go_on(session, learner)
    found = find(session, bank, learner, own_id=own_id, box=box)
    own.drop(session, own_id)
    return found


def are_there(session: Session, *, class_id: int) -> bool:
    """Whether a class has any that homework can ask."""
    return any(row.kept_at is not None for row in own.of_class(session, class_id))
