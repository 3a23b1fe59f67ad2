"""Making a class, coming into one, and what its teacher and its pupils do there."""

from __future__ import annotations

import secrets
from functools import partial

from bot.classes import doing, opening, roll
from bot.classes.screens import desk as desk_screens
from bot.classes.screens import room as screens
from bot.classes.values import Class, Register
from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning.homework import LONGEST_NAME, make_code, read_code, tidy_name
from bot.learning.learner import Learner, minutes_until
from bot.learning.meaning import ClassCode, ClassName, PupilName
from bot.links import Target, address
from bot.screens import home as home_screens
from bot.screens.screen import Screen
from bot.services import learners
from bot.taps.base import Tap
from bot.taps.classes import (
    AcceptTap,
    ClassLanguageTap,
    ClassMoreTap,
    ClassTap,
    DeskTap,
    GiveUpTap,
    InviteTap,
    LeaveTap,
    PupilsTap,
    PupilTap,
    RemindMeTap,
    SeenTap,
)
from content.model import LANGUAGES, Bank, Language
from content.search import is_question


async def classes(visit: Visit, typed: Tap | str) -> None:
    """``/class`` shows the classes one teaches or is in; ``/class CODE`` leads into one."""
    if isinstance(typed, str) and typed:
        _check_guesses(visit)
        await visit.show(await visit.made(partial(_find, visit=visit, typed=typed)))
        return
    learner, found = await visit.act(roll.look)
    await visit.show(screens.overview(visit.speech(learner), opening.overview(found, visit.house.vault.open)))


async def enter(visit: Visit, typed: str) -> bool:
    """Follow a code that was sent alone, as it stands on a blackboard; False if it is of no class."""
    _check_guesses(visit)

    def find(session: Session, _: Bank, learner: Learner) -> Screen | None:
        code = read_code(typed)
        if code is None or not roll.leads_somewhere(session, code):
            return None
        return follow(visit, session, learner, code)

    found = await visit.made(find)
    if found is not None:
        await visit.show(found)
    return found is not None


async def make(visit: Visit, _: Tap) -> None:
    learner = await visit.expect(ClassName())
    await visit.show(screens.ask_name(visit.speech(learner)))


def take_name(session: Session, visit: Visit, learner: Learner, _: ClassName, text: str) -> Learner:
    """The name of a new class; it is kept sealed."""
    sealed = visit.house.vault.seal(_name(text))
    code = make_code(secrets.choice)
    roll.make(session, learner, update_id=visit.update_id, sealed=sealed, code=code)
    return learner


def show_made(session: Session, visit: Visit, learner: Learner, _: ClassName) -> Screen:
    made = roll.made_by(session, visit.update_id)
    return _room(visit, learner, roll.register(session, visit.bank, learner, class_id=made.id))


async def room(visit: Visit, tap: ClassTap) -> None:
    learner, found = await visit.act(partial(roll.register, class_id=tap.class_id))
    await visit.show(_room(visit, learner, found))


def _room(visit: Visit, learner: Learner, found: Register) -> Screen:
    of = opening.register(found, visit.house.vault.open)
    return screens.room(visit.speech(learner), visit.bank, of, link(visit, of.of))


def link(visit: Visit, of: Class) -> str:
    """Leads whoever is in the class to it, and everybody else into it."""
    return address(visit.house.voice.username, Target("class", of.code))


async def more(visit: Visit, tap: ClassMoreTap) -> None:
    learner, found = await visit.act(partial(roll.register, class_id=tap.class_id))
    names: dict[str, str] = {each: visit.house.texts.to(each).plain("language-name") for each in LANGUAGES}
    await visit.change_buttons(screens.more_rows(visit.speech(learner), found, names))


async def speak(visit: Visit, tap: ClassLanguageTap) -> None:
    if tap.language not in LANGUAGES:
        raise Refusal("error-button-old")
    language: Language = tap.language
    await visit.act(partial(roll.speak, class_id=tap.class_id, language=language))
    await more(visit, ClassMoreTap(tap.class_id))


async def pupils(visit: Visit, tap: PupilsTap) -> None:
    learner, found = await visit.act(partial(roll.register, class_id=tap.class_id))
    of = opening.register(found, visit.house.vault.open)
    await visit.show(screens.pupils(visit.speech(learner), of))


async def pupil(visit: Visit, tap: PupilTap) -> None:
    """Asked first, and then taken out of the class."""
    if tap.sure:
        await visit.act(partial(roll.take_out, class_id=tap.class_id, pupil_id=tap.member_id))
        await pupils(visit, PupilsTap(tap.class_id))
        return
    learner, found = await visit.act(lambda s, _, who: roll.pupil(s, who, tap.class_id, tap.member_id))
    of = opening.pupil(found, visit.house.vault.open)
    await visit.show(screens.pupil(visit.speech(learner), tap.class_id, of))


async def invite(visit: Visit, tap: InviteTap) -> None:
    """The invitation comes in a message of its own, to be sent on to one more teacher."""

    def invite(session: Session, bank: Bank, learner: Learner) -> Class:
        roll.invite(session, bank, learner, class_id=tap.class_id, code=code)
        return roll.taught(session, learner, tap.class_id)

    code = make_code(secrets.choice)
    learner, found = await visit.act(invite)
    url = address(visit.house.voice.username, Target("class", code))
    of = opening.opened(found, visit.house.vault.open)
    await visit.below().show(screens.invitation(visit.speech(learner), of, url))


