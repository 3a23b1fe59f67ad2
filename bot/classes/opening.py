"""The names that people typed, opened for those who may read them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.classes.report import Report
from bot.classes.values import Class, Desk, Overview, Pupil, Register

Open = Callable[[str], str | None]
"""Opens what is sealed; None if it was sealed with a key that is gone."""


def opened(of: Class, open_: Open) -> Class:
    return replace(of, name=open_(of.name) if of.name else None)


def pupil(of: Pupil, open_: Open) -> Pupil:
    return replace(of, name=open_(of.name) if of.name else None)


def overview(of: Overview, open_: Open) -> Overview:
    taught = tuple(opened(each, open_) for each in of.taught)
    return Overview(taught, tuple(opened(each, open_) for each in of.joined))


def register(of: Register, open_: Open) -> Register:
    pupils = tuple(pupil(each, open_) for each in of.pupils)
    return replace(of, of=opened(of.of, open_), pupils=pupils)


def desk(of: Desk, open_: Open) -> Desk:
    return replace(of, of=opened(of.of, open_), me=pupil(of.me, open_))


def report(of: Report, open_: Open) -> Report:
    lines = (replace(line, pupil=pupil(line.pupil, open_)) for line in of.lines)
    return replace(of, lines=tuple(lines))
