"""How each kind of delivery looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from bot.classes.screens import desk as desk_screens
from bot.context import House
from bot.learning.challenge import News
from bot.learning.correction import Told
from bot.learning.polls import laid_out
from bot.learning.quiz import on_paper
from bot.links import Source, address_from_chat
from bot.screens import admin as admin_screens
from bot.screens import alerts as alert_screens
from bot.screens import broadcast as broadcast_screens
from bot.screens import challenge as challenge_screens
from bot.screens import correction as correction_screens
from bot.screens import exam as exam_screens
from bot.screens import fact as fact_screens
from bot.screens import poll as poll_screens
from bot.screens import privacy as privacy_screens
from bot.screens import question as question_screens
from bot.screens import reminder as reminder_screens
from bot.screens import suggestion as suggestion_screens
from bot.screens.screen import Link, Screen
from bot.services.contents import begins_again, question_of
from bot.services.deliveries import Delivery
from bot.services.reminders import PAUSE
from bot.services.subscriptions import Kind
from bot.texts import Markup, Speech
from content.model import Bank, Language
from content.questions import look_up

TEXTS_KEPT = 64
"""Of daily facts: three languages, with signs and without, and some facts."""

Texts = tuple[str | None, ...]
"""What people wrote, opened; None is what was sealed with a key that is gone."""


def shown_by(house: House) -> Callable[[Delivery], Screen]:
    """How a delivery looks as a message."""
    remembered = _remembered(house)

    def render(delivery: Delivery) -> Screen:
        speech = house.texts.to(delivery.language, is_text_only=delivery.is_text_only)
        if delivery.kind == "fact":
            told = remembered(delivery.language, delivery.is_text_only, delivery.fact_id, house.bank.version)
            screen = _fact_of_the_day(speech, told, delivery, house.voice.username)
        elif delivery.kind == "poll" and delivery.learner_id is None:
            screen = _poll_for_chat(speech, house.bank, delivery, house.voice.username)
        else:
            texts = tuple(map(house.vault.open, delivery.sealed))
            screen = _SCREENS[delivery.kind](speech, house.bank, delivery, texts)
        return replace(screen, is_silent=delivery.is_silent)

    return render


def _remembered(house: House) -> Callable[[Language, bool, str, str], Markup]:
    """What a fact of the bank of this version says: in one minute thousands are told the same."""

    @lru_cache(maxsize=TEXTS_KEPT)
    def told(language: Language, is_text_only: bool, fact_id: str, _: str) -> Markup:
        fact = house.bank.find_fact(fact_id)
        assert fact is not None, "the sender asks only for facts of the bank"
        speech = house.texts.to(language, is_text_only=is_text_only)
        return fact_screens.of_a_day(speech, house.bank, fact)

    return told


def _fact_of_the_day(speech: Speech, told: Markup, delivery: Delivery, username: str) -> Screen:
    if delivery.learner_id is None:
        return fact_screens.for_chat(told, _onward(speech, delivery, username))
    return fact_screens.of_the_day(speech, told, delivery.id, is_again=begins_again(delivery.about))


def _poll_for_chat(speech: Speech, bank: Bank, delivery: Delivery, username: str) -> Screen:
    found = look_up(bank, delivery.fact_id, delivery.about or "")
    assert found is not None, "the sender asks only for questions of the bank"
    return poll_screens.poll(
        speech,
        bank,
        *found,
        laid_out(*found, delivery.id),
        is_anonymous=delivery.is_for_channel,
        onward=_onward(speech, delivery, username),
    )


def _onward(speech: Speech, delivery: Delivery, username: str) -> Link:
    """From a group or channel into the private chat."""
    source = Source("channel" if delivery.is_for_channel else "group", delivery.id)
    return Link(speech.plain("fact-quiz-me"), address_from_chat(username, source, delivery.fact_id))


def _question_of_the_day(speech: Speech, bank: Bank, delivery: Delivery, _: Texts) -> Screen:
    """A learner is asked by our own question: a poll's answer would move no memory."""
    found = look_up(bank, delivery.fact_id, question_of(delivery.about) or "")
    assert found is not None, "the sender asks only for questions of the bank"
    turn = on_paper(*found, laid_out(*found, delivery.id))
    return question_screens.of_the_day(speech, turn, delivery.id, is_again=begins_again(delivery.about))


def _reminder(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    assert delivery.about is not None, "a reminder knows how many facts are due"
    if delivery.about == PAUSE:
        return reminder_screens.paused(speech, delivery.id)
    return reminder_screens.due(speech, int(delivery.about), delivery.id)


def _correction(speech: Speech, bank: Bank, delivery: Delivery, _: Texts) -> Screen:
    fact = bank.find_fact(delivery.fact_id)
    assert fact is not None, "the sender asks only for facts of the bank"
    return correction_screens.told(speech, bank, fact, Told.read(delivery.about or ""))


def _report(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    assert delivery.about is not None, "it knows how many reports are open"
    return admin_screens.reported(speech, int(delivery.about))


def _suggestion(speech: Speech, _: Bank, __: Delivery, texts: Texts) -> Screen:
    text, answer = texts
    return suggestion_screens.answered(speech, text, answer)


def _challenge(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    return challenge_screens.news(speech, News.read(delivery.about or ""))


def _broadcast(speech: Speech, _: Bank, __: Delivery, texts: Texts) -> Screen:
    (text,) = texts
    if text is None:
        raise ValueError("its text was sealed with a key that is gone")
    return broadcast_screens.told(speech, text)


def _inactive(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    assert delivery.about is not None, "it knows on which day everything goes"
    return privacy_screens.inactive(speech, date.fromisoformat(delivery.about))


def _late(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    return alert_screens.late(speech, int(delivery.about or 0))


def _refusal(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    return alert_screens.refusal(speech, delivery.about or "")


def _fault(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    return alert_screens.fault(speech, delivery.about or "")


def _time_is_up(speech: Speech, _: Bank, delivery: Delivery, __: Texts) -> Screen:
    assert delivery.about is not None, "it knows which exam is over"
    return exam_screens.time_is_up(speech, int(delivery.about))


def _homework(speech: Speech, bank: Bank, delivery: Delivery, _: Texts) -> Screen:
    assert delivery.about is not None, "it knows which homework is due"
    return desk_screens.due_tomorrow(speech, bank, delivery.about)


_SCREENS: Mapping[Kind, Callable[[Speech, Bank, Delivery, Texts], Screen]] = {
    "poll": _question_of_the_day,
    "review": _reminder,
    "correction": _correction,
    "report": _report,
    "exam": _time_is_up,
    "suggestion": _suggestion,
    "challenge": _challenge,
    "broadcast": _broadcast,
    "homework": _homework,
    "inactive": _inactive,
    "late": _late,
    "refusal": _refusal,
    "fault": _fault,
}
"""How each other kind of delivery looks."""
