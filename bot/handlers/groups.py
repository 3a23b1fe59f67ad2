"""What administrators settle in their group or topic, and in private for their channel."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.context import House, Session, Visit
from bot.errors import Refusal
from bot.handlers.errand import Deed, Errand, enter, of_message, of_tap, serve, state_of
from bot.learning import hours
from bot.learning.zones import NAMES
from bot.screens import groups as screens
from bot.screens.groups import FORMS, PAUSES, State
from bot.screens.screen import Screen
from bot.services import groups
from bot.services.groups import Setup, Where
from bot.taps import groups as taps
from bot.taps.base import Tap
from bot.texts import Speech
from content.model import LANGUAGES

_CHAT = re.compile(r"-[1-9][0-9]{0,17}")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


async def hear(house: House, message: Message, command: str, arguments: str) -> None:
    """A command in a group: /daily for its administrators, and one line that leads there."""
    spoken_as = message.sender_chat
    errand = of_message(house, message)
    await enter(errand)
    if command == "daily":
        # An anonymous administrator speaks as the group; whoever speaks as another chat is nobody here.
        is_nobody = spoken_as is not None and spoken_as.id != message.chat_id
        await serve(errand, None if is_nobody else daily, arguments)
    else:
        setup = await errand.act(groups.look)
        await errand.show(screens.hello(errand.speech(setup), house.voice.username))


async def tapped(house: House, query: CallbackQuery, tap: Any) -> None:
    """A button of these under a message in a group."""
    shown = query.message
    if shown is None or tap.where:  # one of the private chat
        await house.voice.acknowledge(query.id)
        return
    errand = of_tap(house, query, shown)
    await enter(errand)
    await serve(errand, DEEDS[type(tap)], tap)


async def in_private(visit: Visit, tap: Any) -> None:
    """The same buttons in the private chat of an administrator, for a channel."""
    learner = await visit.arrive()
    if _CHAT.fullmatch(tap.where) is None:
        raise Refusal("error-button-old")
    errand = Errand(
        visit.house,
        visit.person.id,
        Where(int(tap.where)),
        visit.place,
        visit.message_id,
        visit.query_id,
        visit.person.language_code,
        visit.now,
        learner.language,
    )
    await serve(errand, DEEDS[type(tap)], tap)


async def _show(errand: Errand, setup: Setup) -> None:
    """The settings, under the channel's name where there may be several."""
    title = ""
    if errand.is_private:
        try:
            title = await errand.house.standing.title(errand.where.chat_id)
        except TelegramError:
            title = ""
    speech, state = errand.speech(setup), state_of(errand, setup, title)
    await errand.show(screens.settings(speech, state, errand.now))


async def daily(errand: Errand, arguments: str) -> None:
    """The settings here; ``/daily 08:30`` subscribes at once. What ended with the bot's removal is back."""
    if not arguments:
        await _show(errand, await errand.act(groups.open_again, now=errand.now))
        return
    local_time = hours.parse_time(arguments)
    if local_time is None:
        raise Refusal("group-no-time", name=errand.house.voice.username)
    await _show(errand, await errand.act(groups.subscribe_at, local_time=local_time, now=errand.now))


async def settings(errand: Errand, _: Tap) -> None:
    await _show(errand, await errand.act(groups.look))


async def subscribe_at(errand: Errand, tap: taps.GroupAtTap) -> None:
    local_time = hours.parse_time(tap.hhmm)
    if local_time is None:
        raise Refusal("error-button-old")
    await _show(errand, await errand.act(groups.subscribe_at, local_time=local_time, now=errand.now))


async def _change(errand: Errand, **wanted: Any) -> None:
    await _show(errand, await errand.act(groups.change, now=errand.now, **wanted))


async def choose_form(errand: Errand, tap: taps.GroupFormTap) -> None:
    _check(tap.form in FORMS)
    await _change(errand, form=tap.form)


async def choose_days(errand: Errand, tap: taps.GroupSomeDaysTap) -> None:
    _check(tap.weekdays in screens.PRESETS)
    await _change(errand, days=tap.weekdays)


async def choose_day(errand: Errand, tap: taps.GroupDayTap) -> None:
    _check(tap.weekday < 7)
    setup = await errand.act(groups.set_day, day=tap.weekday, is_on=bool(tap.on), now=errand.now)
    await errand.show(screens.days(errand.speech(setup), state_of(errand, setup)))


async def choose_sound(errand: Errand, tap: taps.GroupSoundTap) -> None:
    await _change(errand, is_silent=not tap.on)


