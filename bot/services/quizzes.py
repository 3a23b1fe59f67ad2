"""Starting, answering, going on, resuming and leaving a quiz; done twice, each equals done once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeGuard

from bot.errors import Refusal
from bot.learning import quiz as rules
from bot.learning.grading import DONT_KNOW, Given, Grade, Unreadable, grade_chosen, grade_typed
from bot.learning.quiz import Asked, Item, Miss, Result, Turn
from bot.services import memories
from content import questions
from content.model import Bank, Choice, Language, Match, Number, Order, Question, Several, TrueFalse, When
from db import quizzes
from db.engine import Session
from db.quizzes import AnswerRow, QuizRow

ASIDE = "fact"
"""The kind of a quiz that asks one question about a fact; an open quiz stays open beside it."""


ONE_TAP = (Choice, TrueFalse, Number, When)
"""The kinds of question that one tapped option answers."""


@dataclass(frozen=True)
class Player:
    """Who plays, in which language, where, and when this tap came."""

    learner_id: int
    language: Language
    chat_id: int
    message_id: int | None  # the message the quiz is to be shown in, if it is there already
    now: datetime


async def start(
    session: Session, bank: Bank, player: Player, *, origin: str, scope: str | None, count: int
) -> Turn | Result:
    """Start a quiz about an era or everything; any open one ends. The same origin gives the same quiz."""
    asked = await _asked(session, player)
    facts = bank.facts_in(scope)
    items = rules.pick(bank, facts, count=count, seed=f"{player.learner_id}/{origin}", asked=asked)
    return await _open(session, bank, player, kind="practice", origin=origin, scope=scope, items=items)


async def practise(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, nonce: str
) -> Turn | Result:
    """Ask again what was missed in a quiz. ``nonce`` is of the tap: the same tap starts it once."""
    quiz = await _get(session, player.learner_id, quiz_id)
    result = await _result(session, bank, quiz)
    origin = await _origin(session, player.learner_id, f"missed-{quiz_id}", nonce)
    items = rules.again(
        [(miss.fact, miss.question) for miss in result.missed], seed=f"{player.learner_id}/{origin}"
    )
    return await _open(session, bank, player, kind="missed", origin=origin, scope=None, items=items)


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
    asked = await _asked(session, player)
    items = rules.pick(bank, (fact,), count=1, seed=f"{player.learner_id}/{origin}", asked=asked)
    return await _open(session, bank, player, kind=ASIDE, origin=origin, scope=None, items=items)


async def _asked(session: Session, player: Player) -> Asked:
    last_at = await memories.asked_at(session, player.learner_id)
    questions_asked = await quizzes.questions_asked(session, player.learner_id)
    return Asked(last_at, {fact: frozenset(ids) for fact, ids in questions_asked.items()})


async def answer(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int, option: int | None
) -> Turn | Result:
    """Grade a tap on the option shown at ``option`` (None: "don't know"), once; then it moves the memory.

    A second tap gives the turn as the first one left it; a tap on an earlier question gives the present one.
    A tap on a question that has left the bank gives the one after it, and after the last one the result.
    """
    chosen = () if option is None else (option,)
    kinds = () if option is None else ONE_TAP
    quiz, turn = await _at(session, bank, player, quiz_id, position, kinds, chosen)
    if not _is_open_at(turn, position):
        return turn
    given = DONT_KNOW if option is None else grade_chosen(turn.question, (turn.options[option],))
    return await _record(session, bank, player, quiz, turn, given)


async def tick(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int, option: int, on: bool
) -> Turn | Result:
    """Tick an option of a question with several right ones, or take the tick off."""
    quiz, turn = await _at(session, bank, player, quiz_id, position, (Several,), (option,))
    if not _is_open_at(turn, position):
        return turn
    kept = set(turn.selection) - {turn.options[option]} | ({turn.options[option]} if on else set())
    return await _select(session, quiz, turn, tuple(key for key in turn.options if key in kept))


async def check(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int
) -> Turn | Result:
    """Grade what is ticked. Refuses while nothing is."""
    quiz, turn = await _at(session, bank, player, quiz_id, position, (Several,))
    if not _is_open_at(turn, position):
        return turn
    if not turn.selection:
        raise Refusal("error-nothing-ticked")
    return await _record(session, bank, player, quiz, turn, grade_chosen(turn.question, turn.selection))


async def place_next(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int, option: int
) -> Turn | Result:
    """Put an event after those placed so far. With the last but one the order is complete."""
    quiz, turn = await _at(session, bank, player, quiz_id, position, (Order,), (option,))
    if not _is_open_at(turn, position) or turn.options[option] in turn.selection:
        return turn
    return await _extend(session, bank, player, quiz, turn, turn.options[option])


async def pair(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int, left: int, option: int
) -> Turn | Result:
    """Pair the left side number ``left`` with an option. A tap for another left side changes nothing."""
    quiz, turn = await _at(session, bank, player, quiz_id, position, (Match,), (option,))
    is_stale = _is_open_at(turn, position) and left != len(turn.selection)
    if not _is_open_at(turn, position) or is_stale or turn.options[option] in turn.selection:
        return turn
    return await _extend(session, bank, player, quiz, turn, turn.options[option])


async def start_over(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int
) -> Turn | Result:
    """Take back every tap of an unfinished answer."""
    quiz, turn = await _at(session, bank, player, quiz_id, position, (Order, Match))
    return await _select(session, quiz, turn, ()) if _is_open_at(turn, position) else turn


async def answer_typed(session: Session, bank: Bank, player: Player, turn: Turn, text: str) -> Turn | Result:
    """Grade a typed answer to the open question of ``turn``. Refuses what cannot be read as an answer."""
    quiz = await _get(session, player.learner_id, turn.quiz_id)
    try:
        given = grade_typed(turn.question, text, bank.skeletons)
    except Unreadable:
        raise Refusal(f"error-no-{turn.question.kind}") from None
    return await _record(session, bank, player, quiz, turn, given)


async def _at(
    session: Session,
    bank: Bank,
    player: Player,
    quiz_id: int,
    position: int,
    kinds: tuple[type[Question], ...],
    options: tuple[int, ...] = (),
) -> tuple[QuizRow, Turn | Result]:
    """Where a tapped quiz stands. Refuses a quiz that is over, and buttons that it never showed."""
    quiz = await _get(session, player.learner_id, quiz_id)
    if quiz.ended_at is not None and quiz.kind != ASIDE:
        raise Refusal("error-quiz-over")
    turn = await _turn(session, bank, player, quiz)
    if isinstance(turn, Turn) and position > turn.position:
        raise Refusal("error-button-old")
    if _is_open_at(turn, position):
        is_shown = all(option < len(turn.options) for option in options)
        if not is_shown or (kinds and not isinstance(turn.question, kinds)):
            raise Refusal("error-button-old")
    return quiz, turn


def _is_open_at(turn: Turn | Result, position: int) -> TypeGuard[Turn]:
    """Whether the question at ``position`` is the one that waits for an answer."""
    return isinstance(turn, Turn) and turn.position == position and turn.given is None


async def _select(session: Session, quiz: QuizRow, turn: Turn, keys: tuple[str, ...]) -> Turn:
    await quizzes.select_keys(session, quiz.id, keys)
    return replace(turn, selection=keys)


async def _extend(
    session: Session, bank: Bank, player: Player, quiz: QuizRow, turn: Turn, key: str
) -> Turn | Result:
    keys = (*turn.selection, key)
    left = [option for option in turn.options if option not in keys]
    if len(left) > 1:
        return await _select(session, quiz, turn, keys)
    given = grade_chosen(turn.question, (*keys, *left))
    return await _record(session, bank, player, quiz, turn, given)


async def _record(
    session: Session, bank: Bank, player: Player, quiz: QuizRow, turn: Turn, given: Given
) -> Turn:
    values = {
        "quiz_id": turn.quiz_id,
        "position": turn.position,
        "learner_id": player.learner_id,
        "fact_id": turn.fact.id,
        "question_id": turn.question.id,
        "shown": list(turn.options),
        "chosen": " ".join(given.chosen) or None,
        "typed": given.typed,
        "is_right": given.is_right,
        "is_half": given.is_half,
        "shown_at": quiz.shown_at,
        "answered_at": player.now,
        "language": player.language,
        "bank_version": bank.version,
    }
    if turn.is_aside:
        await quizzes.end(session, turn.quiz_id, player.now)
    if await quizzes.insert_answer(session, values):
        await memories.move(session, player.learner_id, turn.fact.id, is_right=given.is_right, now=player.now)
        return replace(turn, given=given)
    stored = await quizzes.find_answer(session, turn.quiz_id, turn.position)
    assert stored is not None
    return replace(turn, given=_given(stored))


def _given(row: QuizRow | AnswerRow) -> Given:
    """The answer in a row that has one."""
    grade: Grade = "right" if row.is_right else "half" if row.is_half else "wrong"
    return Given(grade, tuple((row.chosen or "").split()), row.typed)


async def advance(
    session: Session, bank: Bank, player: Player, *, quiz_id: int, position: int
) -> Turn | Result:
    """Go on from the answered question at ``position``; from the last one, to the result."""
    quiz = await _get(session, player.learner_id, quiz_id)
    if quiz.ended_at is not None:
        return await _result(session, bank, quiz)
    turn = await _turn(session, bank, player, quiz)
    if isinstance(turn, Result) or turn.position != position or turn.given is None:
        return turn
    return await _show(session, bank, player, quiz, position + 1)


async def find_open(session: Session, bank: Bank, player: Player) -> Turn | None:
    """The question at which the learner's open quiz stands, if there is an open quiz to go on with."""
    return await _find_open(session, bank, player, besides=ASIDE)


