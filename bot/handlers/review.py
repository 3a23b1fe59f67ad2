"""Reviewing what is due, putting it off, and what one is sure of and wrong about."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import quiz
from bot.learning.learner import Learner
from bot.learning.quiz import Miss
from bot.learning.review import Review
from bot.screens import review as screens
from bot.services import doubts as doubt_service
from bot.services import reviews
from bot.taps.base import Tap
from bot.taps.review import PractiseDoubtsTap, ReviewNowTap, SnoozeTap
from content.model import Bank


async def review(visit: Visit, _: Tap | str) -> None:
    learner, found = await visit.act(reviews.look)
    await visit.show(screens.review(visit.speech(learner), found, visit.nonce))


async def begin(visit: Visit, tap: ReviewNowTap) -> None:
    await quiz.play(visit, partial(reviews.start, origin=f"review-{tap.nonce}", is_beyond=tap.beyond == 1))


async def snooze(visit: Visit, tap: SnoozeTap) -> None:
    """Put reviews off, or end that; the screen says what is due now."""
    if tap.days not in (0, *screens.SNOOZES):
        raise Refusal("error-button-old")

    def put_off(session: Session, bank: Bank, learner: Learner) -> Review:
        until = reviews.snooze(session, learner, tap.days) if tap.days else None
        if until is None:
            reviews.wake(session, learner)
        return reviews.look(session, bank, replace(learner, snoozed_until=until))

    learner, found = await visit.act(put_off)
    await visit.show(screens.review(visit.speech(learner), found, visit.nonce))


async def doubts(visit: Visit, _: Tap) -> None:
    def look(session: Session, bank: Bank, learner: Learner) -> tuple[Miss, ...]:
        learner.refuse_in_exam()
        return doubt_service.sure_and_wrong(session, bank, learner)

    learner, misses = await visit.act(look)
    is_asked = learner.settings.asks_confidence
    await visit.show(screens.doubts(visit.speech(learner), misses, visit.nonce, is_asked=is_asked))


async def practise_doubts(visit: Visit, tap: PractiseDoubtsTap) -> None:
    act = partial(doubt_service.practise, origin=f"sure-{tap.nonce}", most=screens.PRACTISED)
    await quiz.play(visit, act)
