"""What one field of the author's form may hold, and how it is read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from content.authoring.document import Unquoted
from content.model import Asks, Level, NameKind
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


_ONE_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
Word = Annotated[str, StringConstraints(strip_whitespace=True), BeforeValidator(_spelled)]
Day = Annotated[
    PartialDate,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": f"^{_ONE_DATE}(/{_ONE_DATE})?$"}),
]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
LevelWord = Annotated[Level, BeforeValidator(_spelled)]
KindWord = Annotated[NameKind, BeforeValidator(_spelled)]
AsksWord = Annotated[Asks, BeforeValidator(_spelled)]
