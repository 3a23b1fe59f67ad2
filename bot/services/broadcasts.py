"""Writing to many: a draft, its texts, and its deliveries, a beat's worth at a time; each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from msgspec import Struct

from bot.errors import Refusal
from bot.learning import broadcast as rules
from bot.learning.broadcast import A_BEAT, Audience, Broadcast, State, Whom
from bot.learning.learner import Learner
from bot.learning.meaning import BroadcastText
from bot.learning.night import day_from
from bot.services import learners as people
from content.model import LANGUAGES, Language
from db import audiences, broadcasts, deliveries, learners
from db.audiences import Member
from db.broadcasts import BroadcastRow, ViewRow
from db.engine import Session

PLAN_CHUNK = 100
"""Chats whose deliveries one transaction makes."""
KEPT = timedelta(days=365)
"""How long it is remembered that there was one; its text is not."""
SHOW_EVERY = timedelta(seconds=5)
"""A message that shows how far it is is edited no oftener."""


Texts = list[tuple[Language | None, str]]
"""Sealed texts, each with the language it is in."""


class View(Struct, frozen=True):
    """A message that shows an administrator how far a broadcast is."""

    row: ViewRow
    broadcast: Broadcast
    language: Language


def count(session: Session, audience: Audience, now: datetime) -> int:
    """How many chats it would reach: those of learners, or groups or channels."""
    return audiences.count(session, _members(audience, now))


def running(session: Session) -> list[int]:
    return [row.id for row in broadcasts.of_state(session, "sending")]


def draft(session: Session, audience: Audience, *, origin: str, now: datetime) -> int:
    """Begin one; gives its id. ``origin`` is of the screen that began it: twice is once."""
    values = {
        "origin": origin,
        "state": "draft",
        "languages": " ".join(audience.languages),
        "whom": audience.whom,
        "created_at": now,
        "planned_to": 0,
    }
    return broadcasts.insert(session, values)


def look(session: Session, broadcast_id: int, now: datetime) -> Broadcast:
    """How it stands. Refuses one that is not there any more."""
    row = broadcasts.find(session, broadcast_id)
    if row is None:
        raise Refusal("error-broadcast-gone")
    return _broadcast(session, row, now)


def _broadcast(session: Session, row: BroadcastRow, now: datetime) -> Broadcast:
    audience = _audience(row)
    is_ahead = row.state in ("draft", "sending") and row.planned_to is not None
    members = _members(audience, row.started_at or now)
    return Broadcast(
        id=row.id,
        state=cast(State, row.state),
        audience=audience,
        people=audiences.count(session, members, row.planned_to or 0) if is_ahead else 0,
        texts=frozenset(language for _, language in broadcasts.texts(session, [row.id])),
        counts={} if row.state == "draft" else broadcasts.counts(session, row.id),
    )


def _audience(row: BroadcastRow) -> Audience:
    return Audience(cast(tuple[Language, ...], tuple(row.languages.split())), cast(Whom, row.whom))


def _members(audience: Audience, now: datetime) -> audiences.Audience:
    days = rules.WHOM[audience.whom]
    since = None if days is None else now - timedelta(days=days)
    kind = rules.CHATS.get(audience.whom)
    return audiences.Audience(audience.languages, since, audience.whom == rules.REPORTED, kind)


def texts(session: Session, broadcast_id: int) -> Texts:
    """Its texts, the one for everybody first, which has no language."""
    found = broadcasts.texts(session, [broadcast_id])
    keys = ((broadcast_id, language) for language in (None, *LANGUAGES))
    return [(key[1], text) for key in keys if (text := found.get((key[0], key[1] or ""))) is not None]


def ask_text(session: Session, learner: Learner, broadcast_id: int, place: int) -> Broadcast:
    """Wait for a text. Refuses what is sent already, or gone."""
    found = _draft(session, broadcast_id, learner.now)
    if place > len(LANGUAGES):
        raise Refusal("error-button-old")
    people.expect(session, learner, BroadcastText(broadcast_id, place))
    return found


def write(session: Session, broadcast_id: int, place: int, sealed: str, now: datetime) -> None:
    """Keep the (sealed) text for the language at ``place``; 0 is for everybody."""
    _draft(session, broadcast_id, now)
    language = ("", *LANGUAGES)[place]
    broadcasts.put_text(session, broadcast_id, language, sealed)


def _draft(session: Session, broadcast_id: int, now: datetime) -> Broadcast:
    found = look(session, broadcast_id, now)
    if found.state != "draft":
        raise Refusal("error-broadcast-gone")
    return found


def start(session: Session, broadcast_id: int, now: datetime) -> bool:
    """Let it be sent; False if it is already. The deliveries follow by ``plan``."""
    found = look(session, broadcast_id, now)
    if found.state == "draft" and not found.is_written:
        raise Refusal("error-button-old")
    return broadcasts.move(session, broadcast_id, "draft", "sending", started_at=now)


def cancel(session: Session, broadcast_id: int, now: datetime) -> bool:
    """Send no more of it than is on its way; False if it was over already."""
    if not broadcasts.move(session, broadcast_id, "sending", "cancelled", ended_at=now, planned_to=None):
        return False
    broadcasts.call_off(session, broadcast_id, "cancelled")
    broadcasts.drop_texts(session, broadcast_id)
    return True


def plan(session: Session, now: datetime) -> int:
    """Owe a message to the next learners; gives how many, and 0 when that is enough for this beat."""
    for row in broadcasts.of_state(session, "sending"):
        room = A_BEAT - broadcasts.count_waiting(session, row.id, now)
        if row.planned_to is not None and room > 0 and (planned := _plan(session, row, room, now)):
            return planned
    return 0


def _plan(session: Session, row: BroadcastRow, room: int, now: datetime) -> int:
    assert row.planned_to is not None, "plan has looked"
    assert row.started_at is not None, "it is being sent"
    # Those it is for first, as with every act of theirs: whoever is forgotten this instant is gone, or waits.
    limit, audience = min(PLAN_CHUNK, room), _members(_audience(row), row.started_at)
    found, planned_to = audiences.members(session, audience, row.planned_to, limit)
    if not broadcasts.go_on(session, row, planned_to):
        return 0
    if found:
        deliveries.insert(session, [_row(row.id, each, now) for each in found])
    return len(found) if planned_to is None else limit


def _row(broadcast_id: int, to: Member, now: datetime) -> dict[str, object]:
    moment = day_from(now, to.zone)
    return {
        "chat_id": to.chat_id,
        "topic_id": to.topic_id,
        "learner_id": to.learner_id,
        "kind": "broadcast",
        "occasion": str(broadcast_id),
        "language": to.language,
        "fact_id": "",
        "about": str(broadcast_id),
        "state": "pending",
        "due_at": moment,
        "not_before": moment,
    }


def keep_house(session: Session, now: datetime) -> None:
    """End what has reached everybody, and drop drafts that nobody sent and what is long over."""
    for row in broadcasts.of_state(session, "sending"):
        if row.planned_to is None and not _broadcast(session, row, now).waiting:
            broadcasts.move(session, row.id, "sending", "done", ended_at=now)
            broadcasts.drop_texts(session, row.id)
    broadcasts.delete_before(session, now - rules.DRAFT_KEPT, "draft")
    for state in ("done", "cancelled"):
        broadcasts.delete_before(session, now - KEPT, state)


def show_in(session: Session, broadcast_id: int, chat_id: int, message_id: int, now: datetime) -> None:
    """Let a message show how far it is, until it is over."""
    broadcasts.put_view(session, ViewRow(broadcast_id, chat_id, message_id), now)


def is_watched(session: Session) -> bool:
    return broadcasts.has_views(session)


def views(session: Session, now: datetime) -> Sequence[View]:
    """What is to be shown anew now; of several processes one shows each."""
    taken = broadcasts.take_views(session, now, now - SHOW_EVERY)
    languages = learners.languages(session, {view.chat_id for view in taken})
    rows = [(view, broadcasts.find(session, view.broadcast_id)) for view in taken]
    return [
        View(view, _broadcast(session, row, now), cast(Language, languages[view.chat_id]))
        for view, row in rows
        if row is not None and view.chat_id in languages
    ]


def hide(session: Session, view: View) -> None:
    """It shows the end, or cannot be edited any more."""
    broadcasts.drop_view(session, view.row)
