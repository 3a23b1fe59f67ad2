"""Buttons of what a group or channel is sent: its form, time, days, sound, and the next facts.

``where`` is the id of the chat, if the button is pressed in private; under a message of the chat it is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class GroupTap(Tap):
    """The settings."""

    code = "g"
    where: str


@dataclass(frozen=True)
class GroupTimesTap(Tap):
    code = "gt"
    where: str


@dataclass(frozen=True)
class GroupAtTap(Tap):
    """Subscribe, or move the subscription, to a wall time written HHMM."""

    code = "ga"
    where: str
    hhmm: str


@dataclass(frozen=True)
class GroupFormsTap(Tap):
    code = "gf"
    where: str


@dataclass(frozen=True)
class GroupFormTap(Tap):
    code = "gfo"
    where: str
    form: str


@dataclass(frozen=True)
class GroupDaysTap(Tap):
    code = "gd"
    where: str


@dataclass(frozen=True)
class GroupSomeDaysTap(Tap):
    """Come on these weekdays, as bits."""

    code = "gds"
    where: str
    weekdays: int


@dataclass(frozen=True)
class GroupDayTap(Tap):
    """Come on one weekday (0 for Monday), or not; it says what shall be and not "the other way round"."""

    code = "gdy"
    where: str
    weekday: int
    on: int


@dataclass(frozen=True)
class GroupSoundTap(Tap):
    code = "gs"
    where: str
    on: int


@dataclass(frozen=True)
class GroupLanguagesTap(Tap):
    code = "gl"
    where: str


@dataclass(frozen=True)
class GroupLanguageTap(Tap):
    code = "gla"
    where: str
    language: str


@dataclass(frozen=True)
class GroupZonesTap(Tap):
    code = "gz"
    where: str


@dataclass(frozen=True)
class GroupZoneTap(Tap):
    code = "gzo"
    where: str
    zone: str


@dataclass(frozen=True)
class GroupPausesTap(Tap):
    code = "gp"
    where: str


@dataclass(frozen=True)
class GroupPauseTap(Tap):
    """Pause for so many days; 0 ends the pause."""

    code = "gpa"
    where: str
    days: int


@dataclass(frozen=True)
class GroupStopTap(Tap):
    code = "gx"
    where: str


@dataclass(frozen=True)
class GroupNextTap(Tap):
    """The facts of the next days."""

    code = "gn"
    where: str


@dataclass(frozen=True)
class GroupNextDayTap(Tap):
    """The fact of one local date, written YYYYMMDD."""

    code = "gnd"
    where: str
    day: str


@dataclass(frozen=True)
class GroupSkipTap(Tap):
    """Pass over a fact (its token), if it still is the one of that date."""

    code = "gk"
    where: str
    day: str
    token: str


@dataclass(frozen=True)
class GroupReplaceTap(Tap):
    code = "gr"
    where: str
    day: str
    token: str
