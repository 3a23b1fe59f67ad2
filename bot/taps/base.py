"""What a button means, written into its 64 bytes of callback data and read back strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Self, get_type_hints

from msgspec import Struct

LIMIT = 64
"""Bytes of callback data that Telegram carries (Bot API, InlineKeyboardButton)."""

_TEXT = re.compile(r"[A-Za-z0-9_/+.-]*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST = 2**63 - 1  # of a row's number
_LARGEST_SMALL = 9_999  # of a position, a count and the like
_ROWS = frozenset({"quiz", "delivery", "report", "suggestion", "broadcast", "live", "reading"}) | {
    "class_id",
    "homework_id",
    "member_id",
    "own_id",
}
"""The fields that carry a row's number."""


class UnknownTap(ValueError):
    """Callback data that no button of ours carries: forged, or of an older version."""


class Tap(Struct, frozen=True):
    """The base of all taps. Subclasses carry only ids, never a right answer and never user text."""

    code: ClassVar[str]

    def encode(self) -> str:
        data = ":".join([self.code, *(str(getattr(self, name)) for name in _fields(type(self)))])
        if len(data.encode()) > LIMIT:
            raise ValueError(f"{data!r} is longer than the {LIMIT} bytes a button carries")
        return data

    @classmethod
    def decode(cls, parts: list[str]) -> Self:
        numbers = _fields(cls)
        if len(parts) != len(numbers):
            raise UnknownTap(f"{cls.code} has {len(numbers)} parts")
        values: dict[str, int | str] = {}
        for (name, is_number), part in zip(numbers.items(), parts, strict=True):
            if not (_NUMBER if is_number else _TEXT).fullmatch(part):
                raise UnknownTap(f"{cls.code} has an odd {name}")
            values[name] = _number(part, _LARGEST if name in _ROWS else _LARGEST_SMALL) if is_number else part
        return cls(**values)


_FIELDS: dict[type, Mapping[str, bool]] = {}


def _fields(tap: type[Tap]) -> Mapping[str, bool]:
    """The fields of a kind of tap, and whether each is a number. The hints are read once: it is dear."""
    if tap not in _FIELDS:
        hints = get_type_hints(tap)
        _FIELDS[tap] = {name: hints[name] is int for name in tap.__struct_fields__}
    return _FIELDS[tap]


def _number(part: str, largest: int) -> int:
    number = int(part)
    if number > largest:
        raise UnknownTap(f"{part} is larger than any such number")
    return number
