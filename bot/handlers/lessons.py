"""Reading the history step by step."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.learning.learner import Learner
from bot.learning.lessons import Reading
from bot.screens import lessons as screens
from bot.screens.screen import Screen
from bot.services import lessons
from bot.taps.base import Tap
from bot.taps.lessons import GuessTap, LearnTap, LessonCheckTap, LessonTap, NextStepTap, SkipCheckTap
from content.model import Bank


async def learn(visit: Visit, tap: Tap | str) -> None:
    learner, readings = await visit.act(lessons.look)
    by_theme = isinstance(tap, LearnTap) and tap.themes == 1
    await visit.show(screens.menu(visit.speech(learner), visit.bank, readings, themes=by_theme))


async def read(visit: Visit, tap: LessonTap) -> None:
    await _turn(visit, tap.scope, tap.step, tap.page, sources=tap.sources == 1)


async def guess(visit: Visit, tap: GuessTap) -> None:
    """The fact comes with what became of the guess."""
    await _turn(visit, tap.scope, tap.step, tap.page + 1, guess=tap.option)


async def _turn(
    visit: Visit, scope: str, step: int, page: int, *, guess: int | None = None, sources: bool = False
) -> None:
    learner, found = await visit.act(partial(lessons.turn_to, scope=scope, step=step, page=page))
    is_odd = guess is not None and (page == 0 or found.pages[page - 1].kind != "guess")
    if is_odd or (guess is not None and guess >= len(found.pages[page - 1].options)):
        raise Refusal("error-button-old")
    speech = visit.speech(learner)
    await visit.show(screens.page(speech, visit.bank, found, page, visit.nonce, guess=guess, sources=sources))


async def check(visit: Visit, tap: LessonCheckTap) -> None:
    await quiz.play(visit, partial(lessons.check, scope=tap.scope, step=tap.step, nonce=tap.nonce))


async def skip_check(visit: Visit, tap: SkipCheckTap) -> None:
    def skip(session: Session, bank: Bank, learner: Learner) -> Reading:
        return lessons.finish(session, learner, lessons.find_step(bank, tap.scope, tap.step))

    learner, reading = await visit.act(skip)
    await visit.show(_onward(visit, learner, reading))


async def next_step(visit: Visit, tap: NextStepTap) -> None:
    learner, reading = await visit.act(partial(lessons.after, quiz_id=tap.quiz))
    await visit.show(_onward(visit, learner, reading))


def _onward(visit: Visit, learner: Learner, at: Reading) -> Screen:
    """The first page of the next step, or the end."""
    speech, bank = visit.speech(learner), visit.bank
    try:
        step = lessons.find_step(bank, at.scope, at.step)
    except Refusal:
        return screens.finished(speech, bank, at.scope)
    return screens.page(speech, bank, step, at.page, visit.nonce)
