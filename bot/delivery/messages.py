"""How each kind of delivery looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.context import House
from bot.learning.correction import Told
from bot.learning.polls import laid_out
from bot.links import Source, address_from_chat
from bot.screens import correction as correction_screens
from bot.screens import fact as fact_screens
from bot.screens import poll as poll_screens
from bot.screens import reminder as reminder_screens
from bot.screens.screen import Link, Screen
from bot.services.deliveries import Delivery
from bot.services.reminders import PAUSE
from bot.services.subscriptions import Kind
from bot.texts import Speech
from content.model import Bank
from content.questions import look_up


def shown_by(house: House) -> Callable[[Delivery], Screen]:
    """How a delivery looks as a message."""

    def render(delivery: Delivery) -> Screen:
        speech = house.texts.to(delivery.language, is_text_only=delivery.is_text_only)
        if delivery.learner_id is None:
            screen = _for_chat(speech, house.bank, delivery, house.voice.username)
            return replace(screen, is_silent=delivery.is_silent)
        return _SCREENS[delivery.kind](speech, house.bank, delivery)

    return render


def _for_chat(speech: Speech, bank: Bank, delivery: Delivery, username: str) -> Screen:
    """A group or channel is told the fact, or asked it by a poll; both lead into the private chat."""
    found = look_up(bank, delivery.fact_id, delivery.about or "")
    source = Source("channel" if delivery.is_for_channel else "group", delivery.id)
    onward = Link(speech.plain("fact-quiz-me"), address_from_chat(username, source, delivery.fact_id))
    if delivery.kind == "poll":
        assert found is not None, "the sender asks only for questions of the bank"
        fact, question = found
        item = laid_out(fact, question, delivery.id)
        is_anonymous = delivery.is_for_channel
        return poll_screens.poll(speech, bank, fact, question, item, is_anonymous=is_anonymous, onward=onward)
    told = bank.find_fact(delivery.fact_id)
    assert told is not None, "the sender asks only for facts of the bank"
    return fact_screens.for_chat(speech, bank, told, onward)


def _poll(_: Speech, __: Bank, delivery: Delivery) -> Screen:
    raise ValueError(f"delivery {delivery.id}: a private chat has no polls")


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


_SCREENS: Mapping[Kind, Callable[[Speech, Bank, Delivery], Screen]] = {
    "fact": _fact_of_the_day,
    "poll": _poll,
    "review": _reminder,
    "correction": _correction,
}
"""How each kind of delivery looks."""
