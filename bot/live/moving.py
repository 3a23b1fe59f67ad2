"""A live quiz moves on by its row: what is due is taken, done outside of a transaction, and written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, cast

from msgspec import Struct

from bot.learning import live as rules
from bot.learning.live import Asked, Lobby, State, Verdict
from bot.live import hosting, voting
from bot.services import known, turns
from content import questions
from content.model import Bank, Language
from db import lives, polls, quizzes
from db.engine import Session
from db.lives import LiveRow

LEASE = timedelta(seconds=75)
"""Longer than a message to a group may have to wait for its turn, and for Telegram's answer."""

Deed = Literal["nothing", "show", "expire", "ask", "close", "tell", "end"]


class Step(Struct, frozen=True):
    """What is to be said next, and where. ``polls`` are the messages of polls to close before."""

    live_id: int
    chat_id: int
    topic_id: int
    language: Language
    deed: Deed
    message_id: int | None = None
    lobby: Lobby | None = None
    state: State | None = None
    open_for: timedelta | None = None  # of a poll that closes itself
    polls: tuple[int, ...] = ()


def claim(session: Session, now: datetime) -> list[int]:
    """Take all that is due; whoever takes it writes down what became of it, or its lease ends."""
    return [row.id for row in lives.claim(session, now, now + LEASE)]


def step(session: Session, bank: Bank, live_id: int, zone: str, now: datetime) -> Step | None:
    """What is to be done in one that was taken; None if it is over."""
    row = lives.find(session, live_id)
    if row is None or row.ended_at is not None:
        return None
    is_due = row.next_at is not None and row.next_at <= now
    if row.quiz_id is None:
        return _as_lobby(session, row, is_due=is_due)
    if not is_due:
        return _shown(session, bank, row)
    if row.phase != "reading":
        voting.adopt(session, bank, row, zone)
    if row.phase == "reading":
        return _reading(session, bank, row, zone, now)
    opened, closed = row.shown_at or now, rules.open_for(row.pace)
    is_closed = row.phase == "counting" or (rules.closes_itself(row.pace) and opened + closed <= now)
    if not is_closed:
        return _step(row, "close", polls=_open_polls(session, row))
    return _told(session, bank, row)


def _as_lobby(session: Session, row: LiveRow, *, is_due: bool) -> Step:
    return _step(row, "expire" if is_due else "show", lobby=hosting.lobby_of(session, row))


def _step(
    row: LiveRow,
    deed: Deed,
    *,
    lobby: Lobby | None = None,
    state: State | None = None,
    open_for: timedelta | None = None,
    polls: tuple[int, ...] = (),
) -> Step:
    return Step(
        live_id=row.id,
        chat_id=row.chat_id,
        topic_id=row.topic_id,
        language=cast(Language, row.language),
        deed=deed,
        message_id=row.message_id,
        lobby=lobby,
        state=state,
        open_for=open_for,
        polls=polls,
    )


def _open_polls(session: Session, row: LiveRow) -> tuple[int, ...]:
    asking = polls.asking(session, row.quiz_id or 0, row.position or 0)
    return tuple(each.message_id for each in asking if each.message_id is not None)


def _shown(session: Session, bank: Bank, row: LiveRow) -> Step:
    """The same message, with what has changed in it."""
    at = row.position or 0
    told, coming = _before(bank, row, at), _asked_at(bank, row, at)
    return _step(row, "show", state=_state(session, bank, row, told=told, coming=coming, is_held=row.is_held))


def _reading(session: Session, bank: Bank, row: LiveRow, zone: str, now: datetime) -> Step:
    """The question has stood alone for a while: now its options come, if it can still be asked."""
    at = row.position or 0
    coming = _next(session, bank, row, at)
    if row.is_stopping or row.is_held or coming is None:
        return _end(session, bank, row, _before(bank, row, at))
    if coming.position != at:  # it has left the bank, or is paused, since it was announced
        quizzes.move(session, row.quiz_id or 0, coming.position, now)
        row = row._replace(position=coming.position)
    if row.sends:
        voting.adopt(session, bank, row, zone)
        if polls.asking(session, row.quiz_id or 0, coming.position):
            _opened(session, row, now)
            return _step(row, "nothing")
    lives.change(session, row.id, sends=row.sends + 1, sent_at=row.sent_at or now)
    open_for = rules.open_for(row.pace) if rules.closes_itself(row.pace) else None
    return _step(row, "ask", state=_state(session, bank, row, coming=coming), open_for=open_for)


def _told(session: Session, bank: Bank, row: LiveRow) -> Step:
    """The question is closed: its verdict, the table, and what comes next."""
    at = row.position or 0
    asked = _asked_at(bank, row, at)
    was_left = not lives.answered(session, row.quiz_id or 0, at) and (
        row.unanswered + 1 >= rules.MOST_UNANSWERED
    )
    coming = _next(session, bank, row, at + 1)
    if row.is_stopping or was_left or coming is None:
        return _end(session, bank, row, asked, was_left=was_left)
    is_held = row.is_held or row.pace == "host"
    return _step(row, "tell", state=_state(session, bank, row, told=asked, coming=coming, is_held=is_held))


