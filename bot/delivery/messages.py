"""How each kind of delivery looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.context import House
from bot.learning.correction import Told
from bot.screens import correction as correction_screens
from bot.screens import exam as exam_screens
from bot.screens import fact as fact_screens
from bot.screens import reminder as reminder_screens
from bot.screens.screen import Screen
from bot.services.deliveries import Delivery
from bot.services.reminders import PAUSE
from bot.services.subscriptions import Kind
from bot.texts import Speech
from content.model import Bank


def shown_by(house: House) -> Callable[[Delivery], Screen]:
    """How a delivery looks as a message."""

    def render(delivery: Delivery) -> Screen:
        speech = house.texts.to(delivery.language, is_text_only=delivery.is_text_only)
        return _SCREENS[delivery.kind](speech, house.bank, delivery)

    return render


def _fact_of_the_day(speech: Speech, bank: Bank, delivery: Delivery) -> Screen:
    fact = bank.find_fact(delivery.fact_id)
    assert fact is not None, "the sender asks only for facts of the bank"
    return fact_screens.of_the_day(speech, bank, fact, delivery.id)


def _reminder(speech: Speech, _: Bank, delivery: Delivery) -> Screen:
    assert delivery.about is not None, "a reminder knows how many facts are due"
    if delivery.about == PAUSE:
        return reminder_screens.paused(speech, delivery.id)
    return reminder_screens.due(speech, int(delivery.about), delivery.id)


def _correction(speech: Speech, bank: Bank, delivery: Delivery) -> Screen:
    fact = bank.find_fact(delivery.fact_id)
    assert fact is not None, "the sender asks only for facts of the bank"
    return correction_screens.told(speech, bank, fact, Told.read(delivery.about or ""))


def _time_is_up(speech: Speech, _: Bank, delivery: Delivery) -> Screen:
    assert delivery.about is not None, "it knows which exam is over"
    return exam_screens.time_is_up(speech, int(delivery.about))


_SCREENS: Mapping[Kind, Callable[[Speech, Bank, Delivery], Screen]] = {
    "fact": _fact_of_the_day,
    "review": _reminder,
    "correction": _correction,
    "exam": _time_is_up,
}
"""How each kind of delivery looks."""
