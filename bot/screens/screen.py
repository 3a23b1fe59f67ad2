"""A screen: what one message shows, and the buttons under it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from msgspec import Struct

from bot.taps.base import Tap
from bot.texts import Markup


class Button(Struct, frozen=True):
    label: str
    tap: Tap


class Link(Struct, frozen=True):
    """A button that opens an address."""

    label: str
    url: str


class Switch(Struct, frozen=True):
    """A button that lets one choose a chat, and puts the bot's name there with a query."""

    label: str
    query: str


Row = tuple[Button | Link | Switch, ...]


class File(Struct, frozen=True):
    """A file to keep; the name ends in what kind it is."""

    name: str
    content: bytes


class Poll(Struct, frozen=True):
    """Telegram's own quiz poll; all its texts are plain.

    ``question`` has up to 300 characters, each of the 2 to 12 ``options`` up to 100, the ``explanation`` up
    to 200; ``right`` is the place of the right option. It closes after ``open_seconds`` (from 5), or never.
    """

    question: str
    options: tuple[str, ...]
    right: int
    explanation: str = ""
    is_anonymous: bool = False
    open_seconds: int | None = None


class Screen(Struct, frozen=True):
    """``html`` is Telegram HTML, ``rows`` the inline keyboard.

    With a ``picture`` (PNG) or a ``file`` the html is its caption, of at most 1,024 characters; with a
    ``poll`` there is none. A message shows one of the three at most.
    """

    html: Markup
    rows: tuple[Row, ...] = ()
    picture: bytes | None = None
    file: File | None = None
    poll: Poll | None = None
    is_silent: bool = False  # comes without a sound


def rows_of(buttons: Sequence[Button | Link | Switch], width: int) -> tuple[Row, ...]:
    """Buttons in rows of at most ``width``."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def lines(*parts: Markup | str | None) -> Markup:
    """Markup parts under each other, with an empty line between; None is left out."""
    return Markup("\n\n".join(part for part in parts if part))


def cut(text: str, limit: int) -> str:
    """The text on one line, at most so long, cut between two words."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    short = shorten(flat, limit, placeholder=" …", break_on_hyphens=False)
    return short if len(short) > limit // 2 else f"{flat[: limit - 1]}…"