async def find_waiting(session: Session, bank: Bank, player: Player) -> Turn | None:
    """The question that waits for an answer: of the quiz begun last, be it one beside the open one."""
    turn = await _find_open(session, bank, player)
    return turn if turn is not None and turn.given is None else None


async def _find_open(session: Session, bank: Bank, player: Player, *, besides: str = "") -> Turn | None:
    quiz = await quizzes.find_open(session, player.learner_id, besides=besides)
    turn = await _turn(session, bank, player, quiz) if quiz else None
    return turn if isinstance(turn, Turn) else None


async def resume(session: Session, bank: Bank, player: Player, *, quiz_id: int) -> Turn | Result:
    quiz = await _get(session, player.learner_id, quiz_id)
    is_over = quiz.ended_at is not None and quiz.kind != ASIDE
    return await (_result(session, bank, quiz) if is_over else _turn(session, bank, player, quiz))


async def abandon(session: Session, learner_id: int, quiz_id: int, now: datetime) -> None:
    """Leave a quiz as it stands; the answers given in it count."""
    quiz = await _get(session, learner_id, quiz_id)
    await quizzes.end(session, quiz.id, now)


async def place(session: Session, quiz_id: int, message_id: int) -> None:
    """Remember in which message a quiz is shown."""
    await quizzes.place(session, quiz_id, message_id)


