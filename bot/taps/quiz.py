"""Buttons of a quiz: choosing what it is about, answering, going on, leaving."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class QuizMenuTap(Tap):
    code = "qm"


@dataclass(frozen=True)
class ThemesTap(Tap):
    code = "ts"


@dataclass(frozen=True)
class ScopeTap(Tap):
    """What the quiz shall be about: the id of an era or a theme, or nothing for everything."""

    code = "qs"
    scope: str


@dataclass(frozen=True)
class StartTap(Tap):
    """Start a quiz. ``nonce`` is of the screen that showed the button: tapping twice starts one quiz."""

    code = "s"
    scope: str
    count: int
    nonce: str


@dataclass(frozen=True)
class AnswerTap(Tap):
    """The option at ``option`` (0-based, as shown) of the question at ``position`` of a quiz."""

    code = "a"
    quiz: int
    position: int
    option: int


@dataclass(frozen=True)
class DontKnowTap(Tap):
    code = "x"
    quiz: int
    position: int


@dataclass(frozen=True)
class TickTap(Tap):
    """Tick the option at ``option`` (``on`` is 1) or take the tick off (0)."""

    code = "t"
    quiz: int
    position: int
    option: int
    on: int


@dataclass(frozen=True)
class CheckTap(Tap):
    """Grade what is ticked."""

    code = "c"
    quiz: int
    position: int


@dataclass(frozen=True)
class PlaceTap(Tap):
    """Put the event at ``option`` after those placed so far."""

    code = "pl"
    quiz: int
    position: int
    option: int


@dataclass(frozen=True)
class PairTap(Tap):
    """Pair the left side number ``left`` with the option at ``option``."""

    code = "m"
    quiz: int
    position: int
    left: int
    option: int


@dataclass(frozen=True)
class StartOverTap(Tap):
    """Take back all taps of an unfinished answer."""

    code = "so"
    quiz: int
    position: int


@dataclass(frozen=True)
class NextTap(Tap):
    """Go on from the answered question at ``position``."""

    code = "n"
    quiz: int
    position: int


@dataclass(frozen=True)
class AnsweredMoreTap(Tap):
    """What is seldom used under the answered question at ``position``."""

    code = "am"
    quiz: int
    position: int


@dataclass(frozen=True)
class ResumeTap(Tap):
    """See again where a quiz stands, be it at an answer."""

    code = "r"
    quiz: int


@dataclass(frozen=True)
class GoOnTap(Tap):
    """Go on with an open quiz: to the question that waits for an answer."""

    code = "go"
    quiz: int


@dataclass(frozen=True)
class AbandonTap(Tap):
    code = "ab"
    quiz: int


@dataclass(frozen=True)
class PractiseTap(Tap):
    """Ask again what was missed in a quiz."""

    code = "p"
    quiz: int


@dataclass(frozen=True)
class PractiseNowTap(Tap):
    """The same, and let the open quiz end."""

    code = "pn"
    quiz: int


@dataclass(frozen=True)
class ConfidenceTap(Tap):
    """How sure a learner is of the answer at ``position``: the place in LEVELS."""

    code = "cf"
    quiz: int
    position: int
    level: int


@dataclass(frozen=True)
class ShareTap(Tap):
    """A card of the result of a quiz."""

    code = "sh"
    quiz: int


@dataclass(frozen=True)
class SetTap(Tap):
    """Begin with the questions behind a code, which came by a link."""

    code = "sb"
    set: str
    nonce: str


@dataclass(frozen=True)
class QuizOnFactTap(Tap):
    """The button "Quiz me on this" under a delivered fact."""

    code = "f"
    delivery: int


@dataclass(frozen=True)
class AskFactTap(Tap):
    """One question about a fact that is told."""

    code = "fq"
    fact: str
