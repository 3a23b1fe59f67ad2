"""A screen: one message's text and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.taps.base import Tap
from bot.texts import Markup


@dataclass(frozen=True)
class Button:
    label: str
    tap: Tap


Row = tuple[Button, ...]


@dataclass(frozen=True)
class Screen:
    """``html`` is Telegram HTML, ``rows`` the inline keyboard.

    With a ``picture`` (PNG) the html is its caption, of at most 1,024 characters.
    """

    html: Markup
    rows: tuple[Row, ...] = ()
    picture: bytes | None = None


def rows_of(buttons: list[Button], width: int) -> tuple[Row, ...]:
    """Buttons in rows of at most ``width``."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def lines(*parts: Markup | str | None) -> Markup:
    """Markup parts under each other, with an empty line between; None is left out."""
    return Markup("\n\n".join(part for part in parts if part))
