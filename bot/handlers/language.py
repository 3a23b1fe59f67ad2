"""Choosing a language; the quiz goes on in it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers import ask, quiz
from bot.handlers.arrival import arrive, player
from bot.links import find_target
from bot.screens import home as screens
from bot.services import learners, quizzes, reviews, subscriptions
from bot.taps.base import Tap
from bot.taps.home import LanguageTap
from content.model import LANGUAGES, Language


async def languages(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    screen = screens.languages(visit.house.texts, learner.language)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def choose(visit: Visit, tap: LanguageTap) -> None:
    """From now on in this language, the daily fact too; an open quiz is drawn anew."""
    if tap.language not in LANGUAGES:
        raise Refusal("error-button-old")
    language: Language = tap.language
    async with visit.begin() as session:
        learner = replace(await arrive(visit, session), language=language)
        await learners.choose_language(session, learner.id, language)
        await subscriptions.set_language(session, learner.id, language)
        target = find_target(visit.house.bank, tap.onward)
        onward = await ask.follow(visit, session, learner, target) if target else None
        turn = await quizzes.find_open(session, visit.house.bank, player(visit, learner))
        due = await reviews.count(session, visit.house.bank, player(visit, learner))
    if onward is not None:
        await asyncio.gather(visit.acknowledge(), visit.show(onward))
        return
    if turn is not None:
        await quiz.show(visit, learner, turn)
        return
    screen = screens.home(visit.speech(learner), visit.house.bank, visit.nonce, None, due)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))
