"""Starting, resuming and leaving a quiz; done twice, each equals done once."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bot.errors import Refusal
from bot.learning import picking
from bot.learning.learner import Learner
from bot.learning.play import ASIDE, KEPT, MISSED, PRACTICE, Play, play_of
from bot.learning.quiz import Item, Result, Turn
from bot.services import keys_of_homework, known, turns
from content.model import Bank, Fact
from content.own import OwnFact
from db import quizzes
from db.engine import Session
from db.quizzes import QuizRow

MOST_UNANSWERED = 20
"""Of the quizzes without an answer, so many of a learner's stay, the newest: whoever starts one after the
other, by hand or by a forged button, fills no disk."""


def start(
    session: Session, bank: Bank, learner: Learner, *, origin: str, scope: str | None, count: int
) -> Turn | Result:
    """Start a quiz about an era or everything; any open one ends. The same origin gives the same quiz.

    Whoever was never asked anything, and wants no topic, gets a quiz that was chosen by hand for that.
    """
    held, paused = known.read(session, learner.id), known.paused(session)
    items: tuple[Item, ...] = ()
    if scope is None and not held.questions:
        items = picking.first_quiz(bank, count=count, seed=f"{learner.id}/first", paused=paused)
    items = items or picking.pick(
        bank,
        bank.facts_in(scope),
        count=count,
        seed=f"{learner.id}/{origin}",
        asked=held,
        due_before=learner.due_before,
        paused=paused,
    )
    return open_quiz(session, bank, learner, play=PRACTICE, origin=origin, scope=scope, items=items)


def practise(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, nonce: str) -> Turn | Result:
    """Ask about the facts missed in a quiz, by other questions. ``nonce`` is of the tap."""
    quiz = turns.get(session, learner, quiz_id)
    keys_of_homework.refuse_untold(session, quiz, learner.now)
    ended = turns.result(session, bank, quiz)
    origin = origin_of(session, learner.id, f"missed-{quiz_id}", nonce)
    missed = {miss.fact.id: miss.fact for miss in ended.missed if not isinstance(miss.fact, OwnFact)}
    facts = list(missed.values())
    items = _one_of_each(session, bank, learner, facts, origin)
    return open_quiz(session, bank, learner, play=MISSED, origin=origin, scope=None, items=items)


def start_on(
    session: Session,
    bank: Bank,
    learner: Learner,
    *,
    play: Play,
    facts: list[Fact],
    origin: str,
    scope: str | None = None,
) -> Turn | Result:
    """One question about each of some facts: a review, the check after a lesson."""
    items = _one_of_each(session, bank, learner, facts, origin)
    return open_quiz(session, bank, learner, play=play, origin=origin, scope=scope, items=items)


def quiz_on(
    session: Session, bank: Bank, learner: Learner, *, fact_id: str, cause: str, nonce: str
) -> Turn | Result:
    """One question about a fact, if possible one that was never asked. ``nonce`` is of the tap.

    ``cause`` is what it was asked from: while a question of the same cause is open, that one is shown.
    """
    fact = bank.find_fact(fact_id)
    if fact is None:
        raise Refusal("error-fact-gone")
    origin = origin_of(session, learner.id, cause, nonce)
    items = _one_of_each(session, bank, learner, [fact], origin)
    return open_quiz(session, bank, learner, play=ASIDE, origin=origin, scope=None, items=items)


def _one_of_each(
    session: Session, bank: Bank, learner: Learner, facts: list[Fact], origin: str
) -> tuple[Item, ...]:
    held = known.read(session, learner.id)
    paused = known.paused(session)
    seed = f"{learner.id}/{origin}"
    return picking.one_of_each(bank, facts, seed=seed, asked=held, paused=paused)


class Ended(Struct, frozen=True):
    """A quiz that is over, and since when."""

    result: Result
    at: datetime


def find_ended(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Ended:
    """The result of a quiz that is over; refuses one that is not, or that nothing was answered in."""
    quiz = turns.get(session, learner, quiz_id)
    keys_of_homework.refuse_untold(session, quiz, learner.now)
    result = turns.result(session, bank, quiz)
    if quiz.ended_at is None or not result.answered:
        raise Refusal("error-button-old")
    return Ended(result, quiz.ended_at)


def find_open(session: Session, bank: Bank, learner: Learner) -> Turn | None:
    """The question at which the learner's open quiz stands, if there is an open quiz to go on with."""
    return _find_open(session, bank, learner, besides=ASIDE.name)


def find_waiting(session: Session, bank: Bank, learner: Learner) -> Turn | None:
    """The question that waits for an answer: of the quiz begun last, be it one beside the open one."""
    turn = _find_open(session, bank, learner)
    return turn if turn is not None and turn.given is None else None


