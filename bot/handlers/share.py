"""A card of a quiz's result, to be shown to others."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.context import Visit
from bot.handlers.arrival import arrive, player
from bot.learning.quiz import Result
from bot.links import Target, address
from bot.pictures import result as card
from bot.pictures.palette import DARK, LIGHT
from bot.screens import share as screens
from bot.services import progress, quizzes
from bot.services.learners import Learner
from bot.services.quizzes import Ended
from bot.taps.quiz import ShareTap
from bot.texts import Speech


async def share(visit: Visit, tap: ShareTap) -> None:
    """The card comes below the result, so that it can be forwarded."""
    bank = visit.house.bank
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        ended = await quizzes.find_ended(session, bank, player(visit, learner), quiz_id=tap.quiz)
        done = await progress.read(session, bank, learner.id, learner.zone, visit.now)
    speech = visit.speech(learner)
    score = _score(visit, learner, speech, ended, done.streak.days)
    theme = DARK if learner.settings.is_dark else LIGHT
    picture = await asyncio.to_thread(partial(card.draw, speech, score, theme))
    screen = screens.card(
        speech, score.right, score.total, score.about, _address(visit, ended.result), picture
    )
    await asyncio.gather(visit.acknowledge(), visit.below().show(screen))


def _score(visit: Visit, learner: Learner, speech: Speech, ended: Ended, streak: int) -> card.Score:
    bank, result = visit.house.bank, ended.result
    return card.Score(
        right=result.right,
        total=result.answered,
        about=screens.about(speech, bank, result),
        on=ended.at.astimezone(learner.tz).date(),
        streak=streak,
        bank_title=bank.title.to(learner.language),
    )


def _address(visit: Visit, result: Result) -> str:
    """Where whoever sees the card can try the same."""
    bank = visit.house.bank
    if result.scope is None or bank.find_scope(result.scope) is None:
        return f"https://t.me/{visit.bot.username}"
    return address(
        visit.bot.username, Target("era" if bank.find_era(result.scope) else "theme", result.scope)
    )
