"""From the rows of a quiz to where its learner stands in it."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from bot.errors import Refusal
from bot.learning import certainty
from bot.learning.grading import Confidence, Given, Grade
from bot.learning.learner import Learner, minutes_until
from bot.learning.picking import QuestionKey
from bot.learning.play import play_of
from bot.learning.quiz import Item, Miss, Result, Turn
from bot.services import keys_of_homework, known
from content import questions
from content.model import Bank
from content.own import with_own
from db import quizzes
from db.engine import Session
from db.quizzes import AnswerRow, QuizRow


def get(session: Session, learner: Learner, quiz_id: int) -> QuizRow:
    """A quiz of this learner; anybody else's is as good as none, and so is every other during an exam."""
    quiz = quizzes.find(session, learner.id, quiz_id)
    if quiz is None:
        raise Refusal("error-quiz-gone")
    if quiz.ended_at is None and keys_of_homework.is_overdue(session, quiz, learner.now):
        quizzes.end(session, quiz.id, learner.now)
        quiz = quiz._replace(ended_at=learner.now)
    if quiz.ended_at is not None or not play_of(quiz.kind).closes_book:
        learner.refuse_in_exam()
    return quiz


def turn(session: Session, bank: Bank, learner: Learner, quiz: QuizRow) -> Turn | Result:
    """The turn at which an open quiz stands, past any question that has left the bank."""
    found = turn_at(bank, quiz, quiz.position)
    if found is None:
        return show(session, bank, learner, quiz, quiz.position)
    found = _against_the_clock(found, quiz, learner)
    return with_answer(found, given(quiz), learner) if quiz.is_answered else found


def _against_the_clock(turn: Turn, quiz: QuizRow, learner: Learner) -> Turn:
    if quiz.ends_at is None:
        return turn
    return replace(turn, minutes_left=minutes_until(quiz.ends_at, learner.now))


def show(session: Session, bank: Bank, learner: Learner, quiz: QuizRow, position: int) -> Turn | Result:
    """Move an open quiz to the first question from ``position`` on that can still be asked, or end it."""
    # What is stepped over would count as wrong.
    steps_over = not play_of(quiz.kind).counts_unanswered
    for candidate in range(position, len(quiz.plan)):
        fact_id = item_of(quiz.plan[candidate]).fact_id
        paused = known.paused_on(session, fact_id) if steps_over else frozenset()
        found = turn_at(bank, quiz, candidate, paused)
        if found is not None:
            quizzes.move(session, quiz.id, candidate, learner.now)
            return _against_the_clock(found, quiz, learner)
    quizzes.end(session, quiz.id, learner.now)
    return result(session, bank, quiz)


def turn_at(
    bank: Bank, quiz: QuizRow, position: int, paused: frozenset[QuestionKey] = frozenset()
) -> Turn | None:
    """The question at a position, unless it or one of its options has left the bank, or it is paused."""
    item = item_of(quiz.plan[position])
    found = questions.look_up(_beside(bank, quiz), item.fact_id, item.question_id)
    if found is None or not all(found[1].option(key) for key in item.options):
        return None
    if (item.fact_id, item.question_id) in paused:
        return None
    firsts = [not each.get("again") for each in quiz.plan]
    return Turn(
        quiz_id=quiz.id,
        position=position,
        number=sum(firsts[: position + 1]),
        total=sum(firsts),
        fact=found[0],
        question=found[1],
        options=item.options,
        selection=tuple(quiz.selection or ()) if position == quiz.position else (),
        given=None,
        message_id=quiz.message_id,
        play=play_of(quiz.kind),
        is_last=position + 1 >= len(quiz.plan),
        is_again=item.is_again,
        is_hinted=item.is_hinted,
        following=sum(firsts[: position + 2]),
    )


def _beside(bank: Bank, quiz: QuizRow) -> Bank:
    """Homework alone asks what a teacher has written."""
    return with_own(bank) if play_of(quiz.kind).is_homework else bank


def with_answer(at: Turn, answer: Given, learner: Learner) -> Turn:
    """The turn with its answer; what the learner may first say of it is asked once, and never of a miss
    that came back or of "don't know"."""
    is_answer = bool(answer.chosen) or answer.typed is not None
    may_ask = learner.settings.asks_confidence and at.play.asks_confidence and not at.is_again
    return replace(at, given=answer, waits_for_confidence=may_ask and is_answer and answer.confidence is None)


def given(row: QuizRow | AnswerRow) -> Given:
    """The answer in a row that has one."""
    grade: Grade = "right" if row.is_right else "half" if row.is_half else "wrong"
    chosen = tuple((row.chosen or "").split())
    return Given(grade, chosen, row.typed, cast(Confidence | None, row.confidence))


def result(session: Session, bank: Bank, quiz: QuizRow) -> Result:
    play = play_of(quiz.kind)
    firsts = [row for row in quizzes.answers_of(session, quiz.id) if not row.is_again]
    missed = [miss for row in firsts if not row.is_right and (miss := _miss(bank, quiz, row))]
    unanswered = _unanswered(bank, quiz, {row.position for row in firsts}) if play.counts_unanswered else []
    judged = [(given(row).grade, cast(Confidence, row.confidence)) for row in firsts if row.confidence]
    return Result(
        quiz_id=quiz.id,
        play=play,
        scope=quiz.scope,
        right=sum(row.is_right for row in firsts),
        answered=len(firsts),
        total=len(firsts) + len(unanswered),
        missed=(*missed, *unanswered),
        message_id=quiz.message_id,
        certainty=certainty.score(judged) if judged else None,
        most_certainty=certainty.most(len(judged)),
        set_code=quiz.set_code,
    )


def _unanswered(bank: Bank, quiz: QuizRow, answered: set[int]) -> list[Miss]:
    """The questions of an exam without an answer; those that have left the bank count for nobody."""
    turns = (turn_at(bank, quiz, position) for position in range(len(quiz.plan)) if position not in answered)
    found = [turn for turn in turns if turn is not None]
    return [Miss(turn.fact, turn.question, turn.position, turn.options) for turn in found]


def _miss(bank: Bank, quiz: QuizRow, row: AnswerRow) -> Miss | None:
    found = questions.look_up(_beside(bank, quiz), row.fact_id, row.question_id)
    if found is None:
        return None
    return Miss(*found, row.position, item_of(quiz.plan[row.position]).options, given(row))


def entry_of(item: Item) -> dict[str, object]:
    """An item as it stands in a plan."""
    entry: dict[str, object] = {
        "fact": item.fact_id,
        "question": item.question_id,
        "options": list(item.options),
    }
    marks = {"again": item.is_again, "hint": item.is_hinted}
    return entry | {mark: True for mark, is_set in marks.items() if is_set}


def item_of(entry: dict[str, object]) -> Item:
    options = cast(list[str], entry["options"])
    return Item(
        str(entry["fact"]),
        str(entry["question"]),
        tuple(options),
        is_again=bool(entry.get("again")),
        is_hinted=bool(entry.get("hint")),
    )
