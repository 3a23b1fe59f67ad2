"""What learners suggested, before an administrator: one by one, to be closed or answered."""

from __future__ import annotations

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers.admin import check, note
from bot.learning.learner import Learner
from bot.learning.meaning import SuggestionAnswer
from bot.learning.suggestion import LONGEST_ANSWER, Suggestion
from bot.screens import suggestion as screens
from bot.screens.screen import Screen
from bot.services import learners, suggestions
from bot.taps.trust import AnswerSuggestionTap, CloseSuggestionTap, SuggestionsTap
from content.model import Bank


async def look(visit: Visit, tap: SuggestionsTap) -> None:
    """The first that waits, from the one in the button on."""
    check(visit)

    def find(session: Session, _: Bank, __: Learner) -> Suggestion | None:
        return suggestions.find_open(session, tap.suggestion)

    learner, found = await visit.act(find)
    await visit.show(_waiting(visit, learner, found))


async def close(visit: Visit, tap: CloseSuggestionTap) -> None:
    """It is dealt with, and the next one comes."""
    check(visit)

    def close(session: Session, _: Bank, learner: Learner) -> Suggestion | None:
        suggestions.close(session, tap.suggestion, learner.now)
        note(session, visit, "close-suggestion", str(tap.suggestion))
        return suggestions.find_open(session, tap.suggestion)

    learner, found = await visit.act(close)
    await visit.show(_waiting(visit, learner, found))


async def ask_answer(visit: Visit, tap: AnswerSuggestionTap) -> None:
    """In a message of its own: the suggestion stays to be looked at."""
    check(visit)

    def ask(session: Session, _: Bank, learner: Learner) -> Suggestion | None:
        return suggestions.ask_answer(session, learner, tap.suggestion)

    learner, found = await visit.act(ask)
    speech = visit.speech(learner)
    await visit.below().show(screens.ask_answer(speech, found) if found else screens.gone(speech))


def take(
    session: Session, visit: Visit, learner: Learner, on: SuggestionAnswer, text: str
) -> Learner | Screen:
    """The answer that the bot waited for; it is stored encrypted until it is sent."""
    check(visit)
    if len(text) > LONGEST_ANSWER:
        raise Refusal("error-report-long", n=LONGEST_ANSWER)
    if suggestions.answer(session, on.suggestion_id, visit.house.vault.seal(text), learner.now):
        note(session, visit, "answer-suggestion", str(on.suggestion_id))
        return learner
    learners.expect_nothing(session, learner.id)
    return screens.gone(visit.speech(learner))


def show(_: Session, visit: Visit, learner: Learner, __: SuggestionAnswer) -> Screen:
    return screens.sent(visit.speech(learner))


def _waiting(visit: Visit, learner: Learner, found: Suggestion | None) -> Screen:
    speech = visit.speech(learner)
    if found is None:
        return screens.nothing(speech)
    return screens.waiting(speech, found, visit.house.vault.open(found.text))
