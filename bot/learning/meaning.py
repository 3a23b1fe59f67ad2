"""What the bot waits for a person to type, and what a typed text was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import astuple


class Meaning(Struct, frozen=True):
    """``kind`` and the numbers of its fields stand in a row."""

    kind: ClassVar[str]

    @property
    def about(self) -> str:
        return " ".join(map(str, astuple(self)))


class DailyTime(Meaning, frozen=True):
    """The time of the daily fact."""

    kind: ClassVar[str] = "time"


class ReminderTime(Meaning, frozen=True):
    kind: ClassVar[str] = "reminder"


class Zone(Meaning, frozen=True):
    kind: ClassVar[str] = "zone"


class PauseDays(Meaning, frozen=True):
    """For how many days the daily fact is to pause."""

    kind: ClassVar[str] = "pause"


class CertificateName(Meaning, frozen=True):
    kind: ClassVar[str] = "name"
    quiz_id: int


class ReportText(Meaning, frozen=True):
    """What is wrong with what a report is on; ``quiz_id`` leads back to it, 0 where it is a fact."""

    kind: ClassVar[str] = "report"
    report_id: int
    quiz_id: int


class SuggestionText(Meaning, frozen=True):
    """A fact or a correction that a learner suggests."""

    kind: ClassVar[str] = "suggestion"


class SuggestionAnswer(Meaning, frozen=True):
    """What an administrator answers to one."""

    kind: ClassVar[str] = "response"
    suggestion_id: int


class BroadcastText(Meaning, frozen=True):
    """The text of a broadcast for a language: its place, from 1; 0 is for everybody."""

    kind: ClassVar[str] = "broadcast"
    broadcast_id: int
    place: int


class ClassName(Meaning, frozen=True):
    """What a class is to be called that a teacher makes."""

    kind: ClassVar[str] = "class-name"


class ClassCode(Meaning, frozen=True):
    """The code of a class that one wants to come into."""

    kind: ClassVar[str] = "class-code"


class PupilName(Meaning, frozen=True):
    """The name that the teacher of a class shall see."""

    kind: ClassVar[str] = "pupil-name"
    class_id: int


class PaperLine(Meaning, frozen=True):
    """All the answers of a paper, in one line."""

    kind: ClassVar[str] = "paper-line"
    reading_id: int


class OwnText(Meaning, frozen=True):
    """What a question of a teacher's own is to say next."""

    kind: ClassVar[str] = "own"
    own_id: int


class OwnFile(Meaning, frozen=True):
    """A file of questions for a class."""

    kind: ClassVar[str] = "own-file"
    class_id: int


class OwnPoll(Meaning, frozen=True):
    """Quiz polls that become questions for a class."""

    kind: ClassVar[str] = "own-poll"
    class_id: int


class Answered(Meaning, frozen=True):
    """The answer to the open question of a quiz."""

    kind: ClassVar[str] = "answer"
    quiz_id: int
    position: int


class TimedOut(Meaning, frozen=True):
    """What was sent when the time of an exam was up: its result is shown instead."""

    kind: ClassVar[str] = "over"
    quiz_id: int


class Arrived(Meaning, frozen=True):
    """A link under what was posted in a group or channel, followed and counted."""

    kind: ClassVar[str] = "arrived"


class Touched(Meaning, frozen=True):
    """A tap of several on a question of a live quiz, done: a tick would go as it came."""

    kind: ClassVar[str] = "touched"


class FirstMet(Meaning, frozen=True):
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
        PaperLine,
        OwnText,
        OwnFile,
        OwnPoll,
        Answered,
        TimedOut,
        Arrived,
        Touched,
        FirstMet,
    )
}


def read(kind: str, about: str | None) -> Meaning | None:
    """The meaning in a row; None if it is none of this program."""
    try:
        return _KINDS[kind](*map(int, (about or "").split()))
    except (KeyError, ValueError, TypeError):
        return None
