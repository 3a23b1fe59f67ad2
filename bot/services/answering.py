"""Answering a question and going on to the next; done twice, each equals done once."""

from __future__ import annotations

from typing import Any, TypeGuard

from msgspec.structs import replace

from bot.errors import Refusal
from bot.learning import pace, picking
from bot.learning.grading import (
    DONT_KNOW,
    Confidence,
    Given,
    Unreadable,
    grade_chosen,
    grade_typed,
    is_slip,
)
from bot.learning.learner import Learner
from bot.learning.memory import Recall
from bot.learning.pace import Pace
from bot.learning.play import play_of
from bot.learning.quiz import GAP, Result, Turn
from bot.services import challenges, known, memories, turns
from content import questions
from content.model import Bank, Choice, Match, Number, Order, Question, Several, TrueFalse, When
from content.own import OwnFact
from db import answers, quizzes, sets
from db.answers import TimedRow
from db.engine import Session
from db.quizzes import QuizRow

ONE_TAP = (Choice, TrueFalse, Number, When)
"""The kinds of question that one tapped option answers."""


def answer(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int, option: int | None
) -> Turn | Result:
    """Grade a tap on the option shown at ``option`` (None: "don't know"), once; then it moves the memory.

    A second tap gives the turn as the first one left it; a tap on an earlier question gives the present one.
    A tap on a question that has left the bank gives the one after it, and after the last one the result.
    """
    chosen = () if option is None else (option,)
    kinds = () if option is None else ONE_TAP
    quiz, turn = stand(session, bank, learner, quiz_id, position, kinds, chosen)
    if not is_open_at(turn, position):
        return turn
    given = DONT_KNOW if option is None else grade_chosen(turn.question, (turn.options[option],))
    return _record(session, bank, learner, quiz, turn, given)


def tick(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int, option: int, on: bool
) -> Turn | Result:
    """Tick an option of a question with several right ones, or take the tick off."""
    quiz, turn = stand(session, bank, learner, quiz_id, position, (Several,), (option,))
    if not is_open_at(turn, position):
        return turn
    kept = set(turn.selection) - {turn.options[option]} | ({turn.options[option]} if on else set())
    return _select(session, quiz, turn, tuple(key for key in turn.options if key in kept))


def check(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int) -> Turn | Result:
    """Grade what is ticked. Refuses while nothing is."""
    quiz, turn = stand(session, bank, learner, quiz_id, position, (Several,))
    if not is_open_at(turn, position):
        return turn
    if not turn.selection:
        raise Refusal("error-nothing-ticked")
    return _record(session, bank, learner, quiz, turn, grade_chosen(turn.question, turn.selection))


def place_next(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int, option: int
) -> Turn | Result:
    """Put an event after those placed so far. With the last but one the order is complete."""
    quiz, turn = stand(session, bank, learner, quiz_id, position, (Order,), (option,))
    if not is_open_at(turn, position) or turn.options[option] in turn.selection:
        return turn
    return _extend(session, bank, learner, quiz, turn, turn.options[option])


def pair(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int, left: int, option: int
) -> Turn | Result:
    """Pair the left side number ``left`` with an option. A tap for another left side changes nothing."""
    quiz, turn = stand(session, bank, learner, quiz_id, position, (Match,), (option,))
    is_stale = is_open_at(turn, position) and left != len(turn.selection)
    if not is_open_at(turn, position) or is_stale or turn.options[option] in turn.selection:
        return turn
    return _extend(session, bank, learner, quiz, turn, turn.options[option])


def start_over(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int
) -> Turn | Result:
    """Take back every tap of an unfinished answer."""
    quiz, turn = stand(session, bank, learner, quiz_id, position, (Order, Match))
    return _select(session, quiz, turn, ()) if is_open_at(turn, position) else turn


def answer_whole(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int, keys: tuple[str, ...]
) -> Turn | Result:
    """Grade an answer of several taps that was given at once: what is ticked, an order, or all pairs."""
    quiz, turn = stand(session, bank, learner, quiz_id, position, (Several, Order, Match))
    if not is_open_at(turn, position):
        return turn
    is_whole = isinstance(turn.question, Several) or len(keys) == len(turn.options)
    if not keys or len(set(keys)) < len(keys) or not set(keys) <= set(turn.options) or not is_whole:
        raise Refusal("error-button-old")
    return _record(session, bank, learner, quiz, turn, grade_chosen(turn.question, keys))


