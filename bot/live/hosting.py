"""What a host or an administrator does with a live quiz: calling, settling, beginning, holding, ending it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refusal
from bot.learning import live as rules
from bot.learning.live import Lobby
from bot.learning.quiz import Item
from bot.services import groups, known, sets, turns
from bot.services.groups import Where
from content.model import Bank
from db import chats, lives, quizzes
from db.engine import Session
from db.lives import LiveRow

COUNT, PACE = 10, "30"
"""What is offered first."""
LOBBY_KEPT = timedelta(minutes=3)
"""For so long nobody else calls another quiz in place of one that has not begun."""
REMEMBERED = 5
"""So many live quizzes back, a chat is asked about other facts first."""


def look(session: Session, where: Where) -> LiveRow | None:
    """The one that is on there."""
    return lives.find_open(session, *where)


def call(
    session: Session,
    bank: Bank,
    where: Where,
    *,
    origin: str,
    host_id: int | None,
    code: str | None,
    now: datetime,
) -> LiveRow:
    """Open a lobby, about everything or on the set behind ``code``. The same origin calls once.

    While one is on there, refuses another; a lobby that was left, or that the same host called, gives way.
    """
    setup = groups.look(session, where)
    on = lives.find_open(session, *where)
    if on is not None and on.origin != origin and _gives_way(session, on, host_id, now):
        lives.change(session, on.id, phase="over", ended_at=now)
    found = sets.find_open(session, bank, code) if code else None
    if code and (found is None or not found.count):
        raise Refusal("live-set-gone")
    chat = chats.lock(session, where.chat_id)
    values = {
        "chat_id": where.chat_id,
        "topic_id": where.topic_id,
        "origin": origin,
        "language": setup.language,
        "phase": "lobby",
        "set_code": code,
        "questions": found.count if found else COUNT,
        "pace": PACE,
        "scores_speed": bool(chat and chat.scores_speed),
        "next_at": now + rules.PATIENCE,
        "created_at": now,
    }
    live_id = lives.insert(session, values)
    row = lives.find_open(session, *where)
    if row is None or (live_id is None and row.origin != origin):
        raise Refusal("live-running")
    if live_id is not None and host_id is not None:
        lives.enter(session, live_id, host_id, is_host=True)
    return row


def _gives_way(session: Session, on: LiveRow, host_id: int | None, now: datetime) -> bool:
    is_own = host_id is not None and lives.is_host(session, on.id, host_id)
    return on.phase == "lobby" and (is_own or now - on.created_at >= LOBBY_KEPT)


def lobby_of(session: Session, row: LiveRow) -> Lobby:
    return Lobby(
        live_id=row.id,
        scope=row.scope,
        is_of_set=row.set_code is not None,
        count=row.questions,
        pace=row.pace,
        teams=row.teams,
        members=lives.teams(session, row.id),
    )


def find(session: Session, where: Where, live_id: int) -> LiveRow:
    """One that is on here; another chat's is as good as none."""
    row = lives.lock(session, live_id)
    if row is None or row.ended_at is not None or (row.chat_id, row.topic_id) != tuple(where):
        raise Refusal("live-gone")
    return row


def is_host(session: Session, live_id: int, person_id: int) -> bool:
    return lives.is_host(session, live_id, person_id)


def place(session: Session, live_id: int, message_id: int | None) -> None:
    """Remember in which message it is shown."""
    lives.change(session, live_id, message_id=message_id)


def settle(session: Session, where: Where, live_id: int, **settings: Any) -> Lobby:
    """Change what is settled before the beginning."""
    row = _in_lobby(session, where, live_id)
    if settings.get("teams") is not None and settings["teams"] < row.teams:
        lives.leave_teams(session, live_id)
    if settings:
        lives.change(session, live_id, **settings)
    return lobby_of(session, row._replace(**settings))


