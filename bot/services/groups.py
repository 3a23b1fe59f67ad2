"""What the administrators of a group, of a topic of it or of a channel settle: what comes there, and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import Refusal
from bot.learning import timetable
from bot.learning.queue import LENGTH, Queue, token
from bot.learning.zones import zone_of
from bot.services import contents
from bot.services import subscriptions as acts
from bot.services.chats import Kind
from bot.services.subscriptions import Subscription, Wish, days_of, subscription_of, wish_of
from content.model import Bank, Language
from db import chats, deliveries, planned, subscriptions
from db.engine import Session
from db.subscriptions import SubscriptionRow

FACT = "fact"


class Where(NamedTuple):
    """A group, one topic of it, or a channel."""

    chat_id: int
    topic_id: int = 0


class Setup(Struct, frozen=True):
    """How things are set up there; a subscription that has ended still knows its settings."""

    where: Where
    kind: Kind
    language: Language
    zone: str
    subscription: Subscription | None

    @property
    def is_on(self) -> bool:
        return self.subscription is not None and self.subscription.stop_reason is None

    def is_paused(self, now: datetime) -> bool:
        until = self.subscription.days.resumes_on if self.subscription else None
        return self.is_on and until is not None and until > today(self.zone, now)


def today(zone: str, now: datetime) -> date:
    return now.astimezone(zone_of(zone)).date()


def look(session: Session, where: Where) -> Setup:
    """Refuses a chat that the bot is not in. What is done in one chat is done one by one."""
    chat = chats.lock(session, where.chat_id)
    if chat is None:
        raise Refusal("error-button-old")
    row = subscriptions.lock(session, *where, FACT)
    at = row or chat
    return Setup(
        where,
        cast(Kind, chat.kind),
        cast(Language, at.language),
        at.zone,
        subscription_of(row) if row else None,
    )


def open_again(session: Session, where: Where, now: datetime) -> Setup:
    """The same; and what ended because the bot could not write there begins again."""
    setup = look(session, where)
    row = subscriptions.find(session, *where, FACT)
    if row is None or row.stop_reason not in ("blocked", "gone"):
        return setup
    acts.subscribe(session, wish_of(row), now)
    return look(session, where)


def subscribe_at(session: Session, where: Where, local_time: str, now: datetime) -> Setup:
    """A fact a day at this wall time (HH:MM), or another time for it; what ended begins again."""
    setup = look(session, where)
    row = subscriptions.find(session, *where, FACT)
    first = Wish(where.chat_id, setup.language, setup.zone, local_time, topic_id=where.topic_id)
    wish = replace(wish_of(row), local_time=local_time) if row else first
    acts.subscribe(session, wish, now)
    return look(session, where)


def change(session: Session, where: Where, now: datetime, **settings: Any) -> Setup:
    """Change fields of the Wish there; of one that is not on, so that they hold when it begins."""
    setup = look(session, where)
    row = subscriptions.find(session, *where, FACT)
    if row is None:
        of_chat = {name: value for name, value in settings.items() if name in ("language", "zone")}
        chats.change(session, where.chat_id, **of_chat)
    elif setup.is_on:
        acts.subscribe(session, replace(wish_of(row), **settings), now)
    else:
        subscriptions.change(session, row.id, **settings)
    if "language" in settings:
        deliveries.set_language(session, where.chat_id, settings["language"], where.topic_id)
    return look(session, where)


def set_day(session: Session, where: Where, day: int, is_on: bool, now: datetime) -> Setup:
    """One weekday more or less, 0 for Monday; the last one stays."""
    setup = look(session, where)
    days = setup.subscription.days.weekdays if setup.subscription else timetable.EVERY_DAY
    wanted = days | 1 << day if is_on else days & ~(1 << day)
    if not wanted:
        raise Refusal("group-no-day")
    return change(session, where, now, days=wanted)


def pause(session: Session, where: Where, days: int, now: datetime) -> Setup:
    """Nothing for so many days, nor what is planned and not yet sent; 0 ends the pause."""
    setup = look(session, where)
    if not setup.is_on:
        return setup
    row = _row(session, where)
    until = today(setup.zone, now) + timedelta(days=days)
    wish = replace(wish_of(row), resumes_on=until.isoformat() if days else None)
    if days:
        deliveries.call_off(session, where.chat_id, None, "stale", "paused", where.topic_id)
    acts.subscribe(session, wish, now, keeps_due=not days)
    return look(session, where)


def stop(session: Session, where: Where, now: datetime) -> Setup:
    look(session, where)
    subscriptions.stop(session, where.chat_id, FACT, "asked", now, where.topic_id)
    deliveries.call_off(session, where.chat_id, None, "stale", "stopped: asked", where.topic_id)
    return look(session, where)


def next_days(session: Session, bank: Bank, where: Where, now: datetime) -> dict[str, str]:
    """The next facts by local date in ISO form. From now on they are promised."""
    row, queue = _promised(session, bank, where, now)
    return _keep(session, queue, row, now)


def pass_over(
    session: Session, bank: Bank, where: Where, day: str, fact: str, now: datetime
) -> dict[str, str]:
    """The fact (its token) of that date is not told here; those behind it move up. Twice equals once."""
    row, queue = _promised(session, bank, where, now)
    if _is_still(queue, day, fact):
        queue = _arranged(session, bank, queue.without(day), row, now)
    return _keep(session, queue, row, now)


def replace_fact(
    session: Session, bank: Bank, where: Where, day: str, fact: str, now: datetime
) -> dict[str, str]:
    """Another fact comes on that date, and the present one (its token) later. Twice equals once."""
    row, queue = _promised(session, bank, where, now)
    if _is_still(queue, day, fact):
        replaced = queue.replaced(bank, contents.told_in(session, *where), day)
        if replaced is None:
            raise Refusal("group-no-other-fact")
        queue = replaced
    return _keep(session, queue, row, now)


def _promised(session: Session, bank: Bank, where: Where, now: datetime) -> tuple[SubscriptionRow, Queue]:
    """The subscription that is on, and what it is to be told next."""
    look(session, where)
    row = _row(session, where)
    return row, _queue(session, bank, row, now)


def _is_still(queue: Queue, day: str, fact: str) -> bool:
    return day in queue.facts and token(queue.facts[day]) == fact


def _row(session: Session, where: Where) -> SubscriptionRow:
    """The subscription that is on."""
    row = subscriptions.find(session, *where, FACT)
    if row is None or row.stopped_at is not None:
        raise Refusal("error-button-old")
    return row


def _queue(session: Session, bank: Bank, row: SubscriptionRow, now: datetime) -> Queue:
    rows = [each for each in planned.of_chats(session, [row.chat_id]) if each.topic_id == row.topic_id]
    queue = Queue(
        {each.occasion: each.fact_id for each in rows if each.occasion},
        frozenset(each.fact_id for each in rows if each.occasion is None),
    )
    return _arranged(session, bank, queue, row, now)


def _arranged(session: Session, bank: Bank, queue: Queue, row: SubscriptionRow, now: datetime) -> Queue:
    told = contents.told_in(session, row.chat_id, row.topic_id)
    return queue.arranged(bank, told, _dates(row, now), row.next_on)


def _dates(row: SubscriptionRow, now: datetime) -> list[str]:
    """The next local dates on which a fact comes; what is due already is on its way."""
    coming = timetable.upcoming(max(now, row.next_at), row.local_time, row.zone, days_of(row), LENGTH)
    dates = [each.on.isoformat() for each in coming if each.on.isoformat() > row.next_on]
    return [row.next_on, *dates][:LENGTH] if row.next_at > now else dates


def _keep(session: Session, queue: Queue, row: SubscriptionRow, now: datetime) -> dict[str, str]:
    passed = [(fact, None) for fact in sorted(queue.passed)]
    dated = [(fact, day) for day, fact in queue.facts.items()]
    planned.put(session, row.chat_id, row.topic_id, [*dated, *passed])
    return {day: queue.facts[day] for day in _dates(row, now) if day in queue.facts}
