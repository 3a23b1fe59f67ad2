"""The colours, light and dark: calm, and with contrast enough to be read in the sun."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace


class Theme(Struct, frozen=True):
    """Colours as ``#rrggbb``. Text is in ``ink``, ``muted``, ``strong`` or ``cool``, or ``on_strong``."""

    ground: str  # of the picture
    surface: str  # of a panel on it
    ink: str
    muted: str
    line: str  # hairlines, empty bars and squares
    strong: str  # what is mastered, done, right
    on_strong: str  # what stands on it
    soft: str  # what was asked at least once
    cool: str  # spare days and what is to come
    shades: tuple[str, str, str, str]  # a day's answers, from few to many


LIGHT = Theme(
    ground="#e9eef2",
    surface="#ffffff",
    ink="#17222d",
    muted="#52606d",
    line="#dde4ea",
    strong="#0b6e5f",
    on_strong="#ffffff",
    soft="#8fd0c2",
    cool="#1f64ad",
    shades=("#b4e2d6", "#6dbfae", "#2b9481", "#0a5a4d"),
)

DARK = Theme(
    ground="#0f161d",
    surface="#1a242e",
    ink="#eef3f7",
    muted="#a9b6c2",
    line="#33414e",
    strong="#4fd1b5",
    on_strong="#0b1a17",
    soft="#2c7567",
    cool="#8ac4ff",
    shades=("#1f5247", "#2a8472", "#41b59c", "#8cf0d9"),
)


def theme_of(*, is_dark: bool) -> Theme:
    return DARK if is_dark else LIGHT


PAPER = replace(LIGHT, ground="#fffdf6", surface="#fffdf6", line="#cdbf9c", strong="#0b5c50")
"""For what is printed."""
