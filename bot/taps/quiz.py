"""Buttons of a quiz: choosing what it is about, answering, going on, leaving."""

from __future__ import annotations

from bot.taps.base import Tap


class QuizMenuTap(Tap, frozen=True):
    code = "qm"


class ThemesTap(Tap, frozen=True):
    code = "ts"


class ScopeTap(Tap, frozen=True):
    """What the quiz shall be about: the id of an era or a theme, or nothing for everything."""

    code = "qs"
    scope: str


class StartTap(Tap, frozen=True):
    """Start a quiz. ``nonce`` is of the screen that showed the button: tapping twice starts one quiz."""

    code = "s"
    scope: str
    count: int
    nonce: str


class AnswerTap(Tap, frozen=True):
    """The option at ``option`` (0-based, as shown) of the question at ``position`` of a quiz."""

    code = "a"
    quiz: int
    position: int
    option: int


class DontKnowTap(Tap, frozen=True):
    code = "x"
    quiz: int
    position: int


class TickTap(Tap, frozen=True):
    """Tick the option at ``option`` (``on`` is 1) or take the tick off (0)."""

    code = "t"
    quiz: int
    position: int
    option: int
    on: int


class CheckTap(Tap, frozen=True):
    """Grade what is ticked."""

    code = "c"
    quiz: int
    position: int


class PlaceTap(Tap, frozen=True):
    """Put the event at ``option`` after those placed so far."""

    code = "pl"
    quiz: int
    position: int
    option: int


class PairTap(Tap, frozen=True):
    """Pair the left side number ``left`` with the option at ``option``."""

    code = "m"
    quiz: int
    position: int
    left: int
    option: int


class StartOverTap(Tap, frozen=True):
    """Take back all taps of an unfinished answer."""

    code = "so"
    quiz: int
    position: int


class NextTap(Tap, frozen=True):
    """Go on from the answered question at ``position``."""

    code = "n"
    quiz: int
    position: int


class AnsweredMoreTap(Tap, frozen=True):
    """What is seldom used under the answered question at ``position``."""

    code = "am"
    quiz: int
    position: int


class ResumeTap(Tap, frozen=True):
    """See again where a quiz stands, be it at an answer."""

    code = "r"
    quiz: int


class GoOnTap(Tap, frozen=True):
    """Go on with an open quiz: to the question that waits for an answer."""

    code = "go"
    quiz: int


class AbandonTap(Tap, frozen=True):
    code = "ab"
    quiz: int


class PractiseTap(Tap, frozen=True):
    """Ask again what was missed in a quiz."""

    code = "p"
    quiz: int


class PractiseNowTap(Tap, frozen=True):
    """The same, and let the open quiz end."""

    code = "pn"
    quiz: int


class ConfidenceTap(Tap, frozen=True):
    """How sure a learner is of the answer at ``position``: the place in LEVELS."""

    code = "cf"
    quiz: int
    position: int
    level: int


class ShareTap(Tap, frozen=True):
    """A card of the result of a quiz."""

    code = "sh"
    quiz: int


class SetTap(Tap, frozen=True):
    """Begin with the questions behind a code, which came by a link."""

    code = "sb"
    set: str
    nonce: str


class QuizOnFactTap(Tap, frozen=True):
    """The button "Quiz me on this" under a delivered fact."""

    code = "f"
    delivery: int


class AskFactTap(Tap, frozen=True):
    """One question about a fact that is told."""

    code = "fq"
    fact: str
