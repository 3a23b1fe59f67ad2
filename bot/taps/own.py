"""Buttons of a teacher who writes questions of their own for a class."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class OwnTap(Tap):
    """The questions that were written for a class, by pages."""

    code = "qo"
    class_id: int
    page: int


@dataclass(frozen=True)
class OwnKindsTap(Tap):
    """Write one: which kind?"""

    code = "qok"
    class_id: int


@dataclass(frozen=True)
class OwnKindTap(Tap):
    """Begin one of this kind, by its place among the kinds."""

    code = "qob"
    class_id: int
    index: int


@dataclass(frozen=True)
class OwnSeeTap(Tap):
    """One of them; a draft goes on where it stands."""

    code = "qos"
    own_id: int


@dataclass(frozen=True)
class OwnStepTap(Tap):
    """A step of writing one: close (the answers, or those that are right), clear, skip."""

    code = "qon"
    own_id: int
    what: str


@dataclass(frozen=True)
class OwnRightTap(Tap):
    """The answer at a place is right."""

    code = "qor"
    own_id: int
    index: int


@dataclass(frozen=True)
class OwnKeepTap(Tap):
    code = "qoy"
    own_id: int


@dataclass(frozen=True)
class OwnDropTap(Tap):
    """Delete one; ``sure`` is 1 once that is confirmed, or where it is a draft."""

    code = "qod"
    own_id: int
    sure: int


@dataclass(frozen=True)
class OwnChooseTap(Tap):
    """Which of them a draft of homework asks as well: tick one (0: none), and show a page."""

    code = "qoc"
    homework_id: int
    own_id: int
    page: int


@dataclass(frozen=True)
class OwnDraftTap(Tap):
    """Back to the draft of homework."""

    code = "qoh"
    homework_id: int


@dataclass(frozen=True)
class OwnFileTap(Tap):
    """Send a file of them."""

    code = "qof"
    class_id: int


@dataclass(frozen=True)
class OwnTemplateTap(Tap):
    """The file to begin from; ``form`` is how its name ends."""

    code = "qot"
    class_id: int
    form: str


@dataclass(frozen=True)
class OwnPollTap(Tap):
    """Forward a quiz poll."""

    code = "qop"
    class_id: int
