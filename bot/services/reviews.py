"""Reviewing what is due, with a daily cap, and putting it off."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refusal
from bot.learning import picking, timetable
from bot.learning.learner import Learner
from bot.learning.memory import Memory
from bot.learning.picking import Known
from bot.learning.play import REVIEW
from bot.learning.quiz import Result, Turn
from bot.learning.review import AT_ONCE, Review, left, next_day
from bot.learning.zones import zone_of
from bot.services import keys_of_homework, learners, memories, quizzes
from content.model import Bank, Fact
from db import answers
from db.engine import Session


def look(session: Session, bank: Bank, learner: Learner) -> Review:
    """What is due, and how much of it the learner wants on one day."""
    here = zone_of(learner.zone)
    today = learner.now.astimezone(here).date()
    due_at = [
        memory.due_at
        for fact_id, memory in _held(session, learner).items()
        if bank.find_fact(fact_id) is not None
    ]
    midnight = timetable.day_after(learner.now, learner.zone, days=0)
    counts = answers.of_kind_since(session, [learner.id], REVIEW.name, midnight)
    done = counts.get(learner.id, 0)
    following = next_day(due_at, today, learner.zone)
    snoozed_to = learner.snoozed_until if learner.is_snoozed else None
    return Review(
        due=sum(moment < learner.due_before for moment in due_at),
        left=left(learner.settings.reviews_a_day, done),
        done=done,
        next_on=following[0] if following else None,
        next_due=following[1] if following else 0,
        snoozed_to=snoozed_to.astimezone(here).date() if snoozed_to else None,
    )


def count(session: Session, bank: Bank, learner: Learner) -> int:
    """How many facts are due."""
    return len(_due(session, bank, learner))


def start(session: Session, bank: Bank, learner: Learner, *, origin: str, is_beyond: bool) -> Turn | Result:
    """Ask what is due, some at a time; ``is_beyond`` goes on over the day's cap."""
    found = look(session, bank, learner)
    allowed = found.due if is_beyond else found.allowed
    facts = _due(session, bank, learner)
    if facts and not allowed:
        raise Refusal("review-enough-alert", n=found.done)
    chosen = picking.apart(facts[: min(allowed, AT_ONCE)])
    return quizzes.start_on(session, bank, learner, play=REVIEW, facts=chosen, origin=origin)


def snooze(session: Session, learner: Learner, days: int) -> datetime:
    """Nothing is due before the local day that begins ``days`` from now; memories stay as they are."""
    until = timetable.day_after(learner.now, learner.zone, days)
    learners.snooze(session, learner.id, until)
    return until


def wake(session: Session, learner: Learner) -> None:
    learners.snooze(session, learner.id, None)


def _due(session: Session, bank: Bank, learner: Learner) -> list[Fact]:
    held = Known(memories=_held(session, learner))
    return picking.due(bank.facts, held, learner.due_before)


def _held(session: Session, learner: Learner) -> dict[str, Memory]:
    """What falls due soon was missed: of homework that is not told, that would tell it."""
    held = memories.of_learner(session, learner.id)
    hidden = keys_of_homework.untold_facts(session, learner)
    return {fact: each for fact, each in held.items() if fact not in hidden} if hidden else held
