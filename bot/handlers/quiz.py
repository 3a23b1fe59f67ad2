"""Playing a quiz."""

from __future__ import annotations

import asyncio

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers.arrival import arrive, player
from bot.learning.quiz import Result, Turn
from bot.screens import home as home_screens
from bot.screens import quiz as screens
from bot.services import deliveries, quizzes
from bot.services.quizzes import place
from bot.taps import (
    AbandonTap,
    AnswerTap,
    DontKnowTap,
    NextTap,
    PractiseTap,
    QuizOnFactTap,
    ResumeTap,
    ScopeTap,
    StartTap,
    Tap,
)
from content.model import Language


async def menu(visit: Visit, _: Tap | str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.find_open(session, visit.house.bank, player(visit, learner))
    screen = screens.menu(visit.speech(learner.language), visit.house.bank, turn)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def choose_scope(visit: Visit, tap: ScopeTap) -> None:
    _check_scope(visit, tap.scope)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    screen = screens.how_many(visit.speech(learner.language), visit.house.bank, tap.scope, visit.nonce)
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
    await show(visit, learner.language, turn)


async def answer(visit: Visit, tap: AnswerTap) -> None:
    await _answer(visit, tap.quiz, tap.position, tap.option)


async def dont_know(visit: Visit, tap: DontKnowTap) -> None:
    await _answer(visit, tap.quiz, tap.position, None)


async def _answer(visit: Visit, quiz_id: int, position: int, option: int | None) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.answer(
            session,
            visit.house.bank,
            player(visit, learner),
            quiz_id=quiz_id,
            position=position,
            option=option,
        )
    await show(visit, learner.language, turn)


async def advance(visit: Visit, tap: NextTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.advance(
            session,
            visit.house.bank,
            player(visit, learner),
            quiz_id=tap.quiz,
            position=tap.position,
        )
    await show(visit, learner.language, turn)


async def resume(visit: Visit, tap: ResumeTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.resume(session, visit.house.bank, player(visit, learner), tap.quiz)
    await show(visit, learner.language, turn)


async def practise(visit: Visit, tap: PractiseTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.practise(
            session, visit.house.bank, player(visit, learner), quiz_id=tap.quiz, nonce=visit.nonce
        )
    await show(visit, learner.language, turn)


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
            delivery_id=tap.delivery,
            fact_id=delivery.fact_id,
            nonce=visit.nonce,
        )
    await show(below, learner.language, turn)


async def abandon(visit: Visit, tap: AbandonTap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await quizzes.abandon(session, learner.id, tap.quiz, visit.now)
    speech = visit.speech(learner.language)
    screen = home_screens.home(speech, visit.house.bank, visit.nonce, None)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def show(visit: Visit, language: Language, at: Turn | Result) -> None:
    """Show where a quiz stands; if that is another message than before, the old one loses its buttons."""
    speech, bank = visit.speech(language), visit.house.bank
    screen = (
        screens.turn(speech, bank, at) if isinstance(at, Turn) else screens.result(speech, at, visit.nonce)
    )
    _, message_id = await asyncio.gather(visit.acknowledge(), visit.show(screen))
    if message_id == at.message_id:
        return
    async with visit.begin() as session:
        await place(session, at.quiz_id, message_id)
    if at.message_id is not None:
        await visit.retire(at.message_id)


def _check_scope(visit: Visit, scope: str) -> None:
    if scope and visit.house.bank.find_era(scope) is None:
        raise Refusal("error-button-old")
