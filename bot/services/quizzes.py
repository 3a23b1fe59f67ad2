"""Starting, resuming and leaving a quiz; done twice, each equals done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refusal
from bot.learning import picking
from bot.learning.quiz import ASIDE, EXAM, Item, Result, Turn
from bot.services import asked, turns
from bot.services.turns import Player as Player
from content.model import Bank, Fact
from db import quizzes
from db.engine import Session


async def start(
    session: Session, bank: Bank, player: Player, *, origin: str, scope: str | None, count: int
) -> Turn | Result:
    """Start a quiz about an era or everything; any open one ends. The same origin gives the same quiz."""
    items = await _pick(session, bank, player, bank.facts_in(scope), origin, count)
    return await open_quiz(session, bank, player, kind="practice", origin=origin, scope=scope, items=items)


async def practise(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, nonce: str
) -> Turn | Result:
    """Ask about the facts missed in a quiz, by other questions. ``nonce`` is of the tap."""
    quiz = await turns.get(session, player.learner_id, quiz_id)
    ended = await turns.result(session, bank, quiz)
    origin = await _origin(session, player.learner_id, f"missed-{quiz_id}", nonce)
    facts = list({miss.fact.id: miss.fact for miss in ended.missed}.values())
    items = await _one_of_each(session, bank, player, facts, origin)
    return await open_quiz(session, bank, player, kind="missed", origin=origin, scope=None, items=items)


async def start_on(
    session: Session,
    bank: Bank,
    player: Player,
    *,
    kind: str,
    facts: list[Fact],
    origin: str,
    scope: str | None = None,
) -> Turn | Result:
    """One question about each of some facts: a review, the check after a lesson."""
    items = await _one_of_each(session, bank, player, facts, origin)
    return await open_quiz(session, bank, player, kind=kind, origin=origin, scope=scope, items=items)


async def quiz_on(
    session: Session, bank: Bank, player: Player, *, fact_id: str, cause: str, nonce: str
) -> Turn | Result:
    """One question about a fact, if possible one that was never asked. ``nonce`` is of the tap.

    ``cause`` is what it was asked from: while a question of the same cause is open, that one is shown.
    """
    fact = bank.find_fact(fact_id)
    if fact is None:
        raise Refusal("error-fact-gone")
    origin = await _origin(session, player.learner_id, cause, nonce)
    items = await _one_of_each(session, bank, player, [fact], origin)
    return await open_quiz(session, bank, player, kind=ASIDE, origin=origin, scope=None, items=items)


async def _pick(
    session: Session, bank: Bank, player: Player, facts: tuple[Fact, ...], origin: str, count: int
) -> tuple[Item, ...]:
    return picking.pick(
        bank,
        facts,
        count=count,
        seed=f"{player.learner_id}/{origin}",
        asked=await asked.read(session, player.learner_id),
        due_before=player.due_before,
        paused=await asked.paused(session),
    )


async def _one_of_each(
    session: Session, bank: Bank, player: Player, facts: list[Fact], origin: str
) -> tuple[Item, ...]:
    known = await asked.read(session, player.learner_id)
    paused = await asked.paused(session)
    seed = f"{player.learner_id}/{origin}"
    return picking.one_of_each(bank, facts, seed=seed, asked=known, paused=paused)


@dataclass(frozen=True)
class Ended:
    """A quiz that is over, and since when."""

    result: Result
    at: datetime


async def find_ended(session: Session, bank: Bank, player: Player, *, quiz_id: int) -> Ended:
    """The result of a quiz that is over; refuses one that is not, or that nothing was answered in."""
    quiz = await turns.get(session, player.learner_id, quiz_id)
    result = await turns.result(session, bank, quiz)
    if quiz.ended_at is None or not result.answered:
        raise Refusal("error-button-old")
    return Ended(result, quiz.ended_at)


async def find_open(session: Session, bank: Bank, player: Player) -> Turn | None:
    """The question at which the learner's open quiz stands, if there is an open quiz to go on with."""
    return await _find_open(session, bank, player, besides=ASIDE)


async def find_waiting(session: Session, bank: Bank, player: Player) -> Turn | None:
    """The question that waits for an answer: of the quiz begun last, be it one beside the open one."""
    turn = await _find_open(session, bank, player)
    return turn if turn is not None and turn.given is None else None


async def _find_open(session: Session, bank: Bank, player: Player, *, besides: str = "") -> Turn | None:
    quiz = await quizzes.find_open(session, player.learner_id, besides=besides)
    turn = await turns.turn(session, bank, player, quiz) if quiz else None
    return turn if isinstance(turn, Turn) else None


async def resume(session: Session, bank: Bank, player: Player, *, quiz_id: int) -> Turn | Result:
    quiz = await turns.get(session, player.learner_id, quiz_id)
    is_over = quiz.ended_at is not None and quiz.kind != ASIDE
    return await (turns.result(session, bank, quiz) if is_over else turns.turn(session, bank, player, quiz))


async def abandon(session: Session, learner_id: int, quiz_id: int, now: datetime) -> None:
    """Leave a quiz as it stands; the answers given in it count."""
    quiz = await turns.get(session, learner_id, quiz_id)
    if quiz.kind == EXAM:
        raise Refusal("error-button-old")  # an exam is handed in, or its time runs out
    await quizzes.end(session, quiz.id, now)


async def place(session: Session, quiz_id: int, message_id: int) -> None:
    """Remember in which message a quiz is shown."""
    await quizzes.place(session, quiz_id, message_id)


async def _origin(session: Session, learner_id: int, prefix: str, nonce: str) -> str:
    """The origin of the quiz still open under this prefix, or else of this tap's own."""
    return await quizzes.find_open_origin(session, learner_id, prefix) or f"{prefix}/{nonce}"


async def open_quiz(
    session: Session,
    bank: Bank,
    player: Player,
    *,
    kind: str,
    origin: str,
    scope: str | None,
    items: tuple[Item, ...],
    ends_at: datetime | None = None,
) -> Turn | Result:
    """Make the row of a quiz and show its first question; the same origin gives the quiz that is there."""
    known = await quizzes.find_by_origin(session, player.learner_id, origin)
    if known is not None:
        return await resume(session, bank, player, quiz_id=known.id)
    player.refuse_in_exam()
    if not items:
        raise Refusal("error-nothing-to-ask")
    if kind != ASIDE:
        await quizzes.end_all(session, player.learner_id, player.now)
    await quizzes.insert(
        session,
        {
            "learner_id": player.learner_id,
            "origin": origin,
            "kind": kind,
            "scope": scope,
            "plan": [turns.entry_of(item) for item in items],
            "position": 0,
            "shown_at": player.now,
            "chat_id": player.chat_id,
            "message_id": player.message_id,
            "bank_version": bank.version,
            "created_at": player.now,
            "ends_at": ends_at,
            "ended_at": None,
        },
    )
    quiz = await quizzes.find_by_origin(session, player.learner_id, origin)
    assert quiz is not None
    return await turns.turn(session, bank, player, quiz)
