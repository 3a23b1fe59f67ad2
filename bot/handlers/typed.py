"""Whatever a person sends that is no command: the awaited text, or something the bot cannot read."""

from __future__ import annotations

from telegram import Message

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import daily
from bot.handlers.arrival import arrive, player
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import learners, quizzes
from bot.services.learners import Learner

LONGEST = 64
"""Characters of a typed text that are looked at; no time and no zone is longer."""


async def hear(visit: Visit, message: Message) -> None:
    text = (message.text or "").strip()
    async with visit.begin() as session:
        learner = await arrive(visit, session, keep=True)
        if learner.expected and text:
            screen = await _awaited(visit, session, learner, text)
        else:
            turn = await quizzes.find_open(session, visit.house.bank, player(visit, learner))
            key = "heard-text" if text else "heard-other"
            screen = screens.heard(visit.speech(learner.language), key, turn)
    await visit.show(screen)


async def _awaited(visit: Visit, session: Session, learner: Learner, text: str) -> Screen:
    """Take the text the bot waited for; if it does not fit, it is said so and the bot goes on waiting."""
    if len(text) > LONGEST:
        raise Refusal("error-no-time" if learner.expected == "time" else "error-no-zone")
    if learner.expected == "time":
        await daily.subscribe(visit, session, learner, text)
        screen = await daily.settings(visit, session, learner)
    else:
        screen = await daily.move_to_zone(visit, session, learner, text)
    await learners.expect_nothing(session, learner.id)
    return screen
