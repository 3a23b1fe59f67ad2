"""Buttons of what a learner wishes of their daily fact besides its time, and of its question."""

from __future__ import annotations

from bot.taps.base import Tap


class WishesTap(Tap, frozen=True):
    """What is seldom used."""

    code = "w"


class WishFormsTap(Tap, frozen=True):
    code = "wk"


class WishFormTap(Tap, frozen=True):
    code = "wko"
    form: str


class WishDaysTap(Tap, frozen=True):
    code = "wy"


class WishSomeDaysTap(Tap, frozen=True):
    """Come on these weekdays, as bits."""

    code = "wys"
    weekdays: int


class WishDayTap(Tap, frozen=True):
    """Come on a weekday (0 is Monday) as well (``on`` is 1), or no more (0)."""

    code = "wyo"
    weekday: int
    on: int


class WishErasTap(Tap, frozen=True):
    code = "we"


class WishEraTap(Tap, frozen=True):
    """Be told of an era; of everything, if it is empty."""

    code = "weo"
    era: str


class WishSoundTap(Tap, frozen=True):
    """Come with a sound (``on`` is 1) or without (0)."""

    code = "wz"
    on: int


class WishPausesTap(Tap, frozen=True):
    code = "wp"


class WishPauseTap(Tap, frozen=True):
    """Come not for so many days; 0 ends the pause."""

    code = "wpo"
    days: int


class WishPreviewTap(Tap, frozen=True):
    """See now what comes next."""

    code = "wv"


class DailyAnswerTap(Tap, frozen=True):
    """The answer to the question of a delivery: the number of an option from 1, or 0 for "I do not know"."""

    code = "wa"
    delivery: int
    option: int
