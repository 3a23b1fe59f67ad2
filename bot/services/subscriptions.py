"""Subscribing to a daily fact or a reminder, changing its time and zone, stopping."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

from bot.learning.learner import Learner
from bot.learning.timetable import ANY_DAY, EVERY_DAY, Days, Occurrence, next_occurrence
from content.model import Language
from db import deliveries, subscriptions
from db.engine import Session
from db.subscriptions import SubscriptionRow

Kind = Literal[
    "fact",
    "poll",
    "review",
    "correction",
    "report",
    "exam",
    "suggestion",
    "challenge",
    "broadcast",
    "homework",
    "inactive",
    "late",
    "refusal",
    "fault",
]
"""What a chat is sent: the daily fact and the reminder to review, by subscription; the poll that a group or
channel wants with its fact or instead; that an answer was marked anew, the answer to a suggestion, and that
somebody took up one's challenge, once;
what administrators write to many; that homework is due tomorrow; that whoever does not come any more will be
forgotten; to administrators, that mistakes were reported, and what goes wrong."""

Form = Literal["fact", "poll", "both"]
"""As what a chat is sent its fact: told, asked, or told and then asked."""

LONGEST_PAUSE = 30
"""Days."""

StopReason = Literal["asked", "blocked", "gone", "ignored"]


class Wish(Struct, frozen=True):
    """What a chat asks to be sent, and when by the wall clock of its zone."""

    chat_id: int
    language: Language
    zone: str
    local_time: str  # HH:MM
    kind: Kind = "fact"
    topic_id: int = 0
    learner_id: int | None = None  # whose private chat it is
    follows_habit: bool = False  # at the learner's usual hour, whatever it will be
    form: Form = "fact"
    days: int = EVERY_DAY
    resumes_on: str | None = None  # a pause: nothing before this local date
    is_silent: bool = False
    era: str | None = None  # what the facts are about; None is everything

    @classmethod
    def of(
        cls, learner: Learner, local_time: str, kind: Kind = "fact", *, follows_habit: bool = False
    ) -> Wish:
        """The wish of a learner for their private chat."""
        return cls(
            chat_id=learner.private_chat,
            language=learner.language,
            zone=learner.zone,
            local_time=local_time,
            kind=kind,
            learner_id=learner.id,
            follows_habit=follows_habit,
        )


class Subscription(Struct, frozen=True):
    """What a chat is sent each day; ``next_on`` is the local date for which ``next_at`` is meant."""

    chat_id: int
    topic_id: int
    kind: Kind
    language: Language
    zone: str
    local_time: str  # HH:MM
    follows_habit: bool  # at the learner's usual hour, whatever it will be
    next_at: datetime
    next_on: date
    stop_reason: StopReason | None
    form: Form = "fact"
    days: Days = ANY_DAY
    is_silent: bool = False
    era: str | None = None


def days_of(wish: Wish | SubscriptionRow) -> Days:
    """The local dates on which it comes."""
    return Days(wish.days or EVERY_DAY, date.fromisoformat(wish.resumes_on) if wish.resumes_on else None)


def subscribe(
    session: Session, wish: Wish, now: datetime, *, not_on: date | None = None, keeps_due: bool = True
) -> Subscription:
    """Subscribe, change the time or the zone, or take a stopped subscription up again; twice equals once.

    A local date that has had its fact gets no second one, and a fact that is already due is still sent,
    unless ``keeps_due`` is false. What is taken up again spares the local date ``not_on``.
    """
    present = subscriptions.lock(session, wish.chat_id, wish.topic_id, wish.kind)
    if present is not None and keeps_due and _stands(present, wish, now):
        due = {"next_at": present.next_at, "next_on": present.next_on}
    else:
        occurrence = _next_free(session, wish, now, not_on)
        due = {"next_at": occurrence.at, "next_on": occurrence.on.isoformat()}
    return subscription_of(subscriptions.put(session, asdict(wish) | due, now))


def _stands(present: SubscriptionRow, wish: Wish, now: datetime) -> bool:
    """Whether the instant that was planned is to be kept: nothing changes, or it has already come."""
    is_same = all(getattr(present, name) == getattr(wish, name) for name in _TIMETABLE)
    return present.stopped_at is None and (is_same or present.next_at <= now)


_TIMETABLE = ("zone", "local_time", "days", "resumes_on")


def _next_free(session: Session, wish: Wish, now: datetime, not_on: date | None) -> Occurrence:
    """The next occurrence whose local date is not left out and has no delivery yet."""
    where = (wish.chat_id, wish.topic_id, ("fact", "poll") if wish.kind == "fact" else (wish.kind,))
    timetable = (wish.local_time, wish.zone, days_of(wish))
    occurrence = next_occurrence(now, *timetable)
    while occurrence.on == not_on or deliveries.has(session, *where, occurrence.on.isoformat()):
        occurrence = next_occurrence(occurrence.at, *timetable)
    return occurrence


def stop(
    session: Session, chat_id: int, now: datetime, reason: StopReason = "asked", kind: Kind | None = "fact"
) -> None:
    """Send this chat no more of a kind (None: nothing at all), nor what was planned but not yet sent."""
    subscriptions.stop(session, chat_id, kind, reason, now)
    for each in ("fact", "poll") if kind == "fact" else (kind,):
        deliveries.call_off(session, chat_id, each, state="stale", reason=f"stopped: {reason}")


def revive(session: Session, chat_id: int, now: datetime, zone: str | None = None) -> bool:
    """Take up again what ended because the bot could not write here; call it when the chat is back.

    By the clocks of ``zone``, should its people have moved meanwhile.
    """
    rows = subscriptions.stopped(session, chat_id, ("blocked", "gone"))
    for row in rows:
        _subscribe_again(session, row, zone or row.zone, now)
    return bool(rows)


def move_to_zone(session: Session, chat_id: int, zone: str, now: datetime) -> None:
    """Everything that is on in this chat keeps its wall time, in another zone."""
    for row in subscriptions.running(session, chat_id):
        _subscribe_again(session, row, zone, now)


def _subscribe_again(session: Session, row: SubscriptionRow, zone: str, now: datetime) -> None:
    subscribe(session, replace(wish_of(row), zone=zone), now)


def wish_of(row: SubscriptionRow) -> Wish:
    """What a subscription was made from."""
    return Wish(
        chat_id=row.chat_id,
        language=cast(Language, row.language),
        zone=row.zone,
        local_time=row.local_time,
        kind=cast(Kind, row.kind),
        topic_id=row.topic_id,
        learner_id=row.learner_id,
        follows_habit=row.follows_habit,
        form=cast(Form, row.form),
        days=row.days,
        resumes_on=row.resumes_on,
        is_silent=row.is_silent,
        era=row.era,
    )


def reschedule(session: Session, row: SubscriptionRow, now: datetime) -> None:
    """Let it be due at its next wall time that has not been sent yet, whatever instant was stored."""
    occurrence = _next_free(session, wish_of(row), now, None)
    subscriptions.move_on(session, [(row.id, occurrence.at, occurrence.on.isoformat(), row.local_time)])


def find(session: Session, chat_id: int, kind: Kind = "fact", topic_id: int = 0) -> Subscription | None:
    """The subscription that is on; None also for a stopped one."""
    row = subscriptions.find(session, chat_id, topic_id, kind)
    return subscription_of(row) if row is not None and row.stopped_at is None else None


def was_ever(session: Session, chat_id: int, kind: Kind = "fact", topic_id: int = 0) -> bool:
    """Whether there is a subscription, be it a stopped one."""
    return subscriptions.find(session, chat_id, topic_id, kind) is not None


def next_at(session: Session) -> datetime | None:
    """When the next fact of anybody falls due; None if nobody is subscribed."""
    return subscriptions.next_at(session)


def set_language(session: Session, chat_id: int, language: Language) -> None:
    """Let the chat's subscriptions, and what is already planned for it, speak this language."""
    subscriptions.set_language(session, chat_id, language)
    deliveries.set_language(session, chat_id, language)


def subscription_of(row: SubscriptionRow) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        topic_id=row.topic_id,
        kind=cast(Kind, row.kind),
        language=cast(Language, row.language),
        zone=row.zone,
        local_time=row.local_time,
        follows_habit=row.follows_habit,
        next_at=row.next_at,
        next_on=date.fromisoformat(row.next_on),
        stop_reason=cast(StopReason | None, row.stop_reason),
        form=cast(Form, row.form),
        days=days_of(row),
        is_silent=row.is_silent,
        era=row.era,
    )
