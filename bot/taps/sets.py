"""Buttons of sets: making one, passing one's questions on, the five of the day."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class ResultMoreTap(Tap):
    """What is seldom used under the result of a quiz."""

    code = "kr"
    quiz: int


@dataclass(frozen=True)
class ChallengeTap(Tap):
    """The questions of a result, for a friend to be asked the same."""

    code = "kc"
    quiz: int


@dataclass(frozen=True)
class DrawnTap(Tap):
    """How the questions of a quiz on a set were drawn."""

    code = "kd"
    quiz: int


@dataclass(frozen=True)
class FiveTap(Tap):
    """The five of the day."""

    code = "kf"


@dataclass(frozen=True)
class BeginFiveTap(Tap):
    """Begin with the five of a day, or see where one stands in them."""

    code = "kb"


@dataclass(frozen=True)
class QuizMoreTap(Tap):
    """What is seldom used where one chooses what to practise."""

    code = "kq"


@dataclass(frozen=True)
class SetsTap(Tap):
    """What a set shall be made from."""

    code = "ks"


@dataclass(frozen=True)
class SetThemesTap(Tap):
    code = "kt"


@dataclass(frozen=True)
class SetMixTap(Tap):
    """A mix of eras: a weight (0 to 3) for each, in the bank's order."""

    code = "kx"
    weights: str


@dataclass(frozen=True)
class SetAboutTap(Tap):
    """How many questions about this: `bot.learning.brief` tells how ``about`` is spelled.

    ``without`` has a bit for each group of kinds that is left out.
    """

    code = "kw"
    about: str
    without: int


@dataclass(frozen=True)
class SetPartsTap(Tap):
    """The parts of the lesson on an era or a theme."""

    code = "kp"
    about: str
    without: int


@dataclass(frozen=True)
class SetKindsTap(Tap):
    """Which kinds of questions to leave out."""

    code = "kk"
    about: str
    without: int


@dataclass(frozen=True)
class MakeSetTap(Tap):
    """Make it. ``nonce`` is of the screen that showed the button: tapping twice makes one set."""

    code = "km"
    about: str
    without: int
    count: int
    nonce: str