def answer_typed(session: Session, bank: Bank, learner: Learner, turn: Turn, text: str) -> Turn | Result:
    """Grade a typed answer to the open question of ``turn``. Refuses what cannot be read as an answer."""
    quiz = turns.get(session, learner, turn.quiz_id)
    try:
        given = grade_typed(turn.question, text, bank.skeletons)
    except Unreadable:
        raise Refusal(f"error-no-{turn.question.kind}") from None
    return _record(session, bank, learner, quiz, turn, given)


def stand(
    session: Session,
    bank: Bank,
    learner: Learner,
    quiz_id: int,
    position: int,
    kinds: tuple[type[Question], ...] = (),
    options: tuple[int, ...] = (),
) -> tuple[QuizRow, Turn | Result]:
    """Where a tapped quiz stands. Refuses a quiz that is over, and buttons that it never showed."""
    quiz = turns.get(session, learner, quiz_id)
    play = play_of(quiz.kind)
    if quiz.ended_at is not None and not play.tells_at_once:
        return quiz, turns.result(session, bank, quiz)
    if quiz.ended_at is not None and not play.stands_aside:
        raise Refusal("error-quiz-over")
    turn = turns.turn(session, bank, learner, quiz)
    if isinstance(turn, Turn) and position > turn.position:
        raise Refusal("error-button-old")
    if is_open_at(turn, position):
        is_shown = all(option < len(turn.options) for option in options)
        if not is_shown or (kinds and not isinstance(turn.question, kinds)):
            raise Refusal("error-button-old")
    return quiz, turn


def is_open_at(turn: Turn | Result, position: int) -> TypeGuard[Turn]:
    """Whether the question at ``position`` is the one that waits for an answer."""
    return isinstance(turn, Turn) and turn.position == position and turn.given is None


def _select(session: Session, quiz: QuizRow, turn: Turn, keys: tuple[str, ...]) -> Turn:
    quizzes.select_keys(session, quiz.id, keys)
    return replace(turn, selection=keys)


def _extend(
    session: Session, bank: Bank, learner: Learner, quiz: QuizRow, turn: Turn, key: str
) -> Turn | Result:
    keys = (*turn.selection, key)
    left = [option for option in turn.options if option not in keys]
    if len(left) > 1:
        return _select(session, quiz, turn, keys)
    given = grade_chosen(turn.question, (*keys, *left))
    return _record(session, bank, learner, quiz, turn, given)


def _record(
    session: Session, bank: Bank, learner: Learner, quiz: QuizRow, turn: Turn, given: Given
) -> Turn | Result:
    is_untimed = turn.is_again or turn.play.is_on_paper
    took = None if is_untimed else _pace(session, bank, learner, quiz, turn)
    if turn.play.stands_aside:
        quizzes.end(session, turn.quiz_id, learner.now)
    if not quizzes.insert_answer(session, _row(bank, learner, quiz, turn, given) | {"pace": took}):
        if not turn.play.tells_at_once:
            return turn
        stored = quizzes.find_answer(session, turn.quiz_id, turn.position, learner.id)
        assert stored is not None
        return turns.with_answer(turn, turns.given(stored), learner)
    if not isinstance(turn.fact, OwnFact):
        memories.move(session, learner.id, turn.fact.id, _recall(learner, turn, given, took))
    if not turn.play.tells_at_once:
        return turns.show(session, bank, learner, quiz, turn.position + 1)
    comes_back = not given.is_right and _bring_back(session, bank, learner, quiz, turn)
    return turns.with_answer(replace(turn, is_last=turn.is_last and not comes_back), given, learner)


