"""Playing a quiz."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive, player
from bot.learning.grading import LEVELS
from bot.learning.quiz import Result, Turn
from bot.screens import home as home_screens
from bot.screens import quiz as screens
from bot.screens.screen import Screen
from bot.services import answering, deliveries, quizzes, reviews
from bot.services.learners import Learner
from bot.services.quizzes import Player, place
from bot.taps.base import Tap
from bot.taps.quiz import (
    AbandonTap,
    AnswerTap,
    CheckTap,
    ConfidenceTap,
    DontKnowTap,
    NextTap,
    PairTap,
    PlaceTap,
    PractiseTap,
    QuizOnFactTap,
    ResumeTap,
    ScopeTap,
    StartOverTap,
    StartTap,
    TickTap,
)
from content.model import Bank


async def menu(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.find_open(session, visit.house.bank, player(visit, learner))
    screen = screens.menu(visit.speech(learner), visit.house.bank, turn)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def themes(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    screen = screens.themes(visit.speech(learner), visit.house.bank)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def choose_scope(visit: Visit, tap: ScopeTap) -> None:
    _check_scope(visit, tap.scope)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    screen = screens.how_many(visit.speech(learner), visit.house.bank, tap.scope, visit.nonce)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def start(visit: Visit, tap: StartTap) -> None:
    _check_scope(visit, tap.scope)
    count = min(max(tap.count, 1), max(screens.COUNTS))
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.start(
            session,
            visit.house.bank,
            player(visit, learner),
            origin=f"tap-{tap.nonce}",
            scope=tap.scope or None,
            count=count,
        )
    await show(visit, learner, turn)


Act = Callable[[Session, Bank, Player], Awaitable[Turn | Result]]


async def _play(visit: Visit, act: Act) -> None:
    """One act of the learner on a quiz, and where the quiz stands after it."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await act(session, visit.house.bank, player(visit, learner))
    await show(visit, learner, turn)


async def answer(visit: Visit, tap: AnswerTap) -> None:
    await _play(visit, partial(answering.answer, quiz_id=tap.quiz, position=tap.position, option=tap.option))


async def dont_know(visit: Visit, tap: DontKnowTap) -> None:
    await _play(visit, partial(answering.answer, quiz_id=tap.quiz, position=tap.position, option=None))


async def tick(visit: Visit, tap: TickTap) -> None:
    is_on = tap.on == 1
    await _play(
        visit,
        partial(answering.tick, quiz_id=tap.quiz, position=tap.position, option=tap.option, on=is_on),
    )


async def check(visit: Visit, tap: CheckTap) -> None:
    await _play(visit, partial(answering.check, quiz_id=tap.quiz, position=tap.position))


async def place_next(visit: Visit, tap: PlaceTap) -> None:
    await _play(
        visit, partial(answering.place_next, quiz_id=tap.quiz, position=tap.position, option=tap.option)
    )


async def pair(visit: Visit, tap: PairTap) -> None:
    act = partial(answering.pair, quiz_id=tap.quiz, position=tap.position, left=tap.left, option=tap.option)
    await _play(visit, act)


async def start_over(visit: Visit, tap: StartOverTap) -> None:
    await _play(visit, partial(answering.start_over, quiz_id=tap.quiz, position=tap.position))


async def advance(visit: Visit, tap: NextTap) -> None:
    await _play(visit, partial(answering.advance, quiz_id=tap.quiz, position=tap.position))


async def say_confidence(visit: Visit, tap: ConfidenceTap) -> None:
    if tap.level >= len(LEVELS):
        raise Refusal("error-button-old")
    level = LEVELS[tap.level]
    await _play(
        visit,
        partial(answering.say_confidence, quiz_id=tap.quiz, position=tap.position, confidence=level),
    )


async def resume(visit: Visit, tap: ResumeTap) -> None:
    await _play(visit, partial(quizzes.resume, quiz_id=tap.quiz))


async def practise(visit: Visit, tap: PractiseTap) -> None:
    await _play(visit, partial(quizzes.practise, quiz_id=tap.quiz, nonce=visit.nonce))


async def quiz_on_fact(visit: Visit, tap: QuizOnFactTap) -> None:
    """The question comes as a message of its own: the fact above it stays to be read."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        delivery = await deliveries.find(session, tap.delivery)
        if delivery is None or delivery.chat_id != visit.chat_id:
            raise Refusal("error-button-old")
        below = visit.below()
        turn = await quizzes.quiz_on(
            session,
            visit.house.bank,
            player(below, learner),
            fact_id=delivery.fact_id,
            cause=f"fact-{tap.delivery}",
            nonce=visit.nonce,
        )
    await show(below, learner, turn)


async def abandon(visit: Visit, tap: AbandonTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await quizzes.abandon(session, learner.id, tap.quiz, visit.now)
        due = await reviews.count(session, visit.house.bank, player(visit, learner))
    screen = home_screens.home(visit.speech(learner), visit.house.bank, visit.nonce, None, due)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def show(visit: Visit, learner: Learner, at: Turn | Result) -> None:
    """Show where a quiz stands; if that is another message than before, the old one loses its buttons."""
    screen = _screen(visit, learner, at)
    _, message_id = await asyncio.gather(visit.acknowledge(), visit.show(screen))
    if message_id == at.message_id:
        return
    async with visit.begin() as session:
        await place(session, at.quiz_id, message_id)
    if at.message_id is not None:
        await visit.retire(at.message_id)


def _screen(visit: Visit, learner: Learner, at: Turn | Result) -> Screen:
    speech = visit.speech(learner)
    if isinstance(at, Turn):
        return screens.turn(speech, visit.house.bank, at)
    return screens.result(speech, at, visit.nonce, scores=learner.settings.scores_certainty)


def _check_scope(visit: Visit, scope: str) -> None:
    if scope and visit.house.bank.find_scope(scope) is None:
        raise Refusal("error-button-old")
