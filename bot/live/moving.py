"""A live quiz moves on by its row: what is due is taken, done outside of a transaction, and written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from bot.learning import live as rules
from bot.learning import tapped
from bot.learning.live import Asked, Lobby, Options, State
from bot.live import hosting, telling, voting
from content.model import Bank, Language
from db import lives, polls, quizzes
from db.engine import Session
from db.lives import LiveRow

LEASE = timedelta(seconds=75)
"""Longer than a message to a group may have to wait for its turn, and for Telegram's answer."""

Deed = Literal["nothing", "show", "expire", "ask", "open", "close", "tell", "end"]


class Step(Struct, frozen=True):
    """What is to be said next, and where. ``polls`` are the messages of the polls that end by it."""

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
    if _is_by_buttons(telling.asked_at(bank, row, row.position or 0), row):
        return _counted(session, bank, row)
    opened, closed = row.shown_at or now, rules.open_for(row.pace)
    is_closed = row.phase == "counting" or (rules.closes_itself(row.pace) and opened + closed <= now)
    if not is_closed:
        return _step(row, "close", polls=_open_polls(session, row))
    return _told(session, bank, row)


def _is_by_buttons(asked: Asked | None, row: LiveRow) -> bool:
    return asked is not None and tapped.is_by_buttons(asked.question, cast(Language, row.language))


def _counted(session: Session, bank: Bank, row: LiveRow) -> Step:
    """Its buttons go before its verdict is made; from then on no tap counts, since it may be read."""
    if row.phase == "asking":
        return _step(row, "close", state=_present(session, bank, row, options="closed"))
    lives.change(session, row.id, phase="telling")  # waits for the taps that are counted at this moment
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


def _left_polls(session: Session, row: LiveRow) -> tuple[int, ...]:
    """Those that closed by their own clock."""
    return () if row.phase == "counting" else _open_polls(session, row)


def _shown(session: Session, bank: Bank, row: LiveRow) -> Step:
    """The same message, with what has changed in it."""
    asked = telling.asked_at(bank, row, row.position or 0)
    options: Options = "none"
    if row.phase != "reading":
        options = _options(row) if _is_by_buttons(asked, row) else "polled"
    return _step(row, "show", state=_present(session, bank, row, options=options))


def _options(row: LiveRow) -> Options:
    return "open" if row.phase == "asking" else "closed"


def _present(session: Session, bank: Bank, row: LiveRow, *, options: Options) -> State:
    """What its message tells while a question is read or open."""
    at = row.position or 0
    is_above = options in ("open", "closed")  # the verdict before stands in the message before
    told = None if is_above else telling.before(bank, row, at)
    coming = telling.asked_at(bank, row, at)
    found = telling.state(session, bank, row, told=told, coming=coming, is_held=row.is_held)
    return replace(found, options=options)


def _reading(session: Session, bank: Bank, row: LiveRow, zone: str, now: datetime) -> Step:
    """The question has stood alone for a while: now its options come, if it can still be asked."""
    at = row.position or 0
    coming = telling.next_one(session, bank, row, at)
    if row.is_stopping or row.is_held or coming is None:
        return _end(session, bank, row, telling.before(bank, row, at))
    if coming.position != at:  # it has left the bank, or is paused, since it was announced
        quizzes.move(session, row.quiz_id or 0, coming.position, now)
        row = row._replace(position=coming.position)
    if _is_by_buttons(coming, row):  # sent twice, where a process died, its taps count all the same, once
        return _step(row, "open", state=_present(session, bank, row, options="open"))
    if row.sends:
        voting.adopt(session, bank, row, zone)
        if polls.asking(session, row.quiz_id or 0, coming.position):
            _opened(session, row, now)
            return _step(row, "nothing")
    lives.change(session, row.id, sends=row.sends + 1, sent_at=row.sent_at or now)
    open_for = rules.open_for(row.pace) if rules.closes_itself(row.pace) else None
    return _step(row, "ask", state=telling.state(session, bank, row, coming=coming), open_for=open_for)


def _told(session: Session, bank: Bank, row: LiveRow) -> Step:
    """The question is closed: its verdict, the table, and what comes next."""
    at = row.position or 0
    asked = telling.asked_at(bank, row, at)
    was_left = not lives.answered(session, row.quiz_id or 0, at) and (
        row.unanswered + 1 >= rules.MOST_UNANSWERED
    )
    coming = telling.next_one(session, bank, row, at + 1)
    if row.is_stopping or was_left or coming is None:
        return _end(session, bank, row, asked, was_left=was_left)
    is_held = row.is_held or row.pace == "host"
    state = telling.state(session, bank, row, told=asked, coming=coming, is_held=is_held)
    return _step(row, "tell", state=state, polls=_left_polls(session, row))


def _end(session: Session, bank: Bank, row: LiveRow, asked: Asked | None, *, was_left: bool = False) -> Step:
    state = telling.state(session, bank, row, told=asked, is_over=True, was_left=was_left)
    return _step(row, "end", state=state, polls=_left_polls(session, row))


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


def laid_open(session: Session, live_id: int, position: int, message_id: int | None, now: datetime) -> None:
    """The question is out with its options, in this message."""
    row = lives.lock(session, live_id)
    if row is None or row.quiz_id is None or row.position != position:
        return
    if row.phase != "reading":  # another process has done the same
        lives.change(session, live_id, leased_until=None)
        return
    quizzes.move(session, row.quiz_id, position, now)
    next_at = now if row.is_stopping else now + rules.open_for(row.pace)
    lives.change(
        session,
        live_id,
        phase="asking",
        next_at=next_at,
        edit_at=None,
        message_id=message_id,
        leased_until=None,
    )


def _opened(session: Session, row: LiveRow, now: datetime) -> None:
    grace = rules.GRACE if rules.closes_itself(row.pace) else timedelta()
    next_at = now if row.is_stopping else now + rules.open_for(row.pace) + grace
    # What moves it on stands under the poll now, and leaves the message where the question was read.
    lives.change(session, row.id, phase="asking", next_at=next_at, edit_at=now, leased_until=None)


def closed(session: Session, live_id: int, now: datetime) -> None:
    """It takes no more votes; the last ones may be on their way."""
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
