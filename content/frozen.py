"""What every value of the bank is: frozen, small in memory, and to be had as JSON and back.

Not by pydantic, which the authors' forms are made of: loading it and building its validators was a tenth of a
start, and each of the fifteen thousand values that a start only reads back weighed five times as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from content.partial_date import PartialDate


class Frozen(Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all that the bank is made of: structs, frozen, and built by keyword.

    Its methods have the names that pydantic gives to the same of the authors' forms.
    """

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        return replace(self, **update)

    @classmethod
    def model_validate(cls, written: object) -> Self:
        """From what ``model_dump`` gives, values in it may stand whole. Raises ValueError if it is none."""
        try:
            return msgspec.convert(written, cls, dec_hook=_read)
        except msgspec.ValidationError as error:
            raise ValueError(f"no {cls.__name__}: {error}") from None

    @classmethod
    def model_validate_json(cls, written: bytes) -> Self:
        """From the JSON of what ``model_dump`` gives. Raises ValueError if it is none."""
        try:
            return msgspec.json.decode(written, type=cls, dec_hook=_read)
        except msgspec.DecodeError as error:
            raise ValueError(f"no {cls.__name__}: {error}") from None

    def model_dump(self) -> dict[str, Any]:
        """As JSON would have it."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self, enc_hook=_spelled))
        return plain


def _spelled(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.spelling
    raise NotImplementedError(f"{type(value).__name__} has no JSON")


def _read(of: type, written: object) -> object:
    if isinstance(written, of):
        return written
    if of is PartialDate and isinstance(written, str):
        return _date(written)
    raise ValueError(f"{written!r} is no {of.__name__}")


@lru_cache(maxsize=4096)
def _date(spelling: str) -> PartialDate:
    return PartialDate(spelling)
