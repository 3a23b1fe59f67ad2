"""Claiming what is owed for sending, and recording what became of each message."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import cast

from msgspec import Struct

from bot.counted import counted
from bot.learning.learner import private_chat
from bot.services import learners as people
from bot.services import messages, polls, sendable
from bot.services import subscriptions as acts
from bot.services.contents import Content, is_of
from bot.services.messages import is_kind, message_of
from bot.services.sendable import Address
from bot.services.subscriptions import Kind
from content.model import Bank, Language
from db import deliveries, learners, state, subscriptions
from db.deliveries import DeliveryRow
from db.engine import Session

log = logging.getLogger(__name__)

ATTEMPTS = 6
"""How often a message is tried while Telegram answers with an error of its own."""

BACKOFF = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
)

OF_A_DATE = ("fact", "poll", "review")
"""The kinds that go out once for a local date."""
AHEAD = timedelta(hours=50)
"""What is sent daily is next due within two days, also where clocks change; nothing is planned sooner."""

Outcomes = Counter[tuple[str, str]]
"""How often what became of messages: by kind and by what it was, such as sent or stale."""

_PAUSE = "paused_until"
_UNKNOWN = "fate unknown"


class Delivery(Struct, frozen=True):
    """A message owed to a chat for one occasion: the local date it is meant for, or what it answers."""

    id: int
    chat_id: int
    topic_id: int
    learner_id: int | None  # whose private chat it is
    kind: Kind
    occasion: str
    language: Language
    fact_id: str  # empty where the kind is about no fact
    about: str | None  # what else the kind needs to know
    attempts: int  # those that Telegram answered with an error of its own
    due_at: datetime
    may_have_arrived: bool  # an earlier attempt ended without an answer
    sealed: tuple[str, ...] = ()  # texts of people that it carries
    is_text_only: bool = False  # as the learner chose whose private chat this is
    is_silent: bool = False
    is_for_channel: bool = False

    @property
    def content(self) -> Content:
        return Content(self.fact_id, self.about)


def find(session: Session, delivery_id: int) -> Delivery | None:
    row = deliveries.find(session, delivery_id)
    return _delivery(row, Content(row.fact_id, row.about)) if row else None


def notify(
    session: Session,
    *,
    learner_id: int,
    language: Language,
    kind: Kind,
    occasion: str,
    now: datetime,
    fact_id: str = "",
    about: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Owe a learner one message outside the timetable, as soon as may be; an occasion twice is one message.

    It goes out before all that may not before a later moment than ``not_before``.

    ``occasion`` has up to 32 characters and is unique for this learner and kind, ``about`` has up to 64.
    With a ``fact_id`` the message is dropped should that fact leave the bank.
    """
    row = {
        "chat_id": private_chat(learner_id),
        "topic_id": 0,
        "learner_id": learner_id,
        "kind": kind,
        "occasion": occasion,
        "language": language,
        "fact_id": fact_id,
        "about": about,
        "state": "pending",
        "due_at": now,
        "not_before": not_before or now,
    }
    deliveries.insert(session, [row])


def claim(
    session: Session,
    bank: Bank,
    now: datetime,
    limit: int,
    lease: timedelta,
    in_flight: Collection[int] = (),
    outcomes: Outcomes | None = None,
) -> list[Delivery]:
    """Take up to ``limit`` deliveries to send, for the time of the lease; none while sending is paused.

    Those whose lease ended come last, without those (ids) that are still in flight: Telegram may be slow,
    or a clock turned. Those that became too late, and those that have nothing to say any more,
    become stale instead, which ``outcomes`` count.
    """
    until = paused_until(session)
    if until is not None and now < until:
        return []
    rows = _sound(session, deliveries.claimable(session, now, limit, but_not=in_flight), now)
    late = [row.id for row in rows if now - row.due_at > sendable.lateness(row)]
    if late:
        deliveries.settle(session, late, "stale", reason="late")
    fresh = sendable.by_day(session, [row for row in rows if row.id not in late], now)
    contents = _renewed(session, bank, fresh, now)
    if outcomes is not None:
        gone = [row for row in fresh if row.id not in contents]
        outcomes.update((row.kind, "stale") for row in (*gone, *(row for row in rows if row.id in late)))
    if not contents:
        return []
    deliveries.lease(session, [*contents], now + lease)
    to = sendable.addresses(session, fresh)
    return [_delivery(row, contents[row.id], to[row.id]) for row in fresh if row.id in contents]


def _sound(session: Session, rows: Sequence[DeliveryRow], now: datetime) -> list[DeliveryRow]:
    """Without those of no known kind, and without a date that a wrong clock has planned: it is to come."""
    odd = [row.id for row in rows if not is_kind(row.kind)]
    if odd:
        log.error("deliveries %s are of no kind that is known; they are given up", odd)
        deliveries.settle(session, odd, "failed", reason="unknown kind")
    ahead = [row.id for row in rows if row.kind in OF_A_DATE and row.due_at - now > AHEAD]
    if ahead:
        were = counted(len(ahead), "delivery of a day to come was", "deliveries of days to come were")
        log.warning("%s planned by a wrong clock: dropped", were)
        deliveries.drop(session, ahead)
    return [row for row in rows if row.id not in (*odd, *ahead)]


