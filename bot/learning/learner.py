"""A learner at the moment of an update: who, with which settings, in which zone, and when."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.errors import Refusal
from bot.learning import timetable
from bot.learning.meaning import Meaning
from bot.learning.zones import zone_of
from content.model import Language

NEVER = datetime.min.replace(tzinfo=UTC)


class LearnerSettings(Struct, frozen=True):
    """What a learner may choose."""

    is_text_only: bool = False  # no pictures, and no sign without its word
    is_dark: bool = False  # of pictures
    asks_confidence: bool = False
    scores_certainty: bool = False
    reviews_a_day: int = 20


class Learner(Struct, frozen=True):
    """``now`` is when the update came; ``message_id`` the message to show a quiz in, if it is there."""

    id: int
    language: Language
    zone: str
    now: datetime
    message_id: int | None = None
    is_new: bool = False
    expected: Meaning | None = None  # what the bot was waiting for when this update came
    settings: LearnerSettings = LearnerSettings()
    snoozed_until: datetime | None = None
    exam: int | None = None  # the open one
    exam_ends_at: datetime | None = None
    timed_out: int | None = None  # the exam whose time was up when this update came
    away_since: datetime | None = None  # the touch before this one, if it was more than a minute ago

    @property
    def is_text_only(self) -> bool:
        return self.settings.is_text_only

    @property
    def private_chat(self) -> int:
        """The id of the private chat with this person."""
        return private_chat(self.id)

    @property
    def tz(self) -> ZoneInfo:
        return zone_of(self.zone)

    @property
    def today(self) -> date:
        """The learner's own date."""
        return self.now.astimezone(self.tz).date()

    @property
    def is_snoozed(self) -> bool:
        return self.snoozed_until is not None and self.now < self.snoozed_until

    @property
    def due_before(self) -> datetime:
        """What falls due before this is due today: the local day counts as a whole; nothing in a snooze."""
        return NEVER if self.is_snoozed else timetable.day_after(self.now, self.zone)

    def refuse_in_exam(self) -> None:
        """Refuses what would tell answers, or begin another quiz, while an exam is open."""
        if self.exam_ends_at is not None:
            raise Refusal("exam-running", n=minutes_until(self.exam_ends_at, self.now))


def private_chat(learner_id: int) -> int:
    """Telegram gives a private chat the id of its person (core.telegram.org/bots/api#chat): only here are
    the two taken for the same."""
    return learner_id


def minutes_until(moment: datetime, now: datetime) -> int:
    """Rounded up: the last minute counts as one."""
    return max(math.ceil((moment - now).total_seconds() / 60), 0)
