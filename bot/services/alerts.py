"""Words to the administrators: of reports, and of what goes wrong; of each kind not more than one an hour."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal, cast

from bot.learning.learner import private_chat
from bot.learning.tally import NOTHING
from bot.services import deliveries as messages
from bot.services import tallies
from bot.services.subscriptions import Kind
from content.model import Language
from db import deliveries, learners
from db.engine import Session

KIND: Kind = "report"
EVERY = timedelta(hours=1)
AHEAD = timedelta(seconds=1)
"""So much before what it tells of a word of lateness may go out."""
LATE = timedelta(minutes=10)
"""So long a message may be due before the administrators hear of it."""


def tell(session: Session, admin_ids: Collection[int], now: datetime) -> None:
    """Owe each administrator who has ever written to the bot a word that there are reports.

    It goes out at once, or an hour after the last one; how many are open is counted then, so that one word
    speaks for all that come in the meantime. Two at the same moment are one: an hour has one at most.
    """
    languages = learners.languages(session, admin_ids)
    for admin_id in sorted(languages):
        last = deliveries.newest(session, private_chat(admin_id), KIND)
        if last is not None and last.state == "pending":
            continue  # it will count this report too
        due_at = now if last is None else max(now, last.due_at + EVERY)
        _owe(session, admin_id, languages[admin_id], KIND, due_at)


def look_at_the_queue(session: Session, admin_ids: Collection[int], now: datetime) -> None:
    """Warn if messages go out late; the warning goes out before them."""
    backlog = tallies.backlog(session, now) if admin_ids else NOTHING
    if backlog.since is not None and backlog.waited(now) > LATE:
        minutes = int(backlog.waited(now).total_seconds() // 60)
        _warn(session, admin_ids, "late", str(minutes), now, not_before=backlog.since - AHEAD)


def refused(session: Session, admin_ids: Collection[int], delivery_id: int, now: datetime) -> None:
    """Warn that Telegram does not take a message as it is."""
    _warn(session, admin_ids, "refusal", str(delivery_id), now)


def failed(session: Session, admin_ids: Collection[int], number: str, now: datetime) -> None:
    """Warn of an error that nobody foresaw; ``number`` finds its line of the log."""
    _warn(session, admin_ids, "fault", number, now)


def _warn(
    session: Session,
    admin_ids: Collection[int],
    kind: Literal["late", "refusal", "fault"],
    about: str,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """What follows within the hour is in the log, and is not told again."""
    languages = learners.languages(session, admin_ids)
    for admin_id in sorted(languages):
        last = deliveries.newest(session, private_chat(admin_id), kind)
        # One of the future was written by a wrong clock, and silences nobody.
        if last is None or not timedelta(0) <= now - last.due_at < EVERY:
            _owe(session, admin_id, languages[admin_id], kind, now, about, not_before)


def _owe(
    session: Session,
    admin_id: int,
    language: str,
    kind: Kind,
    due_at: datetime,
    about: str | None = None,
    not_before: datetime | None = None,
) -> None:
    messages.notify(
        session,
        learner_id=admin_id,
        language=cast(Language, language),
        kind=kind,
        occasion=f"{due_at:%Y-%m-%dT%H}",
        now=due_at,
        about=about,
        not_before=not_before,
    )
