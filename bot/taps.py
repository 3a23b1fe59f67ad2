"""What a button means, written into its 64 bytes of callback data and read back strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import ClassVar, Self, get_type_hints

LIMIT = 64
"""Bytes of callback data that Telegram carries (Bot API, InlineKeyboardButton)."""

_TEXT = re.compile(r"[A-Za-z0-9_/+.-]*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST = 2**63 - 1  # of a row's number
_LARGEST_SMALL = 9_999  # of a position, a count and the like
_ROWS = frozenset({"quiz", "delivery"})
"""The fields that carry a row's number."""


class UnknownTap(ValueError):
    """Callback data that no button of ours carries: forged, or of an older version."""


@dataclass(frozen=True)
class Tap:
    """The base of all taps. Subclasses carry only ids, never a right answer and never user text."""

    code: ClassVar[str]

    def encode(self) -> str:
        data = ":".join([self.code, *(str(getattr(self, field.name)) for field in fields(self))])
        if len(data.encode()) > LIMIT:
            raise ValueError(f"{data!r} is longer than the {LIMIT} bytes a button carries")
        return data

    @classmethod
    def decode(cls, parts: list[str]) -> Self:
        hints = get_type_hints(cls)
        names = [field.name for field in fields(cls)]
        if len(parts) != len(names):
            raise UnknownTap(f"{cls.code} has {len(names)} parts")
        values: dict[str, int | str] = {}
        for name, part in zip(names, parts, strict=True):
            is_number = hints[name] is int
            if not (_NUMBER if is_number else _TEXT).fullmatch(part):
                raise UnknownTap(f"{cls.code} has an odd {name}")
            values[name] = _number(part, _LARGEST if name in _ROWS else _LARGEST_SMALL) if is_number else part
        return cls(**values)


@dataclass(frozen=True)
class HomeTap(Tap):
    code = "h"


@dataclass(frozen=True)
class LanguagesTap(Tap):
    code = "ls"


@dataclass(frozen=True)
class LanguageTap(Tap):
    """Choose a language; ``onward`` is the payload of the link that brought the person here, if one did."""

    code = "l"
    language: str
    onward: str


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
class ResumeTap(Tap):
    code = "r"
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
class QuizOnFactTap(Tap):
    """The button "Quiz me on this" under a delivered fact."""

    code = "f"
    delivery: int


@dataclass(frozen=True)
class FactTap(Tap):
    """Tell a fact."""

    code = "fc"
    fact: str


@dataclass(frozen=True)
class AskFactTap(Tap):
    """One question about a fact that is told."""

    code = "fq"
    fact: str


@dataclass(frozen=True)
class LinkTap(Tap):
    """Give the link with this payload, to be sent to a class."""

    code = "lk"
    payload: str


@dataclass(frozen=True)
class ProgressTap(Tap):
    code = "pr"


@dataclass(frozen=True)
class DailyTap(Tap):
    code = "d"


@dataclass(frozen=True)
class DailyAtTap(Tap):
    """Subscribe, or move the subscription, to a wall time written HHMM."""

    code = "da"
    hhmm: str


@dataclass(frozen=True)
class DailyOtherTimeTap(Tap):
    code = "dt"


@dataclass(frozen=True)
class DailyStopTap(Tap):
    code = "ds"


@dataclass(frozen=True)
class ZonesTap(Tap):
    code = "zs"


@dataclass(frozen=True)
class ZoneTap(Tap):
    code = "z"
    zone: str


@dataclass(frozen=True)
class OtherZoneTap(Tap):
    code = "zo"


@dataclass(frozen=True)
class ForgetTap(Tap):
    """The confirmation: every row of the person goes."""

    code = "fg"


def _number(part: str, largest: int) -> int:
    number = int(part)
    if number > largest:
        raise UnknownTap(f"{part} is larger than any such number")
    return number


TAPS: dict[str, type[Tap]] = {tap.code: tap for tap in Tap.__subclasses__()}


def parse(data: str) -> Tap:
    """The tap in a button's data; raises UnknownTap for anything our buttons never carried."""
    code, *parts = data.split(":")
    tap = TAPS.get(code)
    if tap is None or len(data.encode()) > LIMIT:
        raise UnknownTap(f"no tap {code!r}")
    return tap.decode(parts)
