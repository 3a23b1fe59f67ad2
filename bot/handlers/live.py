"""A live quiz in a group: calling, settling and moving it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import CallbackQuery, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.acts import run
from bot.context import House, Visit
from bot.errors import Refusal
from bot.handlers import boards, votes
from bot.handlers.errand import Deed, Errand, enter, is_admin, of_message, of_tap, speech_of
from bot.learning import live as rules
from bot.live import hosting
from bot.live.screens import lobby as screens
from bot.screens.screen import Screen
from bot.services import chats, groups
from bot.taps import live as taps
from bot.taps.base import Tap
from bot.texts import Speech

log = logging.getLogger(__name__)

COMMANDS = ("play", "board", "nick")
JOINS_SHOWN = timedelta(seconds=3)
"""How long after somebody joined a team its message shows it."""
MOST_OF_CODE = 32
"""Characters of what may be the code of a set."""


async def hear(house: House, message: Message, command: str, arguments: str) -> None:
    """A command in a group."""
    errand = of_message(house, message)
    await enter(errand)
    spoken_as = message.sender_chat
    is_nobody = spoken_as is not None and spoken_as.id != message.chat_id  # who speaks as another chat
    await _answer(errand, partial(_command, message, is_nobody=is_nobody), (command, arguments))


async def _command(message: Message, errand: Errand, said: tuple[str, str], *, is_nobody: bool) -> None:
    command, arguments = said
    if command == "board":
        await boards.board(errand, taps.BoardTap("week"))
    elif is_nobody:
        raise Refusal("live-admins-only")
    elif command == "nick":
        await boards.nick(errand, arguments)
    else:
        await call(errand, f"message {message.message_id}", arguments)


async def tapped(house: House, query: CallbackQuery, tap: Any, update_id: int) -> None:
    """A button of these under a message in a group."""
    if query.message is None:
        await house.voice.acknowledge(query.id)
        return
    errand = of_tap(house, query, query.message, update_id)
    await enter(errand)
    await _answer(errand, DEEDS[type(tap)], tap)


async def in_private(_: Visit, __: Any) -> None:
    """These stand under messages of groups alone."""
    raise Refusal("error-button-old")


async def _answer(errand: Errand, deed: Deed, about: Any) -> None:
    try:
        await deed(errand, about)
    except Refusal as refusal:
        setup = await errand.act(groups.look)
        await errand.refuse(refusal, setup)
    except ChatMigrated as error:  # it became a supergroup this instant, and is asked there again
        old, new = errand.where.chat_id, error.new_chat_id
        await run(errand.house.database, partial(chats.move, old_chat_id=old, new_chat_id=new))
    except (BadRequest, Forbidden) as error:
        log.info("a chat is not answered: %s", error.message)


async def call(errand: Errand, origin: str, arguments: str) -> None:
    """/play, or /play with the code of a set or the link to it."""
    played_by, _ = await errand.act(hosting.rules_of)
    if played_by == "admins" and not await _is_admin(errand):
        raise Refusal("live-admins-only")
    code = arguments.split("s_")[-1].strip()[:MOST_OF_CODE] or None
    bank, host_id = errand.house.bank, errand.person_id
    called = partial(hosting.call, bank=bank, origin=origin, host_id=host_id, code=code, now=errand.now)
    row = await errand.act(called)
    speech = await speech_of(errand)
    lobby = await run(errand.house.database, partial(hosting.lobby_of, row=row))
    said = await errand.house.voice.send(errand.place, screens.lobby(speech, bank, lobby))
    await run(errand.house.database, partial(hosting.place, live_id=row.id, message_id=said.message_id))


async def _is_admin(errand: Errand) -> bool:
    try:
        return await is_admin(errand)
    except TelegramError:
        raise Refusal("group-no-answer") from None


async def _settle(errand: Errand, live_id: int, **settings: Any) -> None:
    """Change something of the lobby, and show it."""
    lobby = await errand.act(hosting.settle, live_id=live_id, **settings)
    await errand.show(screens.lobby(await speech_of(errand), errand.house.bank, lobby))


def _hosts(deed: Deed) -> Deed:
    """For the host and for administrators."""

    async def serve(errand: Errand, tap: Any) -> None:
        await errand.act(hosting.find, live_id=tap.live)
        hosts = partial(hosting.is_host, live_id=tap.live, person_id=errand.person_id or 0)
        if not await run(errand.house.database, hosts) and not await _is_admin(errand):
            raise Refusal("live-host-only")
        await deed(errand, tap)

    return serve


def _admins(deed: Deed) -> Deed:
    async def serve(errand: Errand, tap: Any) -> None:
        if not await _is_admin(errand):
            raise Refusal("group-admins-only")
        await deed(errand, tap)

    return serve


def _choosing(screen: Callable[[Speech, int], Screen]) -> Deed:
    """A screen that offers the values of one setting."""

    async def choose(errand: Errand, tap: Any) -> None:
        await errand.act(hosting.settle, live_id=tap.live)
        await errand.show(screen(await speech_of(errand), tap.live))

    return choose


def _check(is_ours: bool) -> None:
    """Whether our buttons carry it."""
    if not is_ours:
        raise Refusal("live-gone")


async def lobby(errand: Errand, tap: taps.LiveTap) -> None:
    await _settle(errand, tap.live)


async def scopes(errand: Errand, tap: taps.LiveScopesTap) -> None:
    await errand.show(screens.scopes(await speech_of(errand), errand.house.bank, tap.live))


async def choose_scope(errand: Errand, tap: taps.LiveScopeTap) -> None:
    _check(not tap.scope or errand.house.bank.find_scope(tap.scope) is not None)
    await _settle(errand, tap.live, scope=tap.scope or None)


async def choose_count(errand: Errand, tap: taps.LiveCountTap) -> None:
    _check(tap.count in rules.COUNTS)
    await _settle(errand, tap.live, questions=tap.count)


async def choose_pace(errand: Errand, tap: taps.LivePaceTap) -> None:
    _check(tap.pace in rules.PACES)
    await _settle(errand, tap.live, pace=tap.pace)


async def choose_teams(errand: Errand, tap: taps.LiveTeamsOfTap) -> None:
    _check(tap.teams in rules.TEAMS)
    await _settle(errand, tap.live, teams=tap.teams)


async def join(errand: Errand, tap: taps.LiveJoinTap) -> None:
    edit_at = errand.now + JOINS_SHOWN
    person_id = errand.person_id or 0
    await errand.act(hosting.join, live_id=tap.live, team=tap.team, person_id=person_id, edit_at=edit_at)
    speech = await speech_of(errand)
    team = speech.plain(f"live-team-{tap.team}")
    await errand.house.voice.acknowledge(errand.query_id or "", speech.plain("live-joined", team=team))


async def begin(errand: Errand, tap: taps.LiveBeginTap) -> None:
    await errand.act(hosting.begin, bank=errand.house.bank, live_id=tap.live, now=errand.now)
    await _moved(errand)


async def go_on(errand: Errand, tap: taps.LiveOnTap) -> None:
    await errand.act(hosting.go_on, live_id=tap.live, position=tap.position, now=errand.now)
    await _moved(errand)


async def hold(errand: Errand, tap: taps.LiveHoldTap) -> None:
    _check(tap.on in (0, 1))
    is_now = await errand.act(hosting.hold, live_id=tap.live, on=bool(tap.on), now=errand.now)
    words = None if is_now or not tap.on else (await speech_of(errand)).plain("live-held-after")
    await _moved(errand, words)


async def stop(errand: Errand, tap: taps.LiveStopTap) -> None:
    await errand.act(hosting.stop, live_id=tap.live, now=errand.now)
    await _moved(errand)


async def _moved(errand: Errand, words: str | None = None) -> None:
    """What is to be said follows from the row."""
    errand.house.live_due.set()
    await errand.acknowledge(words)


async def settle_chat(errand: Errand, tap: Any) -> None:
    """What holds for all live quizzes of the chat; the tap on one of them changes it."""
    if isinstance(tap, taps.LiveRuleTap):
        _check(tap.by in ("admins", "everybody") and tap.speed in (0, 1))
        by, speed = await errand.act(hosting.settle_chat, played_by=tap.by, scores_speed=bool(tap.speed))
    else:
        by, speed = await errand.act(hosting.rules_of)
    await errand.show(screens.rules_of(await speech_of(errand), tap.live, by, scores_speed=speed))


DEEDS: Mapping[type[Tap], Deed] = {
    taps.LiveTap: _hosts(lobby),
    taps.LiveScopesTap: _hosts(scopes),
    taps.LiveScopeTap: _hosts(choose_scope),
    taps.LiveCountsTap: _hosts(_choosing(screens.counts)),
    taps.LiveCountTap: _hosts(choose_count),
    taps.LivePacesTap: _hosts(_choosing(screens.paces)),
    taps.LivePaceTap: _hosts(choose_pace),
    taps.LiveTeamsTap: _hosts(_choosing(screens.teams)),
    taps.LiveTeamsOfTap: _hosts(choose_teams),
    taps.LiveJoinTap: join,
    taps.LiveBeginTap: _hosts(begin),
    taps.LiveOnTap: _hosts(go_on),
    taps.LiveHoldTap: _hosts(hold),
    taps.LiveStopTap: _hosts(stop),
    taps.LiveRulesTap: _admins(settle_chat),
    taps.LiveRuleTap: _admins(settle_chat),
    taps.BoardTap: boards.board,
    **votes.DEEDS,
}
"""What each button does under a message in a group."""