async def choose_language(errand: Errand, tap: taps.GroupLanguageTap) -> None:
    _check(tap.language in LANGUAGES)
    await _change(errand, language=tap.language)


async def choose_zone(errand: Errand, tap: taps.GroupZoneTap) -> None:
    _check(tap.zone in NAMES)
    await _change(errand, zone=tap.zone)


async def pause(errand: Errand, tap: taps.GroupPauseTap) -> None:
    _check(tap.days in (0, *PAUSES))
    await _show(errand, await errand.act(groups.pause, days=tap.days, now=errand.now))


async def stop(errand: Errand, _: Tap) -> None:
    await _show(errand, await errand.act(groups.stop, now=errand.now))


def _check(is_ours: bool) -> None:
    """Whether our buttons carry it."""
    if not is_ours:
        raise Refusal("error-button-old")


def _choosing(screen: Callable[[Speech, State], Screen]) -> Deed:
    """A screen that offers the values of one setting."""

    async def choose(errand: Errand, _: Tap) -> None:
        setup = await errand.act(groups.look)
        await errand.show(screen(errand.speech(setup), state_of(errand, setup)))

    return choose


async def times(errand: Errand, _: Tap) -> None:
    setup = await errand.act(groups.look)
    username = errand.house.voice.username
    await errand.show(screens.times(errand.speech(setup), state_of(errand, setup), username))


async def languages(errand: Errand, _: Tap) -> None:
    setup = await errand.act(groups.look)
    await errand.show(screens.languages(errand.house.texts, errand.speech(setup), state_of(errand, setup)))


async def next_days(errand: Errand, _: Tap) -> None:
    await _show_next(errand, partial(groups.next_days, now=errand.now))


async def skip(errand: Errand, tap: taps.GroupSkipTap) -> None:
    await _show_next(errand, partial(groups.pass_over, day=_iso(tap.day), fact=tap.token, now=errand.now))


async def replace_fact(errand: Errand, tap: taps.GroupReplaceTap) -> None:
    await _show_next(errand, partial(groups.replace_fact, day=_iso(tap.day), fact=tap.token, now=errand.now))


async def _show_next(errand: Errand, act: Callable[..., dict[str, str]]) -> None:
    setup, facts = await _after(errand, act)
    speech, state = errand.speech(setup), state_of(errand, setup)
    await errand.show(screens.next_days(speech, errand.house.bank, state, facts))


async def next_day(errand: Errand, tap: taps.GroupNextDayTap) -> None:
    bank, day = errand.house.bank, _iso(tap.day)
    setup, facts = await _after(errand, partial(groups.next_days, now=errand.now))
    speech, state = errand.speech(setup), state_of(errand, setup)
    is_there = day in facts
    one = screens.next_day(speech, bank, state, day, facts[day]) if is_there else None
    await errand.show(one or screens.next_days(speech, bank, state, facts))


async def _after(errand: Errand, act: Callable[..., dict[str, str]]) -> tuple[Setup, dict[str, str]]:
    """How things stand, and which facts come, after an act on these."""

    def whole(session: Session, where: Where) -> tuple[Setup, dict[str, str]]:
        facts = act(session, where=where, bank=errand.house.bank)
        return groups.look(session, where), facts

    return await errand.act(whole)


def _iso(day: str) -> str:
    found = _DAY.fullmatch(day)
    if found is None:
        raise Refusal("error-button-old")
    return "-".join(found.groups())


DEEDS: Mapping[type[Tap], Deed] = {
    taps.GroupTap: settings,
    taps.GroupTimesTap: times,
    taps.GroupAtTap: subscribe_at,
    taps.GroupFormsTap: _choosing(screens.forms),
    taps.GroupFormTap: choose_form,
    taps.GroupDaysTap: _choosing(screens.days),
    taps.GroupSomeDaysTap: choose_days,
    taps.GroupDayTap: choose_day,
    taps.GroupSoundTap: choose_sound,
    taps.GroupLanguagesTap: languages,
    taps.GroupLanguageTap: choose_language,
    taps.GroupZonesTap: _choosing(screens.zones),
    taps.GroupZoneTap: choose_zone,
    taps.GroupPausesTap: _choosing(screens.pauses),
    taps.GroupPauseTap: pause,
    taps.GroupStopTap: stop,
    taps.GroupNextTap: next_days,
    taps.GroupNextDayTap: next_day,
    taps.GroupSkipTap: skip,
    taps.GroupReplaceTap: replace_fact,
}
"""What each button does, once it is sure that an administrator has pressed it."""
