"""Buttons of what a learner wishes of their daily fact besides its time, and of its question."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap


@dataclass(frozen=True)
class WishesTap(Tap):
    """What is seldom used."""

    code = "w"


@dataclass(frozen=True)
class WishFormsTap(Tap):
    code = "wk"


@dataclass(frozen=True)
class WishFormTap(Tap):
    code = "wko"
    form: str


@dataclass(frozen=True)
class WishDaysTap(Tap):
    code = "wy"


@dataclass(frozen=True)
class WishSomeDaysTap(Tap):
    """Come on these weekdays, as bits."""

    code = "wys"
    weekdays: int


@dataclass(frozen=True)
class WishDayTap(Tap):
    """Come on a weekday (0 is Monday) as well (``on`` is 1), or no more (0)."""

    code = "wyo"
    weekday: int
    on: int


@dataclass(frozen=True)
class WishErasTap(Tap):
    code = "we"


@dataclass(frozen=True)
class WishEraTap(Tap):
    """Be told of an era; of everything, if it is empty."""

    code = "weo"
    era: str


@dataclass(frozen=True)
class WishSoundTap(Tap):
    """Come with a sound (``on`` is 1) or without (0)."""

    code = "wz"
    on: int


@dataclass(frozen=True)
class WishPausesTap(Tap):
    code = "wp"


@dataclass(frozen=True)
class WishPauseTap(Tap):
    """Come not for so many days; 0 ends the pause."""

    code = "wpo"
    days: int


@dataclass(frozen=True)
class WishPreviewTap(Tap):
    """See now what comes next."""

    code = "wv"


@dataclass(frozen=True)
class DailyAnswerTap(Tap):
    """The answer to the question of a delivery: the number of an option from 1, or 0 for "I do not know"."""

    code = "wa"
    delivery: int
    option: int
