"""A day in words."""

from __future__ import annotations

from datetime import date

from bot.texts import Speech
from content.dates import spell
from content.partial_date import PartialDate


def with_weekday(speech: Speech, on: date) -> str:
    """Thursday, 26 November 2026."""
    weekday = speech.plain(f"weekday-{on.isoweekday()}")
    return f"{weekday}, {spell(PartialDate(on.isoformat()), speech.language)}"
