"""What a chat should have had, and what it had: kept beside the bot, and compared with the rows it keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import select

from bot.learning.timetable import ANY_DAY, Days
from db.engine import Session
from db.models import deliveries
from tests.prove import wall

Span = tuple[datetime, datetime]
OPEN = ("pending", "sending")


@dataclass
class Account:
    """Of one chat. A local date is due when its instant comes while the facts are on."""

    zone: str
    local_time: str
    since: datetime  # up to here ``due`` is written
    is_on: bool = True
    days: Days = ANY_DAY
    due: dict[date, datetime] = field(default_factory=dict)
    called_off: set[date] = field(default_factory=set)  # due, and stopped before it went out
    shown: Counter[date] = field(default_factory=Counter)  # messages that really arrived
    in_doubt: Counter[date] = field(default_factory=Counter)  # arrived, and the bot could not know
    untimely: set[date] = field(default_factory=set)  # shown while the bot's clock was wrong
    permitted: set[date] = field(
        default_factory=set
    )  # changed while a fact was owed: the new timetable's day

    def read(self, now: datetime) -> None:
        """Let the time pass until ``now``."""
        if self.is_on and now > self.since:
            passed = wall.between(self.zone, self.local_time, self.since, now)
            self.due |= {day: at for day, at in passed.items() if self.days.has(day)}
        self.since = max(now, self.since)

    def change(self, now: datetime, zone: str, local_time: str, planned_at: datetime) -> None:
        """What came due since the bot last planned is owed, for whatever day it is by the new timetable."""
        self.read(now)
        if any(at > planned_at for at in self.due.values()):
            self.permitted |= wall.between(zone, local_time, now - wall.AROUND, now).keys()
        self.zone, self.local_time, self.is_on = zone, local_time, True

    def wish(self, now: datetime, days: Days, planned_at: datetime) -> None:
        """Other weekdays, or the end of a pause."""
        self.change(now, self.zone, self.local_time, planned_at)
        self.days = days

    def pause(self, now: datetime, resumes_on: date, planned_at: datetime) -> None:
        """Nothing before a date, nor what came due since the bot last planned."""
        self.stop(now, planned_at)
        self.is_on, self.days = True, replace(self.days, resumes_on=resumes_on)

    def stop(self, now: datetime, planned_at: datetime) -> None:
        """What came due since the bot last planned goes out no more."""
        self.read(now)
        self.is_on = False
        self.called_off |= {day for day, at in self.due.items() if at > planned_at}


@dataclass
class Verdict:
    """What is wrong, a sentence each; and how the dates that were due ended."""

    wrong: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)


def judge(
    session: Session, accounts: dict[int, Account], now: datetime, away: Iterable[Span] = ()
) -> Verdict:
    """Compare the accounts with the rows. ``away`` is when nobody planned, or by a wrong clock."""
    kept: dict[int, dict[str, tuple[str, str | None]]] = {chat_id: {} for chat_id in accounts}
    statement = select(*(deliveries.c[name] for name in ("chat_id", "occasion", "state", "reason")))
    verdict, away = Verdict(), list(away)
    for chat_id, occasion, state, reason in session.execute(statement):
        if occasion in kept[chat_id]:
            verdict.wrong.append(f"{chat_id} has two rows for {occasion}")
        kept[chat_id][occasion] = state, reason
    for chat_id, account in accounts.items():
        account.read(now)
        for problem in _problems(account, kept[chat_id], verdict.ends, away):
            verdict.wrong.append(f"{chat_id}: {problem}")
    return verdict


def _problems(
    account: Account, rows: dict[str, tuple[str, str | None]], ends: Counter[str], away: list[Span]
) -> list[str]:
    found = []
    missed = {day for occasion in rows if "/" in occasion for day in _days(occasion)}
    for day, at in account.due.items():
        state, reason = rows.get(day.isoformat(), ("none", None))
        shown = account.shown[day]
        if state == "none" and day in missed and any(first <= at <= last for first, last in away):
            ends["missed"] += 1
        elif state == "none" and day not in account.called_off:
            found.append(f"nothing is known of {day}")
        elif state == "sent" and not shown:
            found.append(f"{day} counts as sent and was never shown")
        elif state not in ("sent", "none", *OPEN) and not reason:
            found.append(f"{day} is {state} without a reason")
        else:
            ends["sent" if shown else f"{state}: {reason}"] += 1
    for day, count in account.shown.items():
        if count > 1 + account.in_doubt[day]:
            found.append(f"{day} was shown {count} times, of which {account.in_doubt[day]} in doubt")
        if day not in account.due.keys() | account.untimely | account.permitted:
            found.append(f"{day} was shown and not due")
    return found


def _days(occasion: str) -> list[date]:
    first, last = map(date.fromisoformat, occasion.split("/"))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