async def accept(visit: Visit, tap: AcceptTap) -> None:
    found = await visit.made(partial(roll.accept, code=tap.token))
    await room(visit, ClassTap(found.id))


async def give_up(visit: Visit, tap: GiveUpTap) -> None:
    """Asked first; the last teacher's class is deleted."""
    if tap.sure:
        await visit.act(partial(roll.give_up, class_id=tap.class_id))
        await classes(visit, tap)
        return
    learner, found = await visit.act(partial(roll.register, class_id=tap.class_id))
    of = opening.register(found, visit.house.vault.open)
    await visit.show(screens.giving_up(visit.speech(learner), of))


async def ask_code(visit: Visit, _: Tap) -> None:
    learner = await visit.expect(ClassCode())
    await visit.show(screens.ask_code(visit.speech(learner)))


def take_code(session: Session, visit: Visit, learner: Learner, _: ClassCode, text: str) -> Learner | Screen:
    """A code that leads into a class; the name is awaited then."""
    _check_guesses(visit)
    return _find(session, visit.bank, learner, visit=visit, typed=text)


def show_found(_: Session, visit: Visit, learner: Learner, __: ClassCode) -> Screen:
    return screens.ask_code(visit.speech(learner))


def _check_guesses(visit: Visit) -> None:
    """Nobody finds a class by trying."""
    if at := visit.house.guesses.free_at(visit.person.id, visit.update_id, visit.now):
        raise Refusal("verify-too-often", n=minutes_until(at, visit.now))


def _find(session: Session, _: Bank, learner: Learner, *, visit: Visit, typed: str) -> Screen:
    code = read_code(typed)
    if code is None:
        raise Refusal("error-class-code")
    return follow(visit, session, learner, code)


def follow(visit: Visit, session: Session, learner: Learner, code: str) -> Screen:
    """Where the link of a class leads: into it, or to it; an invitation makes a teacher of it."""
    speech, open_ = visit.speech(learner), visit.house.vault.open
    of = roll.find_by_code(session, code)
    if of is not None and roll.is_in(session, learner, of.id):
        return _desk(session, visit, learner, of.id)
    if of is not None:
        learners.expect(session, learner, PupilName(of.id))
        return screens.ask_pupil_name(speech, opening.opened(of, open_))
    invited = roll.find_by_invitation(session, code)
    if invited is None:
        return home_screens.telling(speech, "error-class-gone")
    return screens.invited(speech, opening.opened(invited, open_), code)


def take_pupil(
    session: Session, visit: Visit, learner: Learner, on: PupilName, text: str
) -> Learner | Screen:
    """The name that the teacher shall see; it is kept sealed. No two of a class have one."""
    # Typed twice, or handled again, the code that led here is nobody's name.
    if (of := roll.find_by_code(session, read_code(text) or "")) is not None:
        return screens.ask_pupil_name(visit.speech(learner), opening.opened(of, visit.house.vault.open))
    name = _name(text)
    mark = visit.house.vault.mark(f"pupil {on.class_id} {name.casefold()}")
    sealed = visit.house.vault.seal(name)
    roll.join(session, learner, class_id=on.class_id, sealed=sealed, mark=mark)
    return learner


def show_joined(session: Session, visit: Visit, learner: Learner, on: PupilName) -> Screen:
    return _desk(session, visit, learner, on.class_id)


def _name(text: str) -> str:
    name = tidy_name(text)
    # It is awaited for a while: whoever asks something meanwhile shall not be called that.
    if name is None or is_question(text):
        raise Refusal("error-class-name", n=LONGEST_NAME)
    return name


async def desk(visit: Visit, tap: DeskTap) -> None:
    await visit.show(await visit.made(lambda s, _, learner: _desk(s, visit, learner, tap.class_id)))


def _desk(session: Session, visit: Visit, learner: Learner, class_id: int) -> Screen:
    found = doing.desk(session, visit.bank, learner, class_id=class_id)
    of = opening.desk(found, visit.house.vault.open)
    return desk_screens.desk(visit.speech(learner), visit.bank, of, visit.now)


async def seen(visit: Visit, tap: SeenTap) -> None:
    learner, found = await visit.act(partial(doing.desk, class_id=tap.class_id))
    of = opening.desk(found, visit.house.vault.open)
    await visit.show(desk_screens.seen(visit.speech(learner), visit.bank, of))


async def remind(visit: Visit, tap: RemindMeTap) -> None:
    learner, found = await visit.act(partial(doing.remind, class_id=tap.class_id, on=tap.on == 1))
    of = opening.desk(found, visit.house.vault.open)
    await visit.show(desk_screens.seen(visit.speech(learner), visit.bank, of))


async def leave(visit: Visit, tap: LeaveTap) -> None:
    """Asked first."""
    if tap.sure:
        await visit.act(partial(roll.leave, class_id=tap.class_id))
        await classes(visit, tap)
        return
    learner, found = await visit.act(partial(doing.desk, class_id=tap.class_id))
    of = opening.desk(found, visit.house.vault.open)
    await visit.show(desk_screens.leaving(visit.speech(learner), of))
