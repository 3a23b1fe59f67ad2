"""How every handler begins: who is it, and what shall a quiz know of them."""

from __future__ import annotations

from bot.context import Session, Visit
from bot.services import learners, reminders
from bot.services.learners import Learner
from bot.services.quizzes import Player


async def arrive(visit: Visit, session: Session, *, keep: bool = False) -> Learner:
    """The learner of this visit. Any tap or command ends what the bot waited for; ``keep`` does not.

    Whoever is back after a while is reminded again, should reminders have ended by being ignored.
    """
    learner = await learners.arrive(
        session,
        visit.person.id,
        code=visit.person.language_code,
        zone=visit.house.settings.default_zone,
        now=visit.now,
        keep=keep,
    )
    if learner.away_since is not None:
        await reminders.resume(session, learner, visit.now)
    return learner


def player(visit: Visit, learner: Learner) -> Player:
    return Player(
        learner.id,
        learner.language,
        visit.chat_id,
        visit.message_id,
        visit.now,
        learner.zone,
        learner.snoozed_until,
        learner.settings.asks_confidence,
        learner.exam_ends_at,
    )