async def _origin(session: Session, learner_id: int, prefix: str, nonce: str) -> str:
    """The origin of the quiz still open under this prefix, or else of this tap's own."""
    return await quizzes.find_open_origin(session, learner_id, prefix) or f"{prefix}/{nonce}"


async def _open(
    session: Session,
    bank: Bank,
    player: Player,
    *,
    kind: str,
    origin: str,
    scope: str | None,
    items: tuple[Item, ...],
) -> Turn | Result:
    known = await quizzes.find_by_origin(session, player.learner_id, origin)
    if known is not None:
        return await resume(session, bank, player, quiz_id=known.id)
    if not items:
        raise Refusal("error-nothing-to-ask")
    if kind != ASIDE:
        await quizzes.end_all(session, player.learner_id, player.now)
    plan = [
        {"fact": item.fact_id, "question": item.question_id, "options": list(item.options)} for item in items
    ]
    await quizzes.insert(
        session,
        {
            "learner_id": player.learner_id,
            "origin": origin,
            "kind": kind,
            "scope": scope,
            "plan": plan,
            "position": 0,
            "shown_at": player.now,
            "chat_id": player.chat_id,
            "message_id": player.message_id,
            "bank_version": bank.version,
            "created_at": player.now,
            "ended_at": None,
        },
    )
    quiz = await quizzes.find_by_origin(session, player.learner_id, origin)
    assert quiz is not None
    return await _turn(session, bank, player, quiz)


async def _get(session: Session, learner_id: int, quiz_id: int) -> QuizRow:
    """A quiz of this learner; anybody else's is as good as none."""
    quiz = await quizzes.find(session, learner_id, quiz_id)
    if quiz is None:
        raise Refusal("error-quiz-gone")
    return quiz


async def _turn(session: Session, bank: Bank, player: Player, quiz: QuizRow) -> Turn | Result:
    """The turn at which an open quiz stands, past any question that has left the bank."""
    turn = _turn_at(bank, quiz, quiz.position)
    if turn is None:
        return await _show(session, bank, player, quiz, quiz.position)
    return replace(turn, given=_given(quiz)) if quiz.is_answered else turn


async def _show(session: Session, bank: Bank, player: Player, quiz: QuizRow, position: int) -> Turn | Result:
    """Move an open quiz to the first question from ``position`` on that is still in the bank, or end it."""
    for candidate in range(position, len(quiz.plan)):
        turn = _turn_at(bank, quiz, candidate)
        if turn is not None:
            await quizzes.move(session, quiz.id, candidate, player.now)
            return turn
    await quizzes.end(session, quiz.id, player.now)
    return await _result(session, bank, quiz)


def _turn_at(bank: Bank, quiz: QuizRow, position: int) -> Turn | None:
    """The question at a position, unless it or one of its options has left the bank."""
    item = quiz.plan[position]
    fact = bank.find_fact(item["fact"])
    question = questions.find(bank, fact, item["question"]) if fact else None
    if fact is None or question is None or not all(question.option(key) for key in item["options"]):
        return None
    return Turn(
        quiz_id=quiz.id,
        position=position,
        total=len(quiz.plan),
        fact=fact,
        question=question,
        options=tuple(item["options"]),
        selection=tuple(quiz.selection or ()) if position == quiz.position else (),
        given=None,
        message_id=quiz.message_id,
        is_aside=quiz.kind == ASIDE,
    )


async def _result(session: Session, bank: Bank, quiz: QuizRow) -> Result:
    given = await quizzes.answers_of(session, quiz.id)
    missed = [miss for answer in given if not answer.is_right and (miss := _miss(bank, answer))]
    return Result(quiz.id, sum(a.is_right for a in given), len(given), tuple(missed), quiz.message_id)


def _miss(bank: Bank, answer: AnswerRow) -> Miss | None:
    fact = bank.find_fact(answer.fact_id)
    question = questions.find(bank, fact, answer.question_id) if fact else None
    return Miss(fact, question) if fact and question else None
