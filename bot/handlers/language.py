"""Choosing a language; the quiz goes on in it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import ask, home, quiz
from bot.learning.learner import Learner
from bot.learning.quiz import Turn
from bot.links import find_target
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import learners, subscriptions
from bot.taps.base import Tap
from bot.taps.home import LanguageTap
from content.model import LANGUAGES, Bank, Language


async def languages(visit: Visit, _: Tap | str) -> None:
    learner = await visit.arrive()
    await visit.show(screens.languages(visit.house.texts, learner.language))


async def choose(visit: Visit, tap: LanguageTap) -> None:
    """From now on in this language, the daily fact too; an open quiz is drawn anew."""
    if tap.language not in LANGUAGES:
        raise Refusal("error-button-old")
    language: Language = tap.language
    target = find_target(visit.bank, tap.onward)

    def change(session: Session, bank: Bank, before: Learner) -> tuple[Screen | None, Turn | None, int]:
        learner = replace(before, language=language)
        learners.choose_language(session, learner.id, language)
        subscriptions.set_language(session, learner.private_chat, language)
        onward = ask.follow(visit, session, learner, target) if target else None
        return onward, *home.look(session, bank, learner)

    before, (onward, turn, due) = await visit.act(change)
    learner = replace(before, language=language)
    if onward is None and turn is not None:
        await quiz.show(visit, learner, turn)
        return
    await visit.show(onward or screens.home(visit.speech(learner), visit.bank, visit.nonce, None, due))