def find_shown_in(session: Session, bank: Bank, learner: Learner, message_id: int) -> Turn | None:
    """The question that waits in a message, if one does there."""
    quiz = quizzes.find_open_in(session, learner.id, message_id)
    if quiz is None or _is_overdue(session, learner, quiz):
        return None
    turn = turns.turn(session, bank, learner, quiz)
    return turn if isinstance(turn, Turn) and turn.given is None else None


def _find_open(session: Session, bank: Bank, learner: Learner, *, besides: str = "") -> Turn | None:
    quiz = quizzes.find_open(session, learner.id, besides=besides)
    if quiz is None:
        return None
    if _is_overdue(session, learner, quiz):
        return _find_open(session, bank, learner, besides=besides)
    turn = turns.turn(session, bank, learner, quiz)
    return turn if isinstance(turn, Turn) else None


def _is_overdue(session: Session, learner: Learner, quiz: QuizRow) -> bool:
    """Whether it is homework whose day is over; it ends then."""
    is_over = keys_of_homework.is_overdue(session, quiz, learner.now)
    if is_over:
        quizzes.end(session, quiz.id, learner.now)
    return is_over


def resume(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Turn | Result:
    quiz = turns.get(session, learner, quiz_id)
    is_over = quiz.ended_at is not None and not play_of(quiz.kind).stands_aside
    return turns.result(session, bank, quiz) if is_over else turns.turn(session, bank, learner, quiz)


def result_of(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Result:
    """How a quiz that is over went."""
    return turns.result(session, bank, turns.get(session, learner, quiz_id))


def go_on(session: Session, bank: Bank, learner: Learner, *, quiz_id: int) -> Turn | Result:
    """To the question that is open: past one whose answer was told already."""
    at = resume(session, bank, learner, quiz_id=quiz_id)
    if isinstance(at, Result) or not at.is_done or at.play.stands_aside:
        return at
    quiz = turns.get(session, learner, quiz_id)
    return turns.show(session, bank, learner, quiz, at.position + 1)


def find_ending(session: Session, bank: Bank, learner: Learner, *, quiz_id: int, nonce: str) -> Turn | None:
    """Where the open quiz stands that practising the misses of another would end; None if none would end."""
    cause = f"missed-{quiz_id}"
    has_begun = quizzes.find_open_origin(session, learner.id, cause) is not None
    if has_begun or quizzes.find_by_origin(session, learner.id, f"{cause}/{nonce}") is not None:
        return None
    learner.refuse_in_exam()
    return find_open(session, bank, learner)


def abandon(session: Session, learner: Learner, quiz_id: int) -> None:
    """Leave a quiz as it stands; the answers given in it count."""
    quiz = turns.get(session, learner, quiz_id)
    if not play_of(quiz.kind).can_be_left:
        raise Refusal("error-button-old")  # an exam is handed in, or its time runs out
    quizzes.end(session, quiz.id, learner.now)


def place(session: Session, quiz_id: int, message_id: int) -> None:
    """Remember in which message a quiz is shown."""
    quizzes.place(session, quiz_id, message_id)


def origin_of(session: Session, learner_id: int, prefix: str, nonce: str) -> str:
    """The origin of the quiz still open under this prefix, or else of this tap's own."""
    return quizzes.find_open_origin(session, learner_id, prefix) or f"{prefix}/{nonce}"


def open_quiz(
    session: Session,
    bank: Bank,
    learner: Learner,
    *,
    play: Play,
    origin: str,
    scope: str | None,
    items: tuple[Item, ...],
    ends_at: datetime | None = None,
    set_code: str | None = None,
) -> Turn | Result:
    """Make the row of a quiz and show its first question; the same origin gives the quiz that is there."""
    known = quizzes.find_by_origin(session, learner.id, origin)
    if known is not None:
        return resume(session, bank, learner, quiz_id=known.id)
    learner.refuse_in_exam()
    if not items:
        raise Refusal("error-nothing-to-ask")
    if not (play.stands_aside or play.is_on_paper):
        quizzes.end_all(session, learner.id, learner.now, besides=KEPT)
    quizzes.insert(
        session,
        {
            "learner_id": learner.id,
            "origin": origin,
            "kind": play.name,
            "scope": scope,
            "plan": [turns.entry_of(item) for item in items],
            "position": 0,
            "shown_at": learner.now,
            "message_id": learner.message_id,
            "bank_version": bank.version,
            "created_at": learner.now,
            "ends_at": ends_at,
            "ended_at": None,
            "set_code": set_code,
        },
    )
    quiz = quizzes.find_by_origin(session, learner.id, origin)
    if quiz is None:
        # Another one that there may be only one of was begun this instant.
        raise Refusal("error-button-old")
    quizzes.prune(session, learner.id, MOST_UNANSWERED, besides=KEPT)
    return turns.turn(session, bank, learner, quiz)
