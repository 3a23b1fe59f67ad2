"""The first step into the private chat, also from a link under what was posted in a group or channel."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.handlers import home, quiz
from bot.learning.learner import Learner
from bot.links import find_source, find_target
from bot.screens import home as screens
from bot.services import arrivals, quizzes
from content.model import Bank


async def start(visit: Visit, payload: str) -> None:
    """From such a link whoever is known is asked about its fact; a newcomer first chooses a language."""
    found = find_source(payload)
    if found is None:
        await home.start(visit, payload)
        return
    source, onward = found
    target = find_target(visit.bank, onward)

    def come(session: Session, _: Bank, learner: Learner) -> bool:
        arrivals.come(session, visit.update_id, source.kind, source.delivery, learner.now)
        return arrivals.is_first(session, visit.update_id, learner)

    learner, is_first = await visit.act(come)
    if target is None:
        await home.start(visit, "")
    elif is_first:
        await visit.show(screens.welcome(visit.house.texts, visit.bank, learner.language, onward))
    else:
        cause = f"chat-{source.delivery}"
        await quiz.play(visit, partial(quizzes.quiz_on, fact_id=target.id, cause=cause, nonce=visit.nonce))
