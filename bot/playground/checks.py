"""What a call must look like, taken from the signatures and types of python-telegram-bot itself."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import UnionType
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import telegram
from telegram import Bot, TelegramObject

from bot.playground.state import ApiError, Json, Upload, bad_request

Values = dict[str, Any]
"""The fields of a call by name: int, bool, float, str, Upload, or parsed JSON."""

Kind = Literal["boolean", "integer", "number", "string", "file", "object", "array"]

_SCALARS: dict[object, Kind] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    timedelta: "integer",
    datetime: "integer",
}
_MARKUPS = {
    "InlineKeyboardMarkup": "inline_keyboard",
    "ReplyKeyboardMarkup": "keyboard",
    "ReplyKeyboardRemove": "remove_keyboard",
    "ForceReply": "force_reply",
}
"""Each kind of reply markup, with the field that tells it from the others."""
_MISSING = {
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "message_id": "message identifier is not specified",
    "question": "poll question must be non-empty",
}


@dataclass(frozen=True)
class Shape:
    kind: Kind
    type: type[TelegramObject] | None = None
    items: tuple[Shape, ...] = ()


@dataclass(frozen=True)
class Field:
    name: str
    is_required: bool
    shapes: tuple[Shape, ...]
    """Any of these will do; none is known to the checks if empty."""


@cache
def known_methods() -> Mapping[str, tuple[Field, ...]]:
    """Every Bot API method that the library can call, with its fields on the wire."""
    names = [name for name in dir(Bot) if name == "close" or (name[0].islower() and name != name.lower())]
    return {name: _fields_of_method(getattr(Bot, name)) for name in names if "_" not in name}


def read(method: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Values:
    """Raises ApiError 400 for a field that is unknown, missing or of another type."""
    known = {field.name: field for field in known_methods()[method]}
    for name in (*fields, *files):
        if name not in known and not _is_attached(name, fields):
            raise bad_request(f'{method} has no field "{name}"')
    for field in known.values():
        if field.is_required and not fields.get(field.name) and field.name not in files:
            raise bad_request(_MISSING.get(field.name, f"{field.name} is empty"))
    values: Values = {name: _value(known[name], text, files) for name, text in fields.items()}
    return values | {name: upload for name, upload in files.items() if name in known}


def _is_attached(name: str, fields: Mapping[str, str]) -> bool:
    return any(f"attach://{name}" in text for text in fields.values())


def _fields_of_method(method: Callable[..., object]) -> tuple[Field, ...]:
    # What the library takes by keyword only is its own: time-outs, shorthands that it rewrites.
    parameters = inspect.signature(method).parameters.values()
    return tuple(_field(p) for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.name != "self")


@cache
def _fields_of_type(name: str) -> Mapping[str, Field]:
    parameters = inspect.signature(getattr(telegram, name)).parameters.values()
    return {p.name: _field(p) for p in parameters if p.name != "api_kwargs"}


def _field(parameter: inspect.Parameter) -> Field:
    shapes = tuple(_shapes(parameter.annotation))
    is_required = parameter.default is parameter.empty
    # The library takes files and objects where the wire takes their ids, and single things for lists.
    arrays = tuple(shape for shape in shapes if shape.kind == "array")
    plain = tuple(shape for shape in shapes if shape.kind != "object")
    return Field(parameter.name, is_required, arrays or plain or shapes)


def _shapes(annotation: Any) -> Iterable[Shape]:
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return [shape for name in annotation.split(" | ") for shape in _named_shapes(name)]
    if annotation in _SCALARS:
        return [Shape(_SCALARS[annotation])]
    if isinstance(annotation, type) and issubclass(annotation, TelegramObject):
        return _named_shapes(annotation.__name__)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return [Shape(_SCALARS[type(argument)]) for argument in arguments[:1]]
    if origin in {Union, UnionType}:
        return [shape for argument in arguments for shape in _shapes(argument)]
    if origin is Sequence or origin is tuple:
        items = tuple(shape for argument in arguments[:1] for shape in _shapes(argument))
        objects = tuple(shape for shape in items if shape.kind in {"object", "array"})
        return [] if origin is tuple else [Shape("array", items=objects or items)]
    return []


def _named_shapes(name: str) -> Iterable[Shape]:
    if name in {"FileInput", "InputFile"}:
        return [Shape("file")]
    if name == "ReplyMarkup":
        return [shape for markup in _MARKUPS for shape in _named_shapes(markup)]
    plain: Mapping[str, Kind] = {"str": "string", "int": "integer", "bool": "boolean"}
    if name in plain:
        return [Shape(plain[name])]
    found = getattr(telegram, name, None)
    if isinstance(found, type):
        return [Shape("object", type=found)]
    return _shapes(found) if found is not None else []


def _value(field: Field, text: str, files: Mapping[str, Upload]) -> object:
    kinds = {shape.kind for shape in field.shapes}
    if "file" in kinds:
        return _file(field.name, text, files)
    if not kinds or "string" in kinds:
        return text
    if "boolean" in kinds:
        if text not in {"true", "false"}:
            raise bad_request(f'{field.name} must be true or false, not "{text}"')
        return text == "true"
    if "integer" in kinds:
        if re.fullmatch(r"-?\d{1,18}", text) is None:
            raise bad_request(f'{field.name} must be an integer, not "{text}"')
        return int(text)
    if "number" in kinds:
        return _number(field.name, text)
    value = _json(field.name, text)
    _check(field.name, value, field.shapes)
    if isinstance(value, dict) and isinstance(value.get("media"), str):
        value["media"] = _file(field.name, value["media"], files)
    return value


def _file(name: str, text: str, files: Mapping[str, Upload]) -> Upload | str:
    if not text.startswith("attach://"):
        return text
    upload = files.get(text.removeprefix("attach://"))
    if upload is None:
        raise bad_request(f'the file "{text}" of {name} is not in the request')
    return upload


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise bad_request(f'{name} must be a number, not "{text}"') from None


def _json(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        subject = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {subject} JSON object") from None


def _check(place: str, value: object, shapes: Sequence[Shape]) -> None:
    """Raises ApiError 400 unless the parsed JSON ``value`` has one of ``shapes``, to its depth."""
    if not shapes:
        return
    fitting = [shape for shape in shapes if _is_of_kind(value, shape)]
    if not fitting:
        expected = " or ".join(sorted({shape.kind for shape in shapes}))
        raise bad_request(f"{place} must be {expected} in JSON")
    if isinstance(value, list):
        for number, item in enumerate(value):
            _check(f"{place}[{number}]", item, fitting[0].items)
    if isinstance(value, dict):
        _check_object(place, value, [shape.type for shape in fitting if shape.type is not None])


def _is_of_kind(value: object, shape: Shape) -> bool:
    if isinstance(value, bool):
        return shape.kind == "boolean"
    kinds: dict[Kind, type | tuple[type, ...]] = {
        "integer": int,
        "number": (int, float),
        "string": str,
        "file": str,
        "object": dict,
        "array": list,
    }
    return shape.kind in kinds and isinstance(value, kinds[shape.kind])


def _check_object(place: str, value: Json, types: Sequence[type[TelegramObject]]) -> None:
    kind = _type_of(place, value, types)
    known = _fields_of_type(kind.__name__)
    # The library's constructors fill in the field that says what an object is.
    mark = _MARKUPS.get(kind.__name__) or ("type" if kind not in types else None)
    for name in value:
        if name not in known and name != mark:
            raise bad_request(f'{place}: {kind.__name__} has no field "{name}"')
    for name, field in known.items():
        if name in value:
            _check(f"{place}.{name}", value[name], field.shapes)
        elif field.is_required:
            raise bad_request(f'{place}: can\'t find field "{name}" of {kind.__name__}')


def _type_of(place: str, value: Json, types: Sequence[type[TelegramObject]]) -> type[TelegramObject]:
    """Which of ``types`` an object is; a family such as BotCommandScope is told apart by its "type"."""
    if len(types) > 1:
        found = [kind for kind in types if _MARKUPS.get(kind.__name__) in value]
        if not found:
            raise bad_request("object expected as reply markup")
        return found[0]
    family = types[0]
    members = {member.__name__: member for member in family.__subclasses__()}
    if not members:
        return family
    if "message_text" in value and "InputTextMessageContent" in members:  # the one family without a "type"
        return members["InputTextMessageContent"]
    name = family.__name__ + str(value.get("type", "")).title().replace("_", "")
    if name not in members:
        raise bad_request(f'{place}: unsupported type "{value.get("type", "")}" of {family.__name__}')
    return members[name]


def unplayed(method: str, what: str = "") -> ApiError:
    subject = f'the field "{what}" of {method}' if what else f"the method {method}"
    return ApiError(501, f"Not Implemented: the playground does not play {subject} yet")
