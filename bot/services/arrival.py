"""How every act of a person begins: who is it?"""

from __future__ import annotations

from datetime import datetime

from bot.learning.learner import Learner
from bot.services import exams, learners, reminders, subscriptions
from db.engine import Session


def arrive(
    session: Session,
    learner_id: int,
    *,
    code: str | None,
    zone: str,
    now: datetime,
    message_id: int | None = None,
    keep: bool = False,
) -> Learner:
    """The learner behind an update. It ends what the bot waited for; ``keep`` does not.

    Whoever is back after a while is reminded again, should reminders have ended by being ignored, and is sent
    again what had ended because the chat seemed blocked or gone.
    """
    learner = learners.arrive(
        session, learner_id, code=code, zone=zone, now=now, message_id=message_id, keep=keep
    )
    if learner.timed_out is not None:
        exams.tell_time_is_up(session, learner.id, learner.language, learner.timed_out, now)
    if learner.away_since is not None:
        reminders.resume(session, learner)
        subscriptions.revive(session, learner.private_chat, learner.now, learner.zone)
    return learner
