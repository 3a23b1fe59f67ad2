"""What the message of a live quiz tells, from the rows: the verdict, the table, and the next question."""

from __future__ import annotations

from bot.learning import live as rules
from bot.learning.live import Asked, State, Verdict
from bot.live import voting
from bot.services import known, turns
from content import questions
from content.model import Bank
from db import lives
from db.engine import Session
from db.lives import LiveRow


def state(
    session: Session,
    bank: Bank,
    row: LiveRow,
    *,
    told: Asked | None = None,
    coming: Asked | None = None,
    is_held: bool = False,
    is_over: bool = False,
    was_left: bool = False,
) -> State:
    quiz_id = row.quiz_id or 0
    every = voting.given_of(lives.given(session, quiz_id))
    # While a question is open, the table must not tell who has it right.
    at = row.position or 0
    closed = [each for each in every if each.position < at or (told is not None and told.position == at)]
    of_told = [each for each in every if told is not None and each.position == told.position]
    knew = tuple(each.learner_id for each in of_told if each.is_right)
    hardest = rules.most_missed(every) if is_over else None
    return State(
        live_id=row.id,
        quiz_id=quiz_id,
        position=at,
        pace=row.pace,
        scores_speed=row.scores_speed,
        is_held=is_held,
        table=rules.table(closed, row.pace, scores_speed=row.scores_speed, teams=row.teams),
        names=lives.names(session, row.chat_id),
        verdict=Verdict(told, len(of_told), knew) if told else None,
        coming=coming,
        answered=sum(each.position == at for each in every) if row.phase == "asking" else 0,
        is_over=is_over,
        was_left=was_left,
        hardest=asked_at(bank, row, hardest) if hardest is not None else None,
    )


def asked_at(bank: Bank, row: LiveRow, position: int) -> Asked | None:
    """The question there, unless it or an option of it has left the bank."""
    plan = row.plan or []
    if not 0 <= position < len(plan):
        return None
    item = turns.item_of(plan[position])
    found = questions.look_up(bank, item.fact_id, item.question_id)
    if found is None or not all(found[1].option(key) for key in item.options):
        return None
    return Asked(*found, item, position, position + 1, len(plan))


def before(bank: Bank, row: LiveRow, position: int) -> Asked | None:
    return asked_at(bank, row, position - 1)


def next_one(session: Session, bank: Bank, row: LiveRow, position: int) -> Asked | None:
    """The first question from there on that can be asked now."""
    paused = known.paused(session)
    found = (asked_at(bank, row, at) for at in range(position, len(row.plan or ())))
    return next((each for each in found if each and (each.fact.id, each.question.id) not in paused), None)
