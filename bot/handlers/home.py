"""First contact, the home screen, help, and every "no"."""

from __future__ import annotations

import logging

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import ask, certificate
from bot.learning.learner import Learner, minutes_until
from bot.learning.quiz import Turn
from bot.links import find_code, find_target
from bot.screens import exam as exam_screens
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import arrivals, quizzes, reviews, subscriptions
from bot.taps.base import Tap
from bot.wire.answers import TooLarge
from content.model import Bank

log = logging.getLogger(__name__)


async def start(visit: Visit, payload: str) -> None:
    """A newcomer is offered the languages first: a first guess may be wrong. Whoever is known is at home.

    A link leads whoever is known straight to its target, and a newcomer there after the language.
    """
    if (code := find_code(payload)) is not None:
        await certificate.verify(visit, code or "-")
        return
    target = find_target(visit.bank, payload)

    def follow(session: Session, bank: Bank, learner: Learner) -> Screen:
        subscriptions.revive(session, learner.private_chat, learner.now)
        if arrivals.is_first(session, visit.update_id, learner):
            onward = target.payload if target else ""
            return screens.welcome(visit.house.texts, bank, learner.language, onward)
        if target is not None:
            return ask.follow(visit, session, learner, target)
        return screens.home(visit.speech(learner), bank, visit.nonce, *look(session, bank, learner))

    await visit.show(await visit.made(follow))


async def home(visit: Visit, _: Tap | str) -> None:
    learner, (turn, due) = await visit.act(look)
    await visit.show(screens.home(visit.speech(learner), visit.bank, visit.nonce, turn, due))


async def more(visit: Visit, _: Tap) -> None:
    learner = await visit.arrive()
    await visit.change_buttons(screens.more_rows(visit.speech(learner)))


def look(session: Session, bank: Bank, learner: Learner) -> tuple[Turn | None, int]:
    """What the home screen tells: the open question, and how many facts are due."""
    return quizzes.find_open(session, bank, learner), reviews.count(session, bank, learner)


async def help_(visit: Visit, _: str) -> None:
    learner = await visit.arrive()
    await visit.show(screens.help_(visit.speech(learner), visit.bank, visit.house.settings.operator_contact))


async def cancel(visit: Visit, _: str) -> None:
    """Ends what the bot waits for; an open quiz is left only after a question."""
    learner, turn = await visit.act(quizzes.find_open)
    await visit.show(_cancelled(visit, learner, turn))


def _cancelled(visit: Visit, learner: Learner, turn: Turn | None) -> Screen:
    speech = visit.speech(learner)
    if learner.expected is not None:
        return screens.telling(speech, "cancelled")
    if turn is None:
        return screens.telling(speech, "cancel-nothing")
    if turn.play.closes_book:
        return exam_screens.running(speech, turn.quiz_id, turn.minutes_left or 0)
    if not turn.play.can_be_left:
        return screens.heard(speech, "cancel-homework", turn)
    return screens.leave_quiz(speech, turn)


async def unknown_command(visit: Visit) -> None:
    learner = await visit.arrive()
    await visit.show(screens.telling(visit.speech(learner), "unknown-command"))


async def too_large(visit: Visit, error: TooLarge) -> None:
    """What no server takes is not sent again, but said."""
    log.error("a reply is too large to be sent: %s", error.message)
    learner = await visit.arrive(keep=True)
    await visit.send(screens.telling(visit.speech(learner), "error-too-large"))


async def refuse(visit: Visit, refusal: Refusal) -> None:
    """An expected "no": over the chat for a tap, in the chat for a message."""
    # What was typed may be corrected; a refused tap ends the waiting like any other.
    learner = await visit.arrive(keep=visit.query_id is None)
    speech = visit.speech(learner)
    if visit.query_id is not None:
        await visit.acknowledge(alert=speech.plain(refusal.key, **refusal.params))
    elif refusal.key == "exam-running" and learner.exam is not None and learner.exam_ends_at is not None:
        left = minutes_until(learner.exam_ends_at, learner.now)
        await visit.show(exam_screens.running(speech, learner.exam, left))
    else:
        _, turn = await visit.act(quizzes.find_waiting, keep=True)
        await visit.show(screens.heard(speech, refusal.key, turn, **refusal.params))