def _renewed(session: Session, bank: Bank, rows: Sequence[DeliveryRow], now: datetime) -> dict[int, Content]:
    """What each of them is about by now; stale is what has nothing left to say."""
    contents = messages.renew(session, bank, rows, now)
    for row in rows:
        content = contents.get(row.id)
        if content is None:
            stale(session, row.id, "nothing to say")
        elif content != Content(row.fact_id, row.about):
            deliveries.set_content(session, row.id, content.fact_id, content.about)
    return contents


def is_tellable(delivery: Delivery, bank: Bank) -> bool:
    """Whether it is about no fact, or about one that the bank has."""
    return is_of(bank, delivery.fact_id)


def recover(session: Session, now: datetime) -> int:
    """End all leases at the start of the only process on this database; gives how many there were."""
    return deliveries.end_leases(session, now)


def put_back(session: Session, ids: Sequence[int], not_before: datetime) -> None:
    """Leave deliveries that surely did not arrive for later; no attempt is counted."""
    deliveries.settle(session, ids, "pending", not_before=not_before)


def sent(
    session: Session,
    delivery: Delivery,
    message_id: int | None,
    now: datetime,
    *,
    bank: Bank | None = None,
    poll_id: str | None = None,
) -> None:
    """``poll_id`` is Telegram's, of a poll on a question of the ``bank``. A second receipt changes nothing:
    two processes have sent it, the one of which was halted meanwhile."""
    _lock(session, delivery)
    if not deliveries.receive(session, delivery.id, message_id, now):
        return
    if bank is not None and poll_id is not None:
        polls.keep(session, bank, delivery.id, delivery.chat_id, delivery.content, poll_id, now)
    if delivery.learner_id is not None and people.is_known(session, delivery.learner_id):
        message_of(delivery.kind).receive(session, delivery.learner_id, delivery.content, now)


def blocked(session: Session, delivery: Delivery, now: datetime, reason: acts.StopReason = "blocked") -> None:
    """The chat cannot be written to: everything it subscribed to ends, until it is back."""
    _lock(session, delivery)
    deliveries.settle(session, [delivery.id], "blocked", reason=reason)
    if delivery.kind == "poll" and _goes_on_without_polls(session, delivery):
        return
    acts.stop(session, delivery.chat_id, now, reason, kind=None)


def _goes_on_without_polls(session: Session, delivery: Delivery) -> bool:
    """A group may forbid polls alone. One that wants the fact as well gets that; should it have shut the bot
    out, the next fact will tell."""
    row = subscriptions.lock(session, *sendable.key_of(delivery))
    if row is None or row.form != "both":
        return False
    subscriptions.change(session, row.id, form="fact")
    return True


def _lock(session: Session, delivery: Delivery) -> None:
    """First the learner, as with every act of theirs: else a receipt and an act wait for each other."""
    if delivery.learner_id is not None:
        learners.lock(session, [delivery.learner_id])


def failed(session: Session, delivery: Delivery, now: datetime) -> None:
    """Telegram answered with an error of its own: again later, up to ATTEMPTS times in all."""
    attempts = delivery.attempts + 1
    if attempts >= ATTEMPTS:
        deliveries.settle(session, [delivery.id], "failed", attempts=attempts, reason="server errors")
        return
    not_before = now + BACKOFF[attempts - 1]
    deliveries.settle(session, [delivery.id], "pending", attempts=attempts, not_before=not_before)


def unknown(session: Session, delivery: Delivery, now: datetime) -> None:
    """No answer came, so it may have arrived: it is sent once more and then given up."""
    if delivery.may_have_arrived:
        deliveries.settle(session, [delivery.id], "failed", reason=_UNKNOWN)
        return
    deliveries.settle(session, [delivery.id], "pending", not_before=now + BACKOFF[0], reason=_UNKNOWN)


def refused(session: Session, delivery_id: int, reason: str) -> None:
    """Telegram will never take this message as it is."""
    deliveries.settle(session, [delivery_id], "failed", reason=reason[:64])


def stale(session: Session, delivery_id: int, reason: str) -> None:
    deliveries.settle(session, [delivery_id], "stale", reason=reason)


def pause(session: Session, until: datetime) -> None:
    """Send nothing to anybody until then; a longer pause stands."""
    present = paused_until(session)
    if present is None or present < until:
        state.put(session, _PAUSE, until.isoformat())


def end_pause_beyond(session: Session, moment: datetime) -> int:
    """No pause lasts so long: only a wrong clock can have written it. Gives how many there were."""
    until = paused_until(session)
    if until is None or until <= moment:
        return 0
    state.drop(session, _PAUSE)
    return 1


def paused_until(session: Session) -> datetime | None:
    value = state.find(session, _PAUSE)
    return datetime.fromisoformat(value) if value else None


def next_at(session: Session) -> datetime | None:
    """When there may be something to claim again; None if nothing waits."""
    instant = deliveries.next_at(session)
    until = paused_until(session)
    return instant if instant is None or until is None else max(instant, until)


def _delivery(row: DeliveryRow, content: Content, to: Address = sendable.ANYHOW) -> Delivery:
    return Delivery(
        id=row.id,
        chat_id=row.chat_id,
        topic_id=row.topic_id,
        learner_id=row.learner_id,
        kind=cast(Kind, row.kind),
        occasion=row.occasion,
        language=cast(Language, row.language),
        fact_id=content.fact_id,
        about=content.about,
        attempts=row.attempts,
        due_at=row.due_at,
        may_have_arrived=row.reason == _UNKNOWN,
        sealed=content.sealed,
        is_text_only=to.is_text_only,
        is_silent=to.is_silent,
        is_for_channel=to.is_for_channel,
    )
