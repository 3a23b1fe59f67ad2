"""Administrators write to many: whom, the text, a look at it, and then it goes out."""

from __future__ import annotations

from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.handlers import home
from bot.handlers.admin import check_admin, is_admin, note
from bot.learning.broadcast import EVERY_LANGUAGE, LONGEST, WHOM, Audience, Broadcast, languages_of, minutes
from bot.learning.learner import Learner
from bot.learning.meaning import BroadcastText
from bot.screens import broadcast as screens
from bot.screens.screen import Screen
from bot.services import broadcasts
from bot.taps.broadcast import (
    BroadcastTap,
    DraftTap,
    PreviewTap,
    SendTap,
    StopSendingTap,
    WhomTap,
    WriteTap,
)
from content.model import LANGUAGES, Bank


async def broadcast(visit: Visit, _: str) -> None:
    """``/broadcast``; for anybody else there is no such command."""
    if is_admin(visit):
        await whom(visit, WhomTap(EVERY_LANGUAGE, 0))
    else:
        await home.unknown_command(visit)


async def whom(visit: Visit, tap: WhomTap) -> None:
    check_admin(visit)
    audience = _audience(tap)

    def look(session: Session, _: Bank, learner: Learner) -> tuple[int, list[int]]:
        return broadcasts.count(session, audience, learner.now), broadcasts.running(session)

    learner, (people, running) = await visit.act(look)
    speech, names = visit.speech(learner), _names(visit)
    rate = visit.house.settings.send_rate
    screen = screens.whom(speech, names, audience, people, minutes(people, rate), running, visit.nonce)
    await visit.show(screen)


async def begin(visit: Visit, tap: DraftTap) -> None:
    check_admin(visit)
    audience, origin = _audience(tap), f"tap-{tap.nonce}"

    def begin(session: Session, _: Bank, learner: Learner) -> Broadcast:
        broadcast_id = broadcasts.draft(session, audience, origin=origin, now=learner.now)
        return broadcasts.look(session, broadcast_id, learner.now)

    await _show(visit, *await visit.act(begin))


async def look(visit: Visit, tap: BroadcastTap) -> None:
    check_admin(visit)
    await _show(visit, *await visit.act(partial(_look, broadcast_id=tap.broadcast)))


async def ask_text(visit: Visit, tap: WriteTap) -> None:
    check_admin(visit)

    def ask(session: Session, _: Bank, learner: Learner) -> Broadcast:
        return broadcasts.ask_text(session, learner, tap.broadcast, tap.place)

    learner, at = await visit.act(ask)
    await visit.show(screens.ask_text(visit.speech(learner), _names(visit), at, tap.place))


def take(session: Session, visit: Visit, learner: Learner, on: BroadcastText, text: str) -> Learner:
    """The text that the bot waited for; it is stored encrypted until it is sent."""
    check_admin(visit)
    if len(text) > LONGEST:
        raise Refusal("error-report-long", n=LONGEST)
    sealed = visit.house.vault.seal(text)
    broadcasts.write(session, on.broadcast_id, on.place, sealed, learner.now)
    return learner


def show(session: Session, visit: Visit, learner: Learner, on: BroadcastText) -> Screen:
    return _screen(visit, learner, broadcasts.look(session, on.broadcast_id, learner.now))


async def preview(visit: Visit, tap: PreviewTap) -> None:
    """Each text as its readers will see it, and then the draft again."""
    check_admin(visit)

    def find(session: Session, _: Bank, learner: Learner) -> tuple[broadcasts.Texts, Broadcast]:
        return broadcasts.texts(session, tap.broadcast), broadcasts.look(session, tap.broadcast, learner.now)

    learner, (sealed, at) = await visit.act(find)
    opened = [(language, visit.house.vault.open(text)) for language, text in sealed]
    shown = [
        screens.told(visit.house.texts.to(language or learner.language), text)
        for language, text in opened
        if text is not None
    ]
    await visit.below().show_in_turn(*shown, _screen(visit, learner, at))


async def send(visit: Visit, tap: SendTap) -> None:
    """Asks first. Of several taps the first one sends, and the others see how far it is."""
    check_admin(visit)

    def act(session: Session, _: Bank, learner: Learner) -> Broadcast:
        if tap.sure == 1 and broadcasts.start(session, tap.broadcast, learner.now):
            note(session, visit, "send-broadcast", str(tap.broadcast))
        return broadcasts.look(session, tap.broadcast, learner.now)

    learner, at = await visit.act(act)
    if at.state != "draft" or not at.is_written:
        await _show(visit, learner, at)
        return
    screen = screens.check(visit.speech(learner), _names(visit), at, _minutes(visit, at))
    await visit.show(screen)


async def stop(visit: Visit, tap: StopSendingTap) -> None:
    check_admin(visit)

    def act(session: Session, bank: Bank, learner: Learner) -> Broadcast:
        if broadcasts.cancel(session, tap.broadcast, learner.now):
            note(session, visit, "stop-broadcast", str(tap.broadcast))
        return _look(session, bank, learner, broadcast_id=tap.broadcast)

    await _show(visit, *await visit.act(act))


def _look(session: Session, _: Bank, learner: Learner, *, broadcast_id: int) -> Broadcast:
    return broadcasts.look(session, broadcast_id, learner.now)


async def _show(visit: Visit, learner: Learner, at: Broadcast) -> None:
    """A draft, or how far it is: that message goes on telling so by itself."""
    message_id = await visit.show(_screen(visit, learner, at))
    if at.state == "sending" and message_id is not None:
        follow = partial(
            broadcasts.show_in,
            broadcast_id=at.id,
            chat_id=visit.chat_id,
            message_id=message_id,
            now=visit.now,
        )
        await visit.run(follow)


def _screen(visit: Visit, learner: Learner, at: Broadcast) -> Screen:
    speech = visit.speech(learner)
    if at.state != "draft":
        return screens.progress(speech, at)
    return screens.draft(speech, _names(visit), at, _minutes(visit, at))


def _minutes(visit: Visit, at: Broadcast) -> int:
    return minutes(at.people, visit.house.settings.send_rate)


def _audience(tap: WhomTap | DraftTap) -> Audience:
    if tap.languages > EVERY_LANGUAGE or tap.whom >= len(WHOM):
        raise Refusal("error-button-old")
    return Audience(languages_of(tap.languages), [*WHOM][tap.whom])


def _names(visit: Visit) -> screens.Names:
    return {language: visit.house.texts.to(language).plain("language-name") for language in LANGUAGES}
