"""Whatever a person sends that is no command: the awaited text, an answer, or a question of their own."""

from __future__ import annotations

from telegram import Message

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import ask, certificate, daily, quiz, reminder, report
from bot.handlers.arrival import arrive, player
from bot.learning.grading import Unreadable, letters_meant, may_answer, option_meant
from bot.learning.quiz import Result, Turn
from bot.screens import home as screens
from bot.screens.screen import Screen
from bot.services import answering, learners, quizzes
from bot.services.certificates import Certificate
from bot.services.learners import Learner
from content.model import Match, Order, Several
from content.search import is_question

LONGEST = 64
"""Characters of a typed text that are looked at; no time, no zone and no answer is longer."""


async def hear(visit: Visit, message: Message) -> None:
    text = (message.text or "").strip()
    screen: Screen | None = None
    answered: Turn | Result | None = None
    issued: Certificate | None = None
    async with visit.begin() as session:
        learner = await arrive(visit, session, keep=True)
        who = player(visit, learner)
        if learner.timed_out is not None:
            answered = await quizzes.resume(session, visit.house.bank, who, quiz_id=learner.timed_out)
        elif learner.expected == "name" and text:
            issued = await certificate.take_name(visit, session, learner, text)
            await learners.expect_nothing(session, learner.id)
        elif learner.expected and text:
            screen = await _awaited(visit, session, learner, text)
        elif waiting := await quizzes.find_waiting(session, visit.house.bank, who):
            answered = await _answer(visit, session, learner, waiting, text)
        turn = await quizzes.find_open(session, visit.house.bank, who)
        if text and not (answered or issued or screen):
            who.refuse_in_exam()
    if issued is not None:
        await certificate.hand_over(visit, learner, issued)
    elif answered is not None:
        await quiz.show(visit, learner, answered)
    else:
        await visit.show(screen or _heard(visit, learner, turn, text))


def _heard(visit: Visit, learner: Learner, turn: Turn | None, text: str) -> Screen:
    """The answer to a question about the history; whatever else was sent cannot be read."""
    speech = visit.speech(learner)
    return ask.reply(visit, speech, text, turn) if text else screens.heard(speech, "heard-other", turn)


async def _answer(
    visit: Visit, session: Session, learner: Learner, turn: Turn, text: str
) -> Turn | Result | None:
    """Take the text for the answer to the open question, unless it reads as a question of its own."""
    if not text or is_question(text):
        return None
    bank, who = visit.house.bank, player(visit, learner)
    option, keys = _meant(turn, text)
    if option is not None:
        return await answering.answer(
            session, bank, who, quiz_id=turn.quiz_id, position=turn.position, option=option
        )
    if keys is not None:
        return await answering.answer_whole(
            session, bank, who, quiz_id=turn.quiz_id, position=turn.position, keys=keys
        )
    if not may_answer(turn.question, text):
        return None
    return await answering.answer_typed(session, bank, who, turn, text[:LONGEST])


def _meant(turn: Turn, text: str) -> tuple[int | None, tuple[str, ...] | None]:
    """The one option that is named, or all that letters name where an answer takes several taps."""
    try:
        option = option_meant(turn.question, turn.options, text)
        return option, letters_meant(turn.question, turn.options, text, turn.selection)
    except Unreadable:
        few = isinstance(turn.question, Several | Order | Match)
        raise Refusal(f"error-letters-{turn.question.kind if few else 'one'}") from None


async def _awaited(visit: Visit, session: Session, learner: Learner, text: str) -> Screen:
    """Take the text the bot waited for; if it does not fit, it is said so and the bot goes on waiting."""
    if learner.expected == "report":
        screen = await report.take_text(visit, session, learner, text)
        await learners.expect_nothing(session, learner.id)
        return screen
    if len(text) > LONGEST:
        raise Refusal("error-no-zone" if learner.expected == "zone" else "error-no-time")
    if learner.expected == "time":
        await daily.subscribe(visit, session, learner, text)
        screen = await daily.settings(visit, session, learner)
    elif learner.expected == "reminder":
        await reminder.choose_time(visit, session, learner, text)
        screen = await reminder.settings(visit, session, learner)
    else:
        screen = await daily.move_to_zone(visit, session, learner, text)
    await learners.expect_nothing(session, learner.id)
    return screen
