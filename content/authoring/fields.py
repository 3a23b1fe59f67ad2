"""What one field of the author's form may hold, and how it is read."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from pydantic import BeforeValidator, InstanceOf, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from content.authoring.document import Unquoted
from content.model import Asks, Level, NameKind, Position
from content.partial_date import PartialDate


def _spelled(value: object) -> object:
    if isinstance(value, Unquoted):
        raise PydanticCustomError("unquoted", f'{value} is not a text for YAML: put it in quotes, "{value}"')
    return value


def _date(value: object) -> object:
    spelled = _spelled(value)
    return PartialDate(spelled) if isinstance(spelled, str) else spelled


def _flag(value: object) -> object:
    if not isinstance(value, str | Unquoted):
        return value
    return {"true": True, "false": False}.get(str(value).lower(), ())  # pydantic would take "yes" as well


def _whole(value: object) -> object:
    digits = str(value) if isinstance(value, str | Unquoted) else ""
    if digits.isascii() and digits.isdigit() and len(digits) <= 9:
        return int(digits)
    if isinstance(value, int):
        return value
    raise PydanticCustomError("whole", f'"{value}" is not a whole number, such as 26')


def _position(value: object) -> object:
    if value is None:
        return None
    with suppress(ValueError, TypeError):
        north, east = (float(str(degrees)) for degrees in value)  # type: ignore[attr-defined]
        if -90 <= north <= 90 and -180 <= east <= 180:
            return north, east
    raise PydanticCustomError(
        "position", '"at" is latitude and longitude in degrees, such as [38.56, 68.78] for Dushanbe'
    )


_ONE_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
Word = Annotated[str, StringConstraints(strip_whitespace=True), BeforeValidator(_spelled)]
Day = Annotated[
    InstanceOf[PartialDate],
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": f"^{_ONE_DATE}(/{_ONE_DATE})?$"}),
]
Whole = Annotated[int, BeforeValidator(_whole)]
Degrees = Annotated[
    Position,
    BeforeValidator(_position),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]
Flag = Annotated[bool, BeforeValidator(_flag)]
LevelWord = Annotated[Level, BeforeValidator(_spelled)]
KindWord = Annotated[NameKind, BeforeValidator(_spelled)]
AsksWord = Annotated[Asks, BeforeValidator(_spelled)]
