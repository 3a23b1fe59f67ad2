"""Buttons of what a group or channel is sent: its form, time, days, sound, and the next facts.

``where`` is the id of the chat, if the button is pressed in private; under a message of the chat it is empty.
"""

from __future__ import annotations

from bot.taps.base import Tap


class GroupTap(Tap, frozen=True):
    """The settings."""

    code = "g"
    where: str


class GroupTimesTap(Tap, frozen=True):
    code = "gt"
    where: str


class GroupAtTap(Tap, frozen=True):
    """Subscribe, or move the subscription, to a wall time written HHMM."""

    code = "ga"
    where: str
    hhmm: str


class GroupFormsTap(Tap, frozen=True):
    code = "gf"
    where: str


class GroupFormTap(Tap, frozen=True):
    code = "gfo"
    where: str
    form: str


class GroupDaysTap(Tap, frozen=True):
    code = "gd"
    where: str


class GroupSomeDaysTap(Tap, frozen=True):
    """Come on these weekdays, as bits."""

    code = "gds"
    where: str
    weekdays: int


class GroupDayTap(Tap, frozen=True):
    """Come on one weekday (0 for Monday), or not; it says what shall be and not "the other way round"."""

    code = "gdy"
    where: str
    weekday: int
    on: int


class GroupSoundTap(Tap, frozen=True):
    code = "gs"
    where: str
    on: int


class GroupLanguagesTap(Tap, frozen=True):
    code = "gl"
    where: str


class GroupLanguageTap(Tap, frozen=True):
    code = "gla"
    where: str
    language: str


class GroupZonesTap(Tap, frozen=True):
    code = "gz"
    where: str


class GroupZoneTap(Tap, frozen=True):
    code = "gzo"
    where: str
    zone: str


class GroupPausesTap(Tap, frozen=True):
    code = "gp"
    where: str


class GroupPauseTap(Tap, frozen=True):
    """Pause for so many days; 0 ends the pause."""

    code = "gpa"
    where: str
    days: int


class GroupStopTap(Tap, frozen=True):
    code = "gx"
    where: str


class GroupNextTap(Tap, frozen=True):
    """The facts of the next days."""

    code = "gn"
    where: str


class GroupNextDayTap(Tap, frozen=True):
    """The fact of one local date, written YYYYMMDD."""

    code = "gnd"
    where: str
    day: str


class GroupSkipTap(Tap, frozen=True):
    """Pass over a fact (its token), if it still is the one of that date."""

    code = "gk"
    where: str
    day: str
    token: str


class GroupReplaceTap(Tap, frozen=True):
    code = "gr"
    where: str
    day: str
    token: str
