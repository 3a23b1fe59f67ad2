"""From the rows of homework to what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.classes import report, roll
from bot.classes.report import Given, Report
from bot.classes.values import Homework, Pupil, State
from bot.learning.picking import QuestionKey
from bot.learning.play import play_of
from bot.services import sets
from content.model import Bank
from content.own import OwnFact, row_of, with_own
from db import classes, homework, memories
from db.engine import Session
from db.homework import AttemptRow


def read(session: Session, bank: Bank, of: Homework, now: datetime) -> Report:
    """With the gain, where it is a test after."""
    made = _read(session, bank, of, now)
    before = homework.find(session, of.pre_id) if of.pre_id is not None else None
    if before is None:
        return made
    return replace(made, gain=report.gain(_read(session, bank, roll.homework_of(before), now), made))


def _read(session: Session, bank: Bank, of: Homework, now: datetime) -> Report:
    bank = with_own(bank)
    pupils = [roll.pupil_of(row) for row in classes.members(session, of.class_id)]
    versions = [_keys(session, bank, code) for code in of.codes]
    answers = given(session, [of.id])
    asked = (key for version in (*versions, [each.key for each in answers]) for key in version)
    keys = tuple(dict.fromkeys(asked))  # on paper another question may have stood in
    totals = {pupil.id: len(versions[pupil.half % len(versions)]) for pupil in pupils} if versions else {}
    made = report.make(
        bank,
        pupils,
        states(homework.attempts(session, [of.id]), pupils, of, now),
        keys,
        [each for each in answers if row_of(each.key[0]) is None or each.key in keys],
        totals,
        _due(session, pupils, {fact for fact, _ in keys}, now),
    )
    facts = (bank.find_fact(fact_id) for fact_id, _ in keys)
    own = {fact.id: fact for fact in facts if isinstance(fact, OwnFact)}
    return replace(made, own=own, gone=len(of.own) - len(own))


def _keys(session: Session, bank: Bank, code: str) -> tuple[QuestionKey, ...]:
    """Without what its teacher has deleted: that counts for nobody."""
    found = sets.find(session, bank, code)
    entries = found.entries if found else ()
    return tuple(
        (entry.fact_id, entry.question_id)
        for entry in entries
        if row_of(entry.fact_id) is None or bank.find_fact(entry.fact_id) is not None
    )


def states(
    attempts: Sequence[AttemptRow], pupils: Sequence[Pupil], of: Homework, now: datetime
) -> Mapping[int, tuple[State, int]]:
    """State and attempts of each pupil (id)."""
    found: dict[int, tuple[State, int]] = {}
    for pupil in pupils:
        mine = [row for row in attempts if row.member_id == pupil.id]
        is_done = any(row.ended_at is not None for row in mine) or (mine and of.is_over(now))
        found[pupil.id] = ("done" if is_done else "open" if mine else "new", len(mine))
    return found


def given(session: Session, ids: Sequence[int]) -> list[Given]:
    """Every answer in some pieces of homework (ids)."""
    return [
        Given(
            pupil_id=row.member_id,
            attempt=row.number,
            key=(row.fact_id, row.question_id),
            chosen=row.chosen,
            mark=1.0 if row.is_right else 0.5 if row.is_half else 0.0,
            took=row.answered_at - row.shown_at,
            is_on_paper=play_of(row.kind).is_on_paper,
        )
        for row in homework.given(session, ids)
    ]


def _due(session: Session, pupils: Sequence[Pupil], facts: set[str], now: datetime) -> Mapping[int, int]:
    """How many of these facts wait for review with each pupil (id); nothing is told of other facts."""
    due = memories.due(session, [pupil.learner_id for pupil in pupils], now)
    counts = Counter(learner_id for learner_id, fact_id in due if fact_id in facts)
    return {pupil.id: counts[pupil.learner_id] for pupil in pupils}
