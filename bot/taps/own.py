"""Buttons of a teacher who writes questions of their own for a class."""

from __future__ import annotations

from bot.taps.base import Tap


class OwnTap(Tap, frozen=True):
    """The questions that were written for a class, by pages."""

    code = "qo"
    class_id: int
    page: int


class OwnKindsTap(Tap, frozen=True):
    """Write one: which kind?"""

    code = "qok"
    class_id: int


class OwnKindTap(Tap, frozen=True):
    """Begin one of this kind, by its place among the kinds."""

    code = "qob"
    class_id: int
    index: int


class OwnSeeTap(Tap, frozen=True):
    """One of them; a draft goes on where it stands."""

    code = "qos"
    own_id: int


class OwnStepTap(Tap, frozen=True):
    """A step of writing one: close (the answers, or those that are right), clear, skip."""

    code = "qon"
    own_id: int
    what: str


class OwnRightTap(Tap, frozen=True):
    """The answer at a place is right."""

    code = "qor"
    own_id: int
    index: int


class OwnKeepTap(Tap, frozen=True):
    code = "qoy"
    own_id: int


class OwnDropTap(Tap, frozen=True):
    """Delete one; ``sure`` is 1 once that is confirmed, or where it is a draft."""

    code = "qod"
    own_id: int
    sure: int


class OwnChooseTap(Tap, frozen=True):
    """Which of them a draft of homework asks as well: tick one (0: none), and show a page."""

    code = "qoc"
    homework_id: int
    own_id: int
    page: int


class OwnDraftTap(Tap, frozen=True):
    """Back to the draft of homework."""

    code = "qoh"
    homework_id: int


class OwnFileTap(Tap, frozen=True):
    """Send a file of them."""

    code = "qof"
    class_id: int


class OwnTemplateTap(Tap, frozen=True):
    """The file to begin from; ``form`` is how its name ends."""

    code = "qot"
    class_id: int
    form: str


class OwnPollTap(Tap, frozen=True):
    """Forward a quiz poll."""

    code = "qop"
    class_id: int
