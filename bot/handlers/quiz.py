"""Playing a quiz."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from bot import measuring
from bot.classes import doing, opening
from bot.classes.screens import desk as desk_screens
from bot.context import Act, Session, Visit
from bot.errors import Refusal
from bot.handlers import certificate, home
from bot.learning.grading import LEVELS
from bot.learning.learner import Learner
from bot.learning.quiz import Result, Turn
from bot.pictures import map as maps
from bot.pictures.palette import theme_of
from bot.screens import challenge as challenge_screens
from bot.screens import daily as daily_screens
from bot.screens import exam as exam_screens
from bot.screens import home as home_screens
from bot.screens import quiz as screens
from bot.screens.asking import letter
from bot.screens.screen import Screen
from bot.services import answering, challenges, deliveries, hints, offers, quizzes
from bot.taps.base import Tap
from bot.taps.hint import HintTap
from bot.taps.quiz import (
    AbandonTap,
    AnsweredMoreTap,
    AnswerTap,
    CheckTap,
    ConfidenceTap,
    DontKnowTap,
    GoOnTap,
    NextTap,
    PairTap,
    PlaceTap,
    PractiseNowTap,
    PractiseTap,
    QuizOnFactTap,
    ResumeTap,
    ScopeTap,
    StartOverTap,
    StartTap,
    TickTap,
)
from bot.texts import Markup
from content.model import Bank, Place


async def menu(visit: Visit, _: Tap | str) -> None:
    learner, turn = await visit.act(quizzes.find_open)
    await visit.show(screens.menu(visit.speech(learner), visit.bank, turn))


async def themes(visit: Visit, _: Tap) -> None:
    learner = await visit.arrive()
    await visit.show(screens.themes(visit.speech(learner), visit.bank))


async def choose_scope(visit: Visit, tap: ScopeTap) -> None:
    _check_scope(visit, tap.scope)
    learner = await visit.arrive()
    await visit.show(screens.how_many(visit.speech(learner), visit.bank, tap.scope, visit.nonce))


async def start(visit: Visit, tap: StartTap) -> None:
    _check_scope(visit, tap.scope)
    count = min(max(tap.count, 1), max(screens.COUNTS))
    origin, scope = f"tap-{tap.nonce}", tap.scope or None
    await play(visit, partial(quizzes.start, origin=origin, scope=scope, count=count))


async def play(visit: Visit, act: Act[Turn | Result]) -> None:
    """One act of the learner on a quiz, and where the quiz stands after it."""
    learner, turn = await visit.act(act)
    await show(visit, learner, turn)


async def answer(visit: Visit, tap: AnswerTap) -> None:
    await play(visit, partial(answering.answer, quiz_id=tap.quiz, position=tap.position, option=tap.option))


async def dont_know(visit: Visit, tap: DontKnowTap) -> None:
    await play(visit, partial(answering.answer, quiz_id=tap.quiz, position=tap.position, option=None))


async def hint(visit: Visit, tap: HintTap) -> None:
    await play(visit, partial(hints.hint, quiz_id=tap.quiz, position=tap.position))


async def tick(visit: Visit, tap: TickTap) -> None:
    ticking = partial(answering.tick, option=tap.option, on=tap.on == 1)
    await play(visit, partial(ticking, quiz_id=tap.quiz, position=tap.position))


async def check(visit: Visit, tap: CheckTap) -> None:
    await play(visit, partial(answering.check, quiz_id=tap.quiz, position=tap.position))


async def place_next(visit: Visit, tap: PlaceTap) -> None:
    placing = partial(answering.place_next, option=tap.option)
    await play(visit, partial(placing, quiz_id=tap.quiz, position=tap.position))


async def pair(visit: Visit, tap: PairTap) -> None:
    pairing = partial(answering.pair, left=tap.left, option=tap.option)
    await play(visit, partial(pairing, quiz_id=tap.quiz, position=tap.position))


async def start_over(visit: Visit, tap: StartOverTap) -> None:
    await play(visit, partial(answering.start_over, quiz_id=tap.quiz, position=tap.position))


async def advance(visit: Visit, tap: NextTap) -> None:
    await play(visit, partial(answering.advance, quiz_id=tap.quiz, position=tap.position))


async def say_confidence(visit: Visit, tap: ConfidenceTap) -> None:
    if tap.level >= len(LEVELS):
        raise Refusal("error-button-old")
    saying = partial(answering.say_confidence, confidence=LEVELS[tap.level])
    await play(visit, partial(saying, quiz_id=tap.quiz, position=tap.position))


async def more(visit: Visit, tap: AnsweredMoreTap) -> None:
    learner = await visit.arrive()
    await visit.change_buttons(screens.more_rows(visit.speech(learner), tap.quiz, tap.position))


async def resume(visit: Visit, tap: ResumeTap) -> None:
    await play(visit, partial(quizzes.resume, quiz_id=tap.quiz))


async def go_on(visit: Visit, tap: GoOnTap) -> None:
    await play(visit, partial(quizzes.go_on, quiz_id=tap.quiz))


async def practise(visit: Visit, tap: PractiseTap) -> None:
    """What was missed; below an old result, should another quiz be open, it is asked first."""

    def begin(session: Session, bank: Bank, learner: Learner) -> Turn | Result | Screen:
        ending = quizzes.find_ending(session, bank, learner, quiz_id=tap.quiz, nonce=visit.nonce)
        if ending is not None:
            return screens.would_end(visit.speech(learner), ending, tap.quiz)
        return quizzes.practise(session, bank, learner, quiz_id=tap.quiz, nonce=visit.nonce)

    learner, begun = await visit.act(begin)
    if isinstance(begun, Screen):
        await visit.below().show(begun)
    else:
        await show(visit, learner, begun)


async def practise_now(visit: Visit, tap: PractiseNowTap) -> None:
    await play(visit, partial(quizzes.practise, quiz_id=tap.quiz, nonce=visit.nonce))


async def quiz_on_fact(visit: Visit, tap: QuizOnFactTap) -> None:
    """The question comes as a message of its own: the fact above it stays to be read."""

    def ask(session: Session, bank: Bank, learner: Learner) -> Turn | Result:
        delivery = deliveries.find(session, tap.delivery)
        if delivery is None or delivery.chat_id != visit.chat_id:
            raise Refusal("error-button-old")
        cause = f"fact-{tap.delivery}"
        return quizzes.quiz_on(
            session, bank, learner, fact_id=delivery.fact_id, cause=cause, nonce=visit.nonce
        )

    await play(visit.below(), ask)


async def abandon(visit: Visit, tap: AbandonTap) -> None:
    def leave(session: Session, bank: Bank, learner: Learner) -> tuple[Turn | None, int]:
        quizzes.abandon(session, learner, tap.quiz)
        return home.look(session, bank, learner)

    learner, (turn, due) = await visit.act(leave)
    await visit.show(home_screens.home(visit.speech(learner), visit.bank, visit.nonce, turn, due))


async def show(visit: Visit, learner: Learner, at: Turn | Result) -> None:
    """Show where a quiz stands; if that is another message than before, the old one loses its buttons."""
    if isinstance(at, Turn) and at.given is not None:
        item = (at.fact.id, at.question.id)
        at = replace(at, knew=measuring.knew(visit.house.database, visit.bank, item))
    screen = await _screen(visit, learner, at)
    if isinstance(at, Turn) and not learner.is_text_only:
        screen = replace(screen, picture=await _map(visit, learner, at))
    if isinstance(at, Result):
        screen = await _with_offer(visit, learner, at, screen)
    message_id = await visit.show(screen)
    if message_id is None or message_id == at.message_id:
        return
    await visit.run(partial(quizzes.place, quiz_id=at.quiz_id, message_id=message_id))
    if at.message_id is not None:
        await visit.retire(at.message_id)


async def _with_offer(visit: Visit, learner: Learner, at: Result, screen: Screen) -> Screen:
    """The first result ever offers a fact a day."""
    if not at.play.tells_at_once or not at.answered:
        return screen
    if not await visit.run(partial(offers.is_fact_offered, learner=learner, quiz_id=at.quiz_id)):
        return screen
    offer = daily_screens.first_fact_row(visit.speech(learner))
    return replace(screen, rows=(offer, *screen.rows))


async def _map(visit: Visit, learner: Learner, at: Turn) -> bytes | None:
    """What a question about places is asked with; with the answer the map stays above, to be looked at."""
    question = at.question
    if not isinstance(question, Place) or at.given is not None:
        return None
    speech = visit.speech(learner)
    points = {point.key: point.at for point in question.options}
    marks = [maps.Mark(points[key], letter(speech, index)) for index, key in enumerate(at.options)]
    theme = theme_of(is_dark=learner.settings.is_dark)
    return await visit.draw(partial(maps.lettered, speech, marks, theme), is_owed=True)


async def _screen(visit: Visit, learner: Learner, at: Turn | Result) -> Screen:
    speech = visit.speech(learner)
    if isinstance(at, Turn):
        return screens.turn(speech, visit.bank, at)
    if at.play.is_homework:
        return await _of_homework(visit, learner, at)
    if not at.play.tells_at_once:
        return exam_screens.result(speech, at, await certificate.name_for(visit, learner, at))
    beside = await _beside(visit, learner, at)
    return screens.result(speech, at, visit.nonce, scores=learner.settings.scores_certainty, beside=beside)


async def _of_homework(visit: Visit, learner: Learner, at: Result) -> Screen:
    """Whose homework it was, with the way back there; how it went only once that may be told."""
    speech = visit.speech(learner)
    found = await visit.run(partial(doing.handed_in_to, learner=learner, quiz_id=at.quiz_id))
    to = opening.opened(found, visit.house.vault.open) if found else None
    asking = partial(doing.are_keys_told, learner=learner, quiz_id=at.quiz_id)
    if not at.play.tells_at_once and not await visit.run(asking):
        return desk_screens.handed_in(speech, at, to)
    beside = desk_screens.in_class(speech, to) if to else None
    scores = learner.settings.scores_certainty
    screen = screens.result(speech, at, visit.nonce, scores=scores, beside=beside)
    return replace(screen, rows=(desk_screens.to_desk_row(speech, to), *screen.rows)) if to else screen


async def _beside(visit: Visit, learner: Learner, at: Result) -> Markup | None:
    """How others did with the same questions, where they are done."""
    if at.set_code is None or not at.can_be_passed_on:
        return None
    looking = partial(challenges.look, bank=visit.bank, learner=learner)
    both = await visit.run(partial(looking, quiz_id=at.quiz_id, code=at.set_code))
    return challenge_screens.versus(visit.speech(learner), both) if both else None


def _check_scope(visit: Visit, scope: str) -> None:
    if scope and visit.bank.find_scope(scope) is None:
        raise Refusal("error-button-old")
