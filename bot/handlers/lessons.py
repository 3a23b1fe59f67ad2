"""Reading the history step by step."""

from __future__ import annotations

import asyncio

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.handlers.arrival import arrive, player
from bot.learning.lessons import Reading
from bot.screens import lessons as screens
from bot.screens.screen import Screen
from bot.services import lessons
from bot.services.learners import Learner
from bot.taps.base import Tap
from bot.taps.lessons import GuessTap, LearnTap, LessonCheckTap, LessonTap, NextStepTap, SkipCheckTap


async def learn(visit: Visit, tap: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        player(visit, learner).refuse_in_exam()
        readings = await lessons.look(session, learner.id)
    by_theme = isinstance(tap, LearnTap) and tap.themes == 1
    screen = screens.menu(visit.speech(learner), visit.house.bank, readings, themes=by_theme)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def read(visit: Visit, tap: LessonTap) -> None:
    await _turn(visit, tap.scope, tap.step, tap.page, sources=tap.sources == 1)


async def guess(visit: Visit, tap: GuessTap) -> None:
    """The fact comes with what became of the guess."""
    await _turn(visit, tap.scope, tap.step, tap.page + 1, guess=tap.option)


async def _turn(
    visit: Visit, scope: str, step: int, page: int, *, guess: int | None = None, sources: bool = False
) -> None:
    bank = visit.house.bank
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        found = await lessons.turn_to(
            session, bank, player(visit, learner), scope=scope, step=step, page=page
        )
    is_odd = guess is not None and (page == 0 or found.pages[page - 1].kind != "guess")
    if is_odd or (guess is not None and guess >= len(found.pages[page - 1].options)):
        raise Refusal("error-button-old")
    speech = visit.speech(learner)
    screen = screens.page(speech, bank, found, page, visit.nonce, guess=guess, sources=sources)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def check(visit: Visit, tap: LessonCheckTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        who = player(visit, learner)
        turn = await lessons.check(
            session, visit.house.bank, who, scope=tap.scope, step=tap.step, nonce=tap.nonce
        )
    await quiz.show(visit, learner, turn)


async def skip_check(visit: Visit, tap: SkipCheckTap) -> None:
    bank = visit.house.bank
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        step = lessons.find_step(bank, tap.scope, tap.step)
        reading = await lessons.finish(session, player(visit, learner), step)
    await asyncio.gather(visit.acknowledge(), visit.show(_onward(visit, learner, reading)))


async def next_step(visit: Visit, tap: NextStepTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        reading = await lessons.after(session, visit.house.bank, player(visit, learner), quiz_id=tap.quiz)
    await asyncio.gather(visit.acknowledge(), visit.show(_onward(visit, learner, reading)))


def _onward(visit: Visit, learner: Learner, at: Reading) -> Screen:
    """The first page of the next step, or the end."""
    speech, bank = visit.speech(learner), visit.house.bank
    try:
        step = lessons.find_step(bank, at.scope, at.step)
    except Refusal:
        return screens.finished(speech, bank, at.scope)
    return screens.page(speech, bank, step, at.page, visit.nonce)
