"""Buttons of a live quiz: what is settled before it, what moves it on, and the board of a chat."""

from __future__ import annotations

from bot.taps.base import Tap


class LiveTap(Tap, frozen=True):
    """Back to what is settled."""

    code = "v"
    live: int


class LiveScopesTap(Tap, frozen=True):
    code = "vs"
    live: int


class LiveScopeTap(Tap, frozen=True):
    """About an era or a theme; empty for everything."""

    code = "vsc"
    live: int
    scope: str


class LiveCountsTap(Tap, frozen=True):
    code = "vn"
    live: int


class LiveCountTap(Tap, frozen=True):
    code = "vnc"
    live: int
    count: int


class LivePacesTap(Tap, frozen=True):
    code = "vp"
    live: int


class LivePaceTap(Tap, frozen=True):
    """Seconds for a question, or ``all``, or ``host``."""

    code = "vpc"
    live: int
    pace: str


class LiveTeamsTap(Tap, frozen=True):
    code = "vt"
    live: int


class LiveTeamsOfTap(Tap, frozen=True):
    """With so many teams; 0 for none."""

    code = "vtc"
    live: int
    teams: int


class LiveJoinTap(Tap, frozen=True):
    """Play for a team, from 1."""

    code = "vj"
    live: int
    team: int


class LiveBeginTap(Tap, frozen=True):
    code = "vb"
    live: int


class LiveOnTap(Tap, frozen=True):
    """Close the question at a position, or go on to it."""

    code = "vk"
    live: int
    position: int


class LiveHoldTap(Tap, frozen=True):
    """Pause, or end the pause; it says what shall be and not "the other way round"."""

    code = "vh"
    live: int
    on: int


class LiveStopTap(Tap, frozen=True):
    code = "vx"
    live: int


class LiveVoteTap(Tap, frozen=True):
    """Choose, tick or place the option at ``option`` (0-based, as listed) of the question at ``position``."""

    code = "vv"
    live: int
    position: int
    option: int


class LiveDoneTap(Tap, frozen=True):
    """What is ticked is the answer."""

    code = "vd"
    live: int
    position: int


class LiveClearTap(Tap, frozen=True):
    """Take back all taps of an answer that is not whole."""

    code = "vc"
    live: int
    position: int


VOTES = (LiveVoteTap, LiveDoneTap, LiveClearTap)
"""What anybody may tap while a question is open."""


class LiveRulesTap(Tap, frozen=True):
    """What administrators settle for all live quizzes of the chat."""

    code = "vr"
    live: int


class LiveRuleTap(Tap, frozen=True):
    """Who may begin one (``admins``, ``everybody``), and whether speed scores a little."""

    code = "vrc"
    live: int
    by: str
    speed: int


class BoardTap(Tap, frozen=True):
    """The board of the chat over a week, a month, or all time."""

    code = "vw"
    span: str


class LiveMissedTap(Tap, frozen=True):
    """In private: practise what one missed in a live quiz, by the number of its quiz."""

    code = "vm"
    quiz: int
    nonce: str
