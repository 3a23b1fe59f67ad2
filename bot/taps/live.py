"""Buttons of a live quiz: what is settled before it, what moves it on, and the board of a chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class LiveTap(Tap):
    """Back to what is settled."""

    code = "v"
    live: int


@dataclass(frozen=True)
class LiveScopesTap(Tap):
    code = "vs"
    live: int


@dataclass(frozen=True)
class LiveScopeTap(Tap):
    """About an era or a theme; empty for everything."""

    code = "vsc"
    live: int
    scope: str


@dataclass(frozen=True)
class LiveCountsTap(Tap):
    code = "vn"
    live: int


@dataclass(frozen=True)
class LiveCountTap(Tap):
    code = "vnc"
    live: int
    count: int


@dataclass(frozen=True)
class LivePacesTap(Tap):
    code = "vp"
    live: int


@dataclass(frozen=True)
class LivePaceTap(Tap):
    """Seconds for a question, or ``all``, or ``host``."""

    code = "vpc"
    live: int
    pace: str


@dataclass(frozen=True)
class LiveTeamsTap(Tap):
    code = "vt"
    live: int


@dataclass(frozen=True)
class LiveTeamsOfTap(Tap):
    """With so many teams; 0 for none."""

    code = "vtc"
    live: int
    teams: int


@dataclass(frozen=True)
class LiveJoinTap(Tap):
    """Play for a team, from 1."""

    code = "vj"
    live: int
    team: int


@dataclass(frozen=True)
class LiveBeginTap(Tap):
    code = "vb"
    live: int


@dataclass(frozen=True)
class LiveOnTap(Tap):
    """Close the question at a position, or go on to it."""

    code = "vk"
    live: int
    position: int


@dataclass(frozen=True)
class LiveHoldTap(Tap):
    """Pause, or end the pause; it says what shall be and not "the other way round"."""

    code = "vh"
    live: int
    on: int


@dataclass(frozen=True)
class LiveStopTap(Tap):
    code = "vx"
    live: int


@dataclass(frozen=True)
class LiveVoteTap(Tap):
    """Choose, tick or place the option at ``option`` (0-based, as listed) of the question at ``position``."""

    code = "vv"
    live: int
    position: int
    option: int


@dataclass(frozen=True)
class LiveDoneTap(Tap):
    """What is ticked is the answer."""

    code = "vd"
    live: int
    position: int


@dataclass(frozen=True)
class LiveClearTap(Tap):
    """Take back all taps of an answer that is not whole."""

    code = "vc"
    live: int
    position: int


VOTES = (LiveVoteTap, LiveDoneTap, LiveClearTap)
"""What anybody may tap while a question is open."""


@dataclass(frozen=True)
class LiveRulesTap(Tap):
    """What administrators settle for all live quizzes of the chat."""

    code = "vr"
    live: int


@dataclass(frozen=True)
class LiveRuleTap(Tap):
    """Who may begin one (``admins``, ``everybody``), and whether speed scores a little."""

    code = "vrc"
    live: int
    by: str
    speed: int


@dataclass(frozen=True)
class BoardTap(Tap):
    """The board of the chat over a week, a month, or all time."""

    code = "vw"
    span: str


@dataclass(frozen=True)
class LiveMissedTap(Tap):
    """In private: practise what one missed in a live quiz, by the number of its quiz."""

    code = "vm"
    quiz: int
    nonce: str
