"""What every value of the bank is: frozen, small in memory, and to be had as plain JSON and back.

Not by pydantic, which the authors' forms are made of: loading it and building its validators was a tenth of a
start, and each of the fifteen thousand values that a start only reads back weighed five times as much.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from content.partial_date import PartialDate

Shared = dict[Any, Any]
_Read = Callable[[Any, Shared], Any]


class Frozen(Struct, frozen=True):
    """The base of all that the bank is made of: structs, frozen, and built by keyword.

    Its methods have the names that pydantic gives to the same of the authors' forms.
    """

    is_shared: ClassVar[bool] = False
    """Whether equal ones are read as one: the words of a name stand in many options."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        return replace(self, **update)

    @classmethod
    def model_validate(cls, written: object, shared: Shared | None = None) -> Self:
        """From what ``model_dump`` gives, values in it may stand whole. Raises ValueError if it is none.

        ``shared`` has those of which equal ones are read as one, if they shall be so in several calls.
        """
        try:
            of: Any = cls
            read: Self = _reader(of)(written, {} if shared is None else shared)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"no {cls.__name__}: {error}") from None
        return read

    def model_dump(self) -> dict[str, Any]:
        """As JSON would have it."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: object) -> Any:
    if isinstance(value, Frozen):
        of: Any = type(value)
        kind, plain = _kind(of), {name: _plain(getattr(value, name)) for name in of.__struct_fields__}
        return plain if kind is None else {"kind": kind} | plain
    if isinstance(value, PartialDate):
        return value.spelling
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _kind(cls: type[Any]) -> str | None:
    """By which values of one field are told apart, where they are of several classes."""
    kind = getattr(cls, "kind", None)
    return kind if isinstance(kind, str) else None


@cache
def _reader(hint: Any) -> _Read:
    """What reads a value of this type."""
    if hint is PartialDate:
        return lambda written, _: written if isinstance(written, PartialDate) else PartialDate(written)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return _reader_of_class(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _reader_of_any([each for each in inner if each is not types.NoneType])
    if origin is tuple and inner[-1] is Ellipsis:
        read = _reader(inner[0])
        return lambda written, shared: tuple([read(each, shared) for each in written])
    if origin is tuple:
        return lambda written, _: tuple(written)
    if origin is Mapping:
        return _reader_of_mapping(inner[1])
    return lambda written, _: written


def _reader_of_class(cls: Any) -> _Read:
    hints, passed_over = get_type_hints(cls), None if _kind(cls) is None else "kind"
    readers = {name: _reader(hints[name]) for name in cls.__struct_fields__}

    def read(written: Any, shared: Shared) -> Any:
        if isinstance(written, cls):
            return written
        given = {name: readers[name](each, shared) for name, each in written.items() if name != passed_over}
        value = cls(**given)
        return shared.setdefault(value, value) if cls.is_shared else value

    return read


def _reader_of_any(classes: list[Any]) -> _Read:
    """One class or nothing, or one of several that their kinds tell apart."""
    by_kind = {_kind(each): _reader(each) for each in classes if len(classes) > 1}
    alone = _reader(classes[0])

    def read(written: Any, shared: Shared) -> Any:
        if written is None or isinstance(written, Frozen):
            return written
        return (by_kind[written["kind"]] if by_kind else alone)(written, shared)

    return read


def _reader_of_mapping(hint: Any) -> _Read:
    read = _reader(hint)
    return lambda written, shared: {key: read(each, shared) for key, each in written.items()}
