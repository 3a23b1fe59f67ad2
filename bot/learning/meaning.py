"""What the bot waits for a person to type, and what a typed text was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Meaning:
    """``kind`` and the numbers of its fields stand in a row."""

    kind: ClassVar[str]

    @property
    def about(self) -> str:
        return " ".join(map(str, astuple(self)))


@dataclass(frozen=True)
class DailyTime(Meaning):
    """The time of the daily fact."""

    kind: ClassVar[str] = "time"


@dataclass(frozen=True)
class ReminderTime(Meaning):
    kind: ClassVar[str] = "reminder"


@dataclass(frozen=True)
class Zone(Meaning):
    kind: ClassVar[str] = "zone"


@dataclass(frozen=True)
class PauseDays(Meaning):
    """For how many days the daily fact is to pause."""

    kind: ClassVar[str] = "pause"


@dataclass(frozen=True)
class CertificateName(Meaning):
    kind: ClassVar[str] = "name"
    quiz_id: int


@dataclass(frozen=True)
class ReportText(Meaning):
    """What is wrong with what a report is on; ``quiz_id`` leads back to it, 0 where it is a fact."""

    kind: ClassVar[str] = "report"
    report_id: int
    quiz_id: int


@dataclass(frozen=True)
class SuggestionText(Meaning):
    """A fact or a correction that a learner suggests."""

    kind: ClassVar[str] = "suggestion"


@dataclass(frozen=True)
class SuggestionAnswer(Meaning):
    """What an administrator answers to one."""

    kind: ClassVar[str] = "response"
    suggestion_id: int


@dataclass(frozen=True)
class BroadcastText(Meaning):
    """The text of a broadcast for a language: its place, from 1; 0 is for everybody."""

    kind: ClassVar[str] = "broadcast"
    broadcast_id: int
    place: int


@dataclass(frozen=True)
class ClassName(Meaning):
    """What a class is to be called that a teacher makes."""

    kind: ClassVar[str] = "class-name"


@dataclass(frozen=True)
class ClassCode(Meaning):
    """The code of a class that one wants to come into."""

    kind: ClassVar[str] = "class-code"


@dataclass(frozen=True)
class PupilName(Meaning):
    """The name that the teacher of a class shall see."""

    kind: ClassVar[str] = "pupil-name"
    class_id: int


@dataclass(frozen=True)
class Answered(Meaning):
    """The answer to the open question of a quiz."""

    kind: ClassVar[str] = "answer"
    quiz_id: int
    position: int


@dataclass(frozen=True)
class TimedOut(Meaning):
    """What was sent when the time of an exam was up: its result is shown instead."""

    kind: ClassVar[str] = "over"
    quiz_id: int


@dataclass(frozen=True)
class Arrived(Meaning):
    """A link under what was posted in a group or channel, followed and counted."""

    kind: ClassVar[str] = "arrived"


@dataclass(frozen=True)
class FirstMet(Meaning):
    """The update with which a learner came."""

    kind: ClassVar[str] = "first"


_KINDS: Mapping[str, type[Meaning]] = {
    each.kind: each
    for each in (
        DailyTime,
        ReminderTime,
        Zone,
        PauseDays,
        CertificateName,
        ReportText,
        SuggestionText,
        SuggestionAnswer,
        BroadcastText,
        ClassName,
        ClassCode,
        PupilName,
        Answered,
        TimedOut,
        Arrived,
        FirstMet,
    )
}


def read(kind: str, about: str | None) -> Meaning | None:
    """The meaning in a row; None if it is none of this program."""
    try:
        return _KINDS[kind](*map(int, (about or "").split()))
    except (KeyError, ValueError, TypeError):
        return None
