"""Free questions about the history, facts told on their own, and links to them."""

from __future__ import annotations

import asyncio

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.handlers.arrival import arrive, player
from bot.learning.quiz import Turn
from bot.links import Target, address, find_target
from bot.screens import fact as fact_screens
from bot.screens import home as screens
from bot.screens import quiz as quiz_screens
from bot.screens.screen import Screen
from bot.services import quizzes
from bot.services.learners import Learner
from bot.taps.home import FactTap, LinkTap
from bot.taps.quiz import AskFactTap
from bot.texts import Speech


async def ask(visit: Visit, question: str) -> None:
    """``/ask`` explains itself; ``/ask`` with a question answers it."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        who = player(visit, learner)
        who.refuse_in_exam()
        turn = await quizzes.find_open(session, visit.house.bank, who)
    speech = visit.speech(learner)
    bank = visit.house.bank
    await visit.show(reply(visit, speech, question, turn) if question else screens.asking(speech, bank))


def reply(visit: Visit, speech: Speech, question: str, turn: Turn | None) -> Screen:
    """What the bank says to a question."""
    found = visit.house.index.ask(question)
    if found.answer is None:
        return screens.declined(speech, visit.house.bank, found.nearest_era, turn)
    others = [other.fact for other in found.others]
    return fact_screens.in_full(speech, visit.house.bank, found.answer, others, turn)


async def tell(visit: Visit, tap: FactTap) -> None:
    """A fact below the list it was chosen from, which stays to be read."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        who = player(visit, learner)
        who.refuse_in_exam()
        turn = await quizzes.find_open(session, visit.house.bank, who)
    screen = told(visit, learner, Target("fact", tap.fact), turn)
    await asyncio.gather(visit.acknowledge(), visit.below().show(screen))


async def question_on(visit: Visit, tap: AskFactTap) -> None:
    """One question about a fact, below it."""
    below = visit.below()
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.quiz_on(
            session,
            visit.house.bank,
            player(below, learner),
            fact_id=tap.fact,
            cause=f"told-{visit.message_id}",
            nonce=visit.nonce,
        )
    await quiz.show(below, learner, turn)


async def link(visit: Visit, tap: LinkTap) -> None:
    """The link to what is shown, in a message of its own to be forwarded."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    target = find_target(visit.house.bank, tap.payload)
    if target is None:
        raise Refusal("error-button-old")
    screen = screens.link(visit.speech(learner), address(visit.bot.username, target))
    await asyncio.gather(visit.acknowledge(), visit.below().show(screen))


async def follow(visit: Visit, session: Session, learner: Learner, target: Target) -> Screen:
    """Where a link leads."""
    who = player(visit, learner)
    who.refuse_in_exam()
    turn = await quizzes.find_open(session, visit.house.bank, who)
    return told(visit, learner, target, turn)


def told(visit: Visit, learner: Learner, target: Target, turn: Turn | None) -> Screen:
    speech, bank = visit.speech(learner), visit.house.bank
    if target.kind != "fact":
        return quiz_screens.how_many(speech, bank, target.id, visit.nonce)
    fact = bank.find_fact(target.id)
    if fact is None:
        raise Refusal("error-fact-gone")
    return fact_screens.in_full(speech, bank, fact, (), turn)