def _row(bank: Bank, learner: Learner, quiz: QuizRow, turn: Turn, given: Given) -> dict[str, Any]:
    """What is kept of an answer, but for its pace."""
    return {
        "quiz_id": turn.quiz_id,
        "position": turn.position,
        "learner_id": learner.id,
        "fact_id": turn.fact.id,
        "question_id": turn.question.id,
        "shown": list(turn.options),
        "chosen": " ".join(given.chosen) or None,
        "typed": given.typed,
        "is_right": given.is_right,
        "is_half": given.is_half,
        "is_slip": is_slip(turn.question, given),
        "is_again": turn.is_again,
        "is_hinted": turn.is_hinted,
        "shown_at": quiz.shown_at,
        "answered_at": learner.now,
        "answered_on": learner.today.isoformat(),
        "language": learner.language,
        "bank_version": bank.version,
    }


def _recall(learner: Learner, turn: Turn, given: Given, took: Pace | None) -> Recall:
    """What the answer says of the learner's memory."""
    return Recall(
        given.grade,
        learner.now,
        is_slip=is_slip(turn.question, given),
        pace=took,
        options=0 if given.typed is not None else len(turn.options),
        is_hinted=turn.is_hinted,
    )


def _pace(session: Session, bank: Bank, learner: Learner, quiz: QuizRow, turn: Turn) -> Pace | None:
    """How fast this answer came, next to the learner's last ones."""
    now = pace.effort(turn.question.kind, learner.now - quiz.shown_at)
    rows = answers.last_tries(session, learner.id, pace.LOOKED_BACK)
    before = [spent for row in rows if (spent := _effort(bank, row)) is not None]
    return pace.pace(now, before)


def _effort(bank: Bank, row: TimedRow) -> float | None:
    fact = bank.find_fact(row.fact_id)
    kind = questions.kind_of(fact, row.question_id) if fact else None
    return pace.effort(kind, row.answered_at - row.shown_at) if kind else None


def _bring_back(session: Session, bank: Bank, learner: Learner, quiz: QuizRow, turn: Turn) -> bool:
    """Let a missed fact come back a little later in the quiz, by another question; whether it does.

    One in a quiz does: five questions shall be five, and the reviews bring the other misses.
    """
    if not turn.play.brings_misses_back or any(entry.get("again") for entry in quiz.plan):
        return False
    held = known.read_on(session, learner.id, turn.fact.id)
    paused = known.paused_on(session, turn.fact.id)
    seed = f"{learner.id}/{quiz.id}/{turn.position}"
    items = picking.one_of_each(bank, [turn.fact], seed=seed, asked=held, paused=paused)
    if not items:
        return False
    place = min(turn.position + GAP, len(quiz.plan))
    entry = turns.entry_of(replace(items[0], is_again=True))
    quizzes.plan_anew(session, quiz.id, [*quiz.plan[:place], entry, *quiz.plan[place:]])
    return True


def say_confidence(
    session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int, confidence: Confidence
) -> Turn | Result:
    """How sure the learner was of the answer at ``position``, said once, before it is judged."""
    quiz = turns.get(session, learner, quiz_id)
    turn = turns.turn(session, bank, learner, quiz)
    if isinstance(turn, Result) or turn.position != position or not turn.waits_for_confidence:
        return turn
    answers.say_confidence(session, quiz_id, position, learner.id, confidence)
    if not isinstance(turn.fact, OwnFact):
        memories.rebuild(session, learner.id, turn.fact.id)
    assert turn.given is not None
    return replace(turn, given=replace(turn.given, confidence=confidence), waits_for_confidence=False)


def advance(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, position: int) -> Turn | Result:
    """Go on from the answered question at ``position``; from the last one, to the result."""
    quiz = turns.get(session, learner, quiz_id)
    if quiz.ended_at is not None:
        return turns.result(session, bank, quiz)
    turn = turns.turn(session, bank, learner, quiz)
    if isinstance(turn, Result) or turn.position != position or turn.given is None:
        return turn
    if quiz.set_code is None or not turn.play.can_be_passed_on:
        return turns.show(session, bank, learner, quiz, position + 1)
    return _advance_on_set(session, bank, learner, quiz, quiz.set_code)


def _advance_on_set(
    session: Session, bank: Bank, learner: Learner, quiz: QuizRow, code: str
) -> Turn | Result:
    """At the end, those who were done with the same questions before hear of it."""
    sets.lock(session, code)
    at = turns.show(session, bank, learner, quiz, quiz.position + 1)
    if isinstance(at, Result):
        challenges.tell(session, bank, learner, quiz_id=quiz.id, code=code)
    return at
