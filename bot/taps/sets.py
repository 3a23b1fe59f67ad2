"""Buttons of sets: making one, passing one's questions on, the five of the day."""

from __future__ import annotations

from bot.taps.base import Tap


class ResultMoreTap(Tap, frozen=True):
    """What is seldom used under the result of a quiz."""

    code = "kr"
    quiz: int


class ChallengeTap(Tap, frozen=True):
    """The questions of a result, for a friend to be asked the same."""

    code = "kc"
    quiz: int


class DrawnTap(Tap, frozen=True):
    """How the questions of a quiz on a set were drawn."""

    code = "kd"
    quiz: int


class FiveTap(Tap, frozen=True):
    """The five of the day."""

    code = "kf"


class BeginFiveTap(Tap, frozen=True):
    """Begin with the five of a day, or see where one stands in them."""

    code = "kb"


class QuizMoreTap(Tap, frozen=True):
    """What is seldom used where one chooses what to practise."""

    code = "kq"


class SetsTap(Tap, frozen=True):
    """What a set shall be made from."""

    code = "ks"


class SetThemesTap(Tap, frozen=True):
    code = "kt"


class SetMixTap(Tap, frozen=True):
    """A mix of eras: a weight (0 to 3) for each, in the bank's order."""

    code = "kx"
    weights: str


class SetAboutTap(Tap, frozen=True):
    """How many questions about this: `bot.learning.brief` tells how ``about`` is spelled.

    ``without`` has a bit for each group of kinds that is left out.
    """

    code = "kw"
    about: str
    without: int


class SetPartsTap(Tap, frozen=True):
    """The parts of the lesson on an era or a theme."""

    code = "kp"
    about: str
    without: int


class SetKindsTap(Tap, frozen=True):
    """Which kinds of questions to leave out."""

    code = "kk"
    about: str
    without: int


class MakeSetTap(Tap, frozen=True):
    """Make it. ``nonce`` is of the screen that showed the button: tapping twice makes one set."""

    code = "km"
    about: str
    without: int
    count: int
    nonce: str
