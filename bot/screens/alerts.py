"""Words to administrators of what goes wrong."""

from __future__ import annotations

from bot.screens.screen import Button, Screen
from bot.taps.broadcast import FiguresTap
from bot.texts import Speech


def late(speech: Speech, minutes: int) -> Screen:
    return Screen(speech("alert-late", n=minutes), ((Button(speech.plain("figures-open"), FiguresTap()),),))


def refusal(speech: Speech, delivery_id: str) -> Screen:
    return Screen(speech("alert-refusal", delivery=delivery_id))


def fault(speech: Speech, number: str) -> Screen:
    """``number`` finds the line of the log."""
    return Screen(speech("alert-fault", number=number))
