"""Whatever a person sends that is no command: the awaited text, an answer, or a question of their own."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import ask, certificate, daily, quiz, reminder, report
from bot.learning.grading import Unreadable, letters_meant, may_answer, option_meant
from bot.learning.learner import Learner
from bot.learning.quiz import Result, Turn
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import answering, learners, quizzes
from bot.services.certificates import Certificate
from content.model import Bank, Match, Order, Several
from content.search import is_question

LONGEST = 64
"""Characters of a typed text that are looked at; no time, no zone and no answer is longer."""


@dataclass(frozen=True)
class _Heard:
    """What a text was taken for: one of these, or else a question, asked while ``turn`` is open."""

    screen: Screen | None = None
    answered: Turn | Result | None = None
    issued: Certificate | None = None
    turn: Turn | None = None


async def hear(visit: Visit, message: Message) -> None:
    text = (message.text or "").strip()

    def take(session: Session, bank: Bank, learner: Learner) -> _Heard:
        return _take(visit, session, learner, text)

    learner, heard = await visit.act(take, keep=True)
    if heard.issued is not None:
        await certificate.hand_over(visit, learner, heard.issued)
    elif heard.answered is not None:
        await quiz.show(visit, learner, heard.answered)
    else:
        await visit.show(heard.screen or _replied(visit, learner, heard.turn, text))


def _take(visit: Visit, session: Session, learner: Learner, text: str) -> _Heard:
    bank = visit.bank
    if learner.timed_out is not None:
        return _Heard(answered=quizzes.resume(session, bank, learner, quiz_id=learner.timed_out))
    if learner.expected == "name" and text:
        issued = certificate.take_name(visit, session, learner, text)
        learners.expect_nothing(session, learner.id)
        return _Heard(issued=issued)
    if learner.expected and text:
        return _Heard(screen=_awaited(visit, session, learner, text))
    waiting = quizzes.find_waiting(session, bank, learner)
    if waiting and (answered := _answer(session, bank, learner, waiting, text)):
        return _Heard(answered=answered)
    if text:
        learner.refuse_in_exam()
    return _Heard(turn=quizzes.find_open(session, bank, learner))


def _replied(visit: Visit, learner: Learner, turn: Turn | None, text: str) -> Screen:
    """The answer to a question about the history; whatever else was sent cannot be read."""
    speech = visit.speech(learner)
    return ask.reply(visit, speech, text, turn) if text else screens.heard(speech, "heard-other", turn)


def _answer(session: Session, bank: Bank, learner: Learner, turn: Turn, text: str) -> Turn | Result | None:
    """Take the text for the answer to the open question, unless it reads as a question of its own."""
    if not text or is_question(text):
        return None
    option, keys = _meant(turn, text)
    at = {"quiz_id": turn.quiz_id, "position": turn.position}
    if option is not None:
        return answering.answer(session, bank, learner, option=option, **at)
    if keys is not None:
        return answering.answer_whole(session, bank, learner, keys=keys, **at)
    if not may_answer(turn.question, text):
        return None
    return answering.answer_typed(session, bank, learner, turn, text[:LONGEST])


def _meant(turn: Turn, text: str) -> tuple[int | None, tuple[str, ...] | None]:
    """The one option that is named, or all that letters name where an answer takes several taps."""
    try:
        option = option_meant(turn.question, turn.options, text)
        return option, letters_meant(turn.question, turn.options, text, turn.selection)
    except Unreadable:
        few = isinstance(turn.question, Several | Order | Match)
        raise Refusal(f"error-letters-{turn.question.kind if few else 'one'}") from None


def _awaited(visit: Visit, session: Session, learner: Learner, text: str) -> Screen:
    """Take the text the bot waited for; if it does not fit, it is said so and the bot goes on waiting."""
    if learner.expected == "report":
        screen = report.take_text(visit, session, learner, text)
        learners.expect_nothing(session, learner.id)
        return screen
    if len(text) > LONGEST:
        raise Refusal("error-no-zone" if learner.expected == "zone" else "error-no-time")
    if learner.expected == "time":
        daily.subscribe(session, learner, text)
        screen = daily.settings(visit, session, learner)
    elif learner.expected == "reminder":
        reminder.choose_time(session, learner, text)
        screen = reminder.settings(visit, session, learner)
    else:
        screen = daily.move_to_zone(visit, session, learner, text)
    learners.expect_nothing(session, learner.id)
    return screen
