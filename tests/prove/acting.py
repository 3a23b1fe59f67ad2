"""The bot's own acts of delivery with a clock turned by hand and a stand-in for its voice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from msgspec.structs import replace

from bot.delivery.sender import CLAIM_CHUNK, LEASE, PLAN_CHUNK
from bot.learning.learner import Learner
from bot.learning.timetable import ANY_DAY
from bot.services import deliveries, healing, planning, subscriptions, wishes
from bot.services.deliveries import Delivery
from bot.services.subscriptions import Wish
from content.model import Bank
from db.engine import Database, Session
from tests.prove.book import Account

Fate = Literal[
    "well",
    "flood",  # 429: nobody is sent anything for a minute
    "away",
    "server error",
    "lost",  # no answer, and it did not arrive
    "answer lost",  # no answer, and it did
    "forbidden",
    "refused",
    "killed before",
    "killed after",
]
FATES: tuple[Fate, ...] = get_args(Fate)
ARRIVING = ("well", "answer lost", "killed after")
HALTING = ("flood", "away")
KILLING = ("killed before", "killed after")


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Killed(Exception):
    """The process is dead: what it had claimed stays so, and what was in flight has no receipt."""


@dataclass
class Bot:
    """One process after another. ``now`` is the moment by its clock, ``fate`` decides over each message."""

    database: Database
    bank: Bank
    now: datetime
    fate: Callable[[Delivery], Fate]
    accounts: dict[int, Account] = field(default_factory=dict)
    drift: timedelta = timedelta(0)  # how far its clock is off
    kills: int = 0
    planned_at: datetime = LONG_AGO  # the true moment of the last beat
    misread: set[date] = field(default_factory=set)  # the dates at which it planned by a wrong clock

    @property
    def true_now(self) -> datetime:
        return self.now - self.drift

    def subscribe(self, chat_id: int, zone: str, local_time: str, learner_id: int | None = None) -> None:
        with self.database.begin() as session:
            wish = Wish(chat_id, "en", zone, local_time, learner_id=learner_id)
            subscriptions.subscribe(session, wish, self.now)
        account = self.accounts.setdefault(chat_id, Account(zone, local_time, self.true_now))
        account.change(self.true_now, zone, local_time, self.planned_at)
        account.days = ANY_DAY

    def choose_days(self, learner_id: int, weekdays: int) -> None:
        account = self.accounts[learner_id]
        with self.database.begin() as session:
            wishes.change(session, self._learner(learner_id), days=weekdays)
        account.wish(self.true_now, replace(account.days, weekdays=weekdays), self.planned_at)

    def pause(self, learner_id: int, days: int) -> None:
        """For so many days; 0 ends the pause."""
        account, learner = self.accounts[learner_id], self._learner(learner_id)
        with self.database.begin() as session:
            wishes.pause(session, learner, days)
        if days:
            account.pause(self.true_now, learner.today + timedelta(days=days), self.planned_at)
        else:
            account.wish(self.true_now, replace(account.days, resumes_on=None), self.planned_at)

    def _learner(self, learner_id: int) -> Learner:
        return Learner(learner_id, "en", self.accounts[learner_id].zone, self.now)

    def move(self, chat_id: int, zone: str) -> None:
        with self.database.begin() as session:
            subscriptions.move_to_zone(session, chat_id, zone, self.now)
        account = self.accounts[chat_id]
        if account.is_on:
            account.change(self.true_now, zone, account.local_time, self.planned_at)

    def stop(self, chat_id: int) -> None:
        with self.database.begin() as session:
            subscriptions.stop(session, chat_id, self.now)
        self.accounts[chat_id].stop(self.true_now, self.planned_at)

    def come_back(self, chat_id: int) -> None:
        """The chat that had blocked the bot lets it in again."""
        with self.database.begin() as session:
            is_revived = subscriptions.revive(session, chat_id, self.now)
        if is_revived:
            account = self.accounts[chat_id]
            account.change(self.true_now, account.zone, account.local_time, self.planned_at)

    def start(self) -> None:
        """A new process: it sets right what the last one left."""
        with self.database.begin() as session:
            deliveries.recover(session, self.now)
            healing.at_start(session, self.now, "UTC")

    def beat(self) -> None:
        self.planned_at = self.true_now
        if self.drift:
            self.misread |= {self.now.date() + timedelta(days=days) for days in (-1, 0, 1)}
        with self.database.begin() as session:
            healing.every_beat(session, self.now)
        while True:
            with self.database.begin() as session:
                if planning.plan(session, self.bank, self.now, PLAN_CHUNK) < PLAN_CHUNK:
                    return

    def send(self) -> None:
        """Send what may be sent now; after a kill the next process goes on."""
        while True:
            try:
                while self._send_chunk():
                    pass
            except Killed:
                self.kills += 1
                self.start()
            else:
                return

    def wakes_at(self) -> datetime | None:
        """When there is something to do again."""
        with self.database.begin() as session:
            due = subscriptions.next_at(session), deliveries.next_at(session)
        return min((at for at in due if at is not None), default=None)

    def _send_chunk(self) -> bool:
        """Claim and send; whether there may be more to send at this moment."""
        with self.database.begin() as session:
            claimed = deliveries.claim(session, self.bank, self.now, CLAIM_CHUNK, LEASE)
        last: Fate = "well"
        with self.database.begin() as session:  # its commit is before the kill: what it stores is stored
            for index, delivery in enumerate(claimed):
                last = self._send_one(session, delivery)
                if last in HALTING:
                    deliveries.put_back(session, [each.id for each in claimed[index + 1 :]], self.now)
                if last in HALTING or last in KILLING:
                    break
        if last in KILLING:
            raise Killed
        return bool(claimed) and last not in HALTING

    def _send_one(self, session: Session, delivery: Delivery) -> Fate:
        fate = self.fate(delivery)
        if fate in ARRIVING:
            self._show(delivery, is_known=fate == "well")
        if fate == "forbidden":
            self.accounts[delivery.chat_id].stop(self.true_now, self.planned_at)
        self._record(session, delivery, fate)
        return fate

    def _record(self, session: Session, delivery: Delivery, fate: Fate) -> None:
        """What the sender records of each fate; of a kill, nothing."""
        match fate:
            case "well":
                deliveries.sent(session, delivery, 1, self.now)
            case "flood" | "away":
                deliveries.pause(session, self.now + timedelta(minutes=1))
                deliveries.put_back(session, [delivery.id], self.now)
            case "server error":
                deliveries.failed(session, delivery, self.now)
            case "lost" | "answer lost":
                deliveries.unknown(session, delivery, self.now)
            case "forbidden":
                deliveries.blocked(session, delivery, self.now)
            case "refused":
                deliveries.refused(session, delivery.id, "message is too long")

    def _show(self, delivery: Delivery, *, is_known: bool) -> None:
        account, day = self.accounts[delivery.chat_id], _day(delivery)
        account.shown[day] += 1
        account.in_doubt[day] += not is_known
        # What was planned by a wrong clock and had no answer may go out when the clock is right again.
        is_ahead = day in self.misread and day > self.true_now.date() + timedelta(days=1)
        if self.drift or is_ahead:
            account.untimely.add(day)


def _day(delivery: Delivery) -> date:
    return date.fromisoformat(delivery.occasion)