def join(
    session: Session, where: Where, live_id: int, *, team: int, person_id: int, edit_at: datetime
) -> None:
    """Play for a team; the last tap counts. The message shows it at ``edit_at``."""
    row = _in_lobby(session, where, live_id)
    if not 1 <= team <= row.teams:
        raise Refusal("live-gone")
    lives.enter(session, live_id, person_id, team=team)
    if row.edit_at is None:
        lives.change(session, live_id, edit_at=edit_at)


def _in_lobby(session: Session, where: Where, live_id: int) -> LiveRow:
    row = find(session, where, live_id)
    if row.phase != "lobby":
        raise Refusal("live-running")
    return row


def begin(session: Session, bank: Bank, where: Where, live_id: int, *, now: datetime) -> None:
    """Choose the questions; done twice, it equals once. Refuses where there is nothing to ask."""
    row = find(session, where, live_id)
    if row.phase != "lobby":
        return
    items = _items(session, bank, row)
    if not items:
        raise Refusal("live-nothing")
    origin = f"live/{live_id}"
    values = {
        "chat_id": row.chat_id,
        "origin": origin,
        "kind": rules.KIND,
        "scope": row.scope,
        "set_code": row.set_code,
        "plan": [turns.entry_of(item) for item in items],
        "position": 0,
        "shown_at": now,
        "bank_version": bank.version,
        "created_at": now,
    }
    quizzes.insert(session, values)
    quiz_id = quizzes.id_of_chat(session, row.chat_id, origin)
    next_at = now + rules.READING
    lives.change(
        session, live_id, quiz_id=quiz_id, phase="reading", next_at=next_at, edit_at=now, questions=len(items)
    )


def _items(session: Session, bank: Bank, row: LiveRow) -> tuple[Item, ...]:
    paused, seed = known.paused(session), f"live/{row.id}"
    if row.set_code is not None:
        found = sets.find(session, bank, row.set_code)
        items = sets.items(session, bank, found, seed) if found else ()
        return rules.playable(bank, items, seed, paused)
    plans = lives.plans(session, row.chat_id, REMEMBERED)
    before = Counter(str(entry["fact"]) for plan in plans for entry in plan)
    return rules.pick(bank, bank.facts_in(row.scope), row.questions, seed, paused, before)


def go_on(session: Session, where: Where, live_id: int, *, position: int, now: datetime) -> None:
    """Close the open question, or show the next one; a tap from an earlier question changes nothing."""
    row = find(session, where, live_id)
    if row.position != position or row.phase not in ("reading", "asking"):
        return
    if row.next_at is None or row.next_at > now:
        # What was paused while the question was open pauses after it.
        is_held = row.is_held and row.phase == "asking"
        lives.change(session, live_id, next_at=now, is_held=is_held)


def hold(session: Session, where: Where, live_id: int, *, on: bool, now: datetime) -> bool:
    """Pause, or go on; an open question is finished first. Whether it has stopped by now."""
    row = find(session, where, live_id)
    if row.phase == "reading":
        next_at = now + rules.PATIENCE if on else now
        lives.change(session, live_id, is_held=on, next_at=next_at, edit_at=now)
    else:
        lives.change(session, live_id, is_held=on)
    return row.phase == "reading"


def stop(session: Session, where: Where, live_id: int, *, now: datetime) -> None:
    """End it, with the table as it stands; a lobby just closes."""
    find(session, where, live_id)
    lives.change(session, live_id, is_stopping=True, next_at=now)


def settle_chat(session: Session, where: Where, *, played_by: str, scores_speed: bool) -> tuple[str, bool]:
    """Who may begin a live quiz in this chat, and whether speed scores a little in those to come."""
    groups.look(session, where)
    chats.change(session, where.chat_id, played_by=played_by, scores_speed=scores_speed)
    on = lives.find_open(session, *where)
    if on is not None and on.phase == "lobby":
        lives.change(session, on.id, scores_speed=scores_speed)
    return played_by, scores_speed


def rules_of(session: Session, where: Where) -> tuple[str, bool]:
    """The same, as it is."""
    chat = chats.lock(session, where.chat_id)
    return (chat.played_by, chat.scores_speed) if chat else ("everybody", False)
