"""How far the texts have been read by others than their authors: said only where somebody looks for it."""

from __future__ import annotations

from bot.texts import Markup, Speech
from content.model import Bank, Fact

TRANSLATED = ("tg", "ru")
"""English is the language of most sources, which are named beside it."""


def of_fact(speech: Speech, bank: Bank, fact: Fact) -> Markup | None:
    """That no native speaker has read yet what a fact tells; None where one has."""
    if speech.language not in TRANSLATED or bank.is_reviewed(fact.id, speech.language):
        return None
    return speech("fact-unreviewed")


def of_bank(speech: Speech, bank: Bank) -> Markup | None:
    """How many texts there are in the language, and how many of them were read or reviewed."""
    found = bank.reviews.get(speech.language)
    if found is None:
        return None
    total = found.written + found.read + found.reviewed
    return speech("texts-reviewed", total=total, read=found.read, reviewed=found.reviewed)
