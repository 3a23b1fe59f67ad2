"""Reviewing what is due, with a daily cap, and putting it off."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.learning import picking, timetable
from bot.learning.picking import Asked
from bot.learning.quiz import Result, Turn
from bot.learning.review import AT_ONCE, Review, left, next_day
from bot.services import learners, memories, quizzes
from bot.services.turns import Player
from content.model import Bank, Fact
from db import answers
from db.engine import Session

KIND = "review"


async def look(session: Session, bank: Bank, player: Player, cap: int) -> Review:
    """What is due; ``cap`` is the most a day, 0 for no limit."""
    here = ZoneInfo(player.zone)
    today = player.now.astimezone(here).date()
    due_at = [
        memory.due_at
        for fact_id, memory in (await memories.of_learner(session, player.learner_id)).items()
        if bank.find_fact(fact_id) is not None
    ]
    midnight = timetable.day_after(player.now, player.zone, days=0)
    counts = await answers.of_kind_since(session, [player.learner_id], KIND, midnight)
    done = counts.get(player.learner_id, 0)
    following = next_day(due_at, today, player.zone)
    snoozed_to = player.snoozed_until if player.is_snoozed else None
    return Review(
        due=sum(moment < player.due_before for moment in due_at),
        left=left(cap, done),
        done=done,
        next_on=following[0] if following else None,
        next_due=following[1] if following else 0,
        snoozed_to=snoozed_to.astimezone(here).date() if snoozed_to else None,
    )


async def count(session: Session, bank: Bank, player: Player) -> int:
    """How many facts are due."""
    return len(await _due(session, bank, player))


async def start(
    session: Session, bank: Bank, player: Player, *, cap: int, origin: str, is_beyond: bool
) -> Turn | Result:
    """Ask what is due, some at a time; ``is_beyond`` goes on over the day's cap."""
    found = await look(session, bank, player, cap)
    allowed = found.due if is_beyond else found.allowed
    facts = await _due(session, bank, player)
    if facts and not allowed:
        raise Refusal("review-enough-alert", n=found.done)
    chosen = picking.apart(facts[: min(allowed, AT_ONCE)])
    return await quizzes.start_on(session, bank, player, kind=KIND, facts=chosen, origin=origin)


async def snooze(session: Session, player: Player, days: int) -> datetime:
    """Nothing is due before the local day that begins ``days`` from now; memories stay as they are."""
    until = timetable.day_after(player.now, player.zone, days)
    await learners.snooze(session, player.learner_id, until)
    return until


async def wake(session: Session, player: Player) -> None:
    await learners.snooze(session, player.learner_id, None)


async def _due(session: Session, bank: Bank, player: Player) -> list[Fact]:
    held = Asked(memories=await memories.of_learner(session, player.learner_id))
    return picking.due(bank.facts, held, player.due_before)
