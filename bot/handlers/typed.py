"""Whatever a person sends that is no command: the awaited text, an answer, or a question of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from telegram import Message

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import ask, certificate, classes, quiz
from bot.learning.certificate import Certificate, is_code
from bot.learning.grading import (
    Unreadable,
    grade_typed,
    is_readable,
    letters_meant,
    may_answer,
    option_meant,
)
from bot.learning.homework import is_code as is_class_code
from bot.learning.learner import Learner
from bot.learning.meaning import Answered, Meaning, TimedOut
from bot.learning.quiz import Result, Turn
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import answering, learners, meanings, quizzes
from bot.services.sets import read_code as read_set_code
from content.model import Bank, Language, Match, Naming, Order, Several
from content.search import asks_outright, is_question
from content.talk import is_talk, says_unknowing

Shown = Screen | Turn | Result | Certificate


class Awaited(Struct, frozen=True):
    """A kind of text that the bot waits for. ``take`` refuses what does not fit, or gives a screen that asks
    what was meant, and the bot goes on waiting. ``show`` says what came of it, also when handled again.
    """

    take: Callable[[Session, Visit, Learner, Any, str], Learner | Screen]
    show: Callable[[Session, Visit, Learner, Any], Shown]


AwaitedTexts = Mapping[type[Meaning], Awaited]


class _Asked(Struct, frozen=True):
    """A question of the person's own, while ``turn`` is open."""

    turn: Turn | None


async def hear(visit: Visit, message: Message, awaited: AwaitedTexts) -> None:
    text = (message.text or "").strip()

    def understand(session: Session, bank: Bank, learner: Learner) -> Shown | _Asked:
        meant: Meaning | Screen | None = meanings.find(session, visit.update_id)
        if meant is None:
            meant, learner = _take(session, bank, visit, learner, message, text, awaited)
        if isinstance(meant, Screen):
            return meant
        if meant is None:
            if text and not is_code(text):
                learner.refuse_in_exam()
            return _Asked(quizzes.find_open(session, bank, learner))
        meanings.keep(session, visit.update_id, meant)
        return _shown(session, bank, visit, learner, meant, awaited)

    learner, shown = await visit.act(understand, keep=True)
    await _show(visit, learner, shown, text)


async def _show(visit: Visit, learner: Learner, shown: Shown | _Asked, text: str) -> None:
    match shown:
        case Turn() | Result():
            await quiz.show(visit, learner, shown)
        case Certificate():
            await certificate.hand_over(visit, learner, shown)
        case Screen():
            await visit.show(shown)
        case _Asked() if is_code(text):
            await certificate.verify(visit, text)
        case _Asked():
            if not await _is_followed(visit, text):
                await visit.show(await _replied(visit, learner, shown.turn, text))


async def _is_followed(visit: Visit, text: str) -> bool:
    """Whether the text was a code sent alone, of a class or a set, and was followed."""
    if is_class_code(text):
        return await classes.enter(visit, text)
    code = read_set_code(text)
    return code is not None and await ask.enter_set(visit, code)


async def _replied(visit: Visit, learner: Learner, turn: Turn | None, text: str) -> Screen:
    """The answer to a question about the history; whatever else was sent cannot be read."""
    if text:
        return await ask.reply(visit, learner, text, turn)
    return screens.heard(visit.speech(learner), "heard-other", turn)


def _take(
    session: Session,
    bank: Bank,
    visit: Visit,
    learner: Learner,
    message: Message,
    text: str,
    awaited: AwaitedTexts,
) -> tuple[Meaning | Screen | None, Learner]:
    """What the text is taken for, with its effect; nothing if it is a question, or no text at all."""
    if learner.timed_out is not None:
        return TimedOut(learner.timed_out), learner
    # What somebody else said is neither an answer nor what the bot waits for.
    if not text or message.forward_origin is not None:
        return None, learner
    turn = _asked_for(session, bank, learner, message)
    is_reply = turn is not None and message.reply_to_message is not None
    # Files and polls are waited for elsewhere, and any text means what it would mean without that.
    if learner.expected is not None and type(learner.expected) in awaited and not is_reply:
        taken = awaited[type(learner.expected)].take(session, visit, learner, learner.expected, text)
        if isinstance(taken, Screen):
            return taken, learner
        learners.expect_nothing(session, learner.id)
        return learner.expected, taken
    if turn is None or not _answer(session, bank, learner, turn, text):
        return None, learner
    return Answered(turn.quiz_id, turn.position), learner


def _asked_for(session: Session, bank: Bank, learner: Learner, message: Message) -> Turn | None:
    """The question that waits; of a reply only the one it replies to, and never another."""
    if message.reply_to_message is None:
        return quizzes.find_waiting(session, bank, learner)
    return quizzes.find_shown_in(session, bank, learner, message.reply_to_message.message_id)


def _shown(
    session: Session, bank: Bank, visit: Visit, learner: Learner, meant: Meaning, awaited: AwaitedTexts
) -> Shown:
    if isinstance(meant, Answered | TimedOut):
        return quizzes.resume(session, bank, learner, quiz_id=meant.quiz_id)
    return awaited[type(meant)].show(session, visit, learner, meant)


def _answer(session: Session, bank: Bank, learner: Learner, turn: Turn, text: str) -> bool:
    """Take the text for the answer to this question; False if it reads as a question of its own."""
    # A certificate may be checked at any time, as by /verify, also while an answer is waited for.
    if is_code(text):
        return False
    # "I think it was 1997" has a word that asks, and is an answer all the same.
    if asks_outright(text) or (is_question(text) and not is_readable(turn.question, text)):
        return False
    option, keys = _meant(turn, text, learner.language)
    at = {"quiz_id": turn.quiz_id, "position": turn.position}
    if option is not None:
        answering.answer(session, bank, learner, option=option, **at)
    elif keys is not None:
        answering.answer_whole(session, bank, learner, keys=keys, **at)
    elif says_unknowing(text):
        answering.answer(session, bank, learner, option=None, **at)
    elif may_answer(turn.question, text) and not _is_aside(bank, turn, text):
        answering.answer_typed(session, bank, learner, turn, text)
    else:
        return False
    return True


def _is_aside(bank: Bank, turn: Turn, text: str) -> bool:
    """Whether a text is small talk where a name is asked for: "hello", unless that is the name."""
    if not isinstance(turn.question, Naming) or not is_talk(text):
        return False
    return grade_typed(turn.question, text, bank.skeletons).grade == "wrong"


def _meant(turn: Turn, text: str, language: Language) -> tuple[int | None, tuple[str, ...] | None]:
    """The one option that is named, or all that letters name where an answer takes several taps."""
    try:
        option = option_meant(turn.question, turn.options, text, language)
        return option, letters_meant(turn.question, turn.options, text, turn.selection, language)
    except Unreadable:
        few = isinstance(turn.question, Several | Order | Match)
        raise Refusal(f"error-letters-{turn.question.kind if few else 'one'}") from None