def _end(session: Session, bank: Bank, row: LiveRow, asked: Asked | None, *, was_left: bool = False) -> Step:
    state = _state(session, bank, row, told=asked, is_over=True, was_left=was_left)
    return _step(row, "end", state=state)


def _state(
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
        hardest=_asked_at(bank, row, hardest) if hardest is not None else None,
    )


def _asked_at(bank: Bank, row: LiveRow, position: int) -> Asked | None:
    """The question there, unless it or an option of it has left the bank."""
    plan = row.plan or []
    if not 0 <= position < len(plan):
        return None
    item = turns.item_of(plan[position])
    found = questions.look_up(bank, item.fact_id, item.question_id)
    if found is None or not all(found[1].option(key) for key in item.options):
        return None
    return Asked(*found, item, position, position + 1, len(plan))


def _before(bank: Bank, row: LiveRow, position: int) -> Asked | None:
    return _asked_at(bank, row, position - 1)


def _next(session: Session, bank: Bank, row: LiveRow, position: int) -> Asked | None:
    """The first question from there on that can be asked now."""
    paused = known.paused(session)
    found = (_asked_at(bank, row, at) for at in range(position, len(row.plan or ())))
    return next((each for each in found if each and (each.fact.id, each.question.id) not in paused), None)


def opened(
    session: Session, live_id: int, position: int, poll_id: str | None, message_id: int | None, now: datetime
) -> None:
    """The poll is out."""
    row = lives.lock(session, live_id)
    if row is None or row.quiz_id is None or row.position != position:
        return
    if poll_id is not None:
        polls.insert(session, poll_id, row.quiz_id, position, message_id, now)
    quizzes.move(session, row.quiz_id, position, now)
    _opened(session, row, now)


def _opened(session: Session, row: LiveRow, now: datetime) -> None:
    grace = rules.GRACE if rules.closes_itself(row.pace) else timedelta()
    next_at = now if row.is_stopping else now + rules.open_for(row.pace) + grace
    lives.change(session, row.id, phase="asking", next_at=next_at, edit_at=None, leased_until=None)


def closed(session: Session, live_id: int, now: datetime) -> None:
    """The poll takes no more votes; the last ones may be on their way."""
    lives.change(session, live_id, phase="counting", next_at=now + rules.GRACE, leased_until=None)


def told(session: Session, done: Step, message_id: int | None, now: datetime) -> None:
    """The verdict is out, and the next question with it."""
    row = lives.lock(session, done.live_id)
    state = done.state
    if row is None or row.quiz_id is None or state is None or state.coming is None:
        return
    if row.position != state.position:
        return  # another process has done the same
    nobody = lives.answered(session, row.quiz_id, state.position) == 0
    quizzes.move(session, row.quiz_id, state.coming.position, now)
    is_held = row.is_held or row.pace == "host"
    lives.change(
        session,
        row.id,
        phase="reading",
        sends=0,
        sent_at=None,
        unanswered=row.unanswered + 1 if nobody else 0,
        is_held=is_held,
        message_id=message_id,
        next_at=now if row.is_stopping else now + (rules.PATIENCE if is_held else rules.READING),
        edit_at=now if is_held != state.is_held else None,
        leased_until=None,
    )


def shown(session: Session, live_id: int, message_id: int | None) -> None:
    """The message is as it should be."""
    lives.change(session, live_id, edit_at=None, message_id=message_id, leased_until=None)


def ended(session: Session, live_id: int, now: datetime) -> None:
    row = lives.lock(session, live_id)
    if row is None:
        return
    lives.change(session, live_id, phase="over", ended_at=row.ended_at or now, leased_until=None)
    if row.quiz_id is not None:
        quizzes.end(session, row.quiz_id, now)


def failed(session: Session, live_id: int, again_at: datetime, *, surely_not_sent: bool) -> None:
    """It could not be said; it is tried again then."""
    row = lives.lock(session, live_id)
    if row is None:
        return
    is_back = surely_not_sent and row.phase == "reading" and row.sends > 0
    sends = row.sends - 1 if is_back else row.sends
    wanted = {"next_at": again_at} if row.next_at is not None and row.next_at <= again_at else {}
    edit_at = again_at if row.edit_at is not None else None
    lives.change(session, live_id, sends=sends, edit_at=edit_at, leased_until=None, **wanted)


def next_at(session: Session, now: datetime) -> datetime | None:
    """When there is something to take."""
    return lives.next_at(session, now)


def release_all(session: Session) -> None:
    """At the start of a process that is alone: whoever had taken one is dead."""
    lives.release_all(session)
