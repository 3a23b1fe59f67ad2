"""First contact, the home screen, help, and every "no"."""

from __future__ import annotations

import asyncio

from bot.context import Visit
from bot.errors import Refusal
from bot.handlers import ask, certificate
from bot.handlers.arrival import arrive, player
from bot.learning.quiz import EXAM
from bot.links import find_code, find_target
from bot.screens import exam as exam_screens
from bot.screens import home as screens
from bot.services import quizzes, reviews, subscriptions
from bot.taps.base import Tap


async def start(visit: Visit, payload: str) -> None:
    """The first screen always offers the languages: phones are shared, and a first guess may be wrong.

    A link leads whoever is known straight to its target, and a newcomer there after the language.
    """
    if (code := find_code(payload)) is not None:
        await certificate.verify(visit, code or "-")
        return
    bank = visit.house.bank
    target = find_target(bank, payload)
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        await subscriptions.revive(session, learner.id, visit.now)
        screen = await ask.follow(visit, session, learner, target) if target else None
    if screen is None or learner.is_new:
        onward = target.payload if target else ""
        screen = screens.welcome(visit.house.texts, bank, learner.language, onward)
    await visit.show(screen)


async def home(visit: Visit, _: Tap) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        who = player(visit, learner)
        turn = await quizzes.find_open(session, visit.house.bank, who)
        due = await reviews.count(session, visit.house.bank, who)
    screen = screens.home(visit.speech(learner), visit.house.bank, visit.nonce, turn, due)
    await asyncio.gather(visit.acknowledge(), visit.show(screen))


async def help_(visit: Visit, _: str) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    contact = visit.house.settings.operator_contact
    await visit.show(screens.help_(visit.speech(learner), contact))


async def cancel(visit: Visit, _: str) -> None:
    """Ends what the bot waits for; an open quiz is left only after a question."""
    async with visit.begin() as session:
        learner = await arrive(visit, session)
        turn = await quizzes.find_open(session, visit.house.bank, player(visit, learner))
    speech = visit.speech(learner)
    if learner.expected is not None:
        await visit.show(screens.telling(speech, "cancelled"))
    elif turn is not None and turn.kind == EXAM:
        await visit.show(exam_screens.running(speech, turn.quiz_id, turn.minutes_left or 0))
    elif turn is not None:
        await visit.show(screens.leave_quiz(speech, turn))
    else:
        await visit.show(screens.telling(speech, "cancel-nothing"))


async def unknown_command(visit: Visit) -> None:
    async with visit.begin() as session:
        learner = await arrive(visit, session)
    await visit.show(screens.telling(visit.speech(learner), "unknown-command"))


async def refuse(visit: Visit, refusal: Refusal) -> None:
    """An expected "no": over the chat for a tap, in the chat for a message."""
    async with visit.begin() as session:
        # What was typed may be corrected; a refused tap ends the waiting like any other.
        learner = await arrive(visit, session, keep=visit.query_id is None)
    speech = visit.speech(learner)
    if visit.query_id is not None:
        await visit.acknowledge(alert=speech.plain(refusal.key, **refusal.params))
    else:
        await visit.show(screens.telling(speech, refusal.key, **refusal.params))
