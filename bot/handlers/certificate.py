"""Getting one's certificate, and checking anybody's."""

from __future__ import annotations

import secrets
from functools import partial

from msgspec.structs import replace

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning.certificate import (
    LONGEST_NAME,
    Certificate,
    Issuer,
    make_code,
    read_code,
    read_name,
    tidy_name,
)
from bot.learning.exam import is_passed
from bot.learning.learner import Learner, minutes_until
from bot.learning.meaning import CertificateName
from bot.learning.quiz import Result
from bot.learning.zones import zone_of
from bot.links import certificate_address
from bot.pictures import certificate as pictures
from bot.pictures.fonts import first_unknown
from bot.screens import certificate as screens
from bot.screens.screen import File, Screen
from bot.services import certificates, learners
from bot.taps.exam import CertificateTap, NameTap
from bot.texts import Markup
from content.model import Bank
from content.search import is_question


async def certificate(visit: Visit, tap: CertificateTap) -> None:
    """The certificate, or else the question for the name on it."""

    def find(session: Session, bank: Bank, learner: Learner) -> Certificate | None:
        found = certificates.find_own(session, learner, quiz_id=tap.quiz)
        name = certificates.known_name(session, learner)
        if found is None and name is not None:
            _put(session, bank, learner, tap.quiz, name)
            found = certificates.find_own(session, learner, quiz_id=tap.quiz)
        if found is None:
            _ask(session, bank, learner, tap.quiz)
        return found

    learner, found = await visit.act(find)
    if found is None:
        await visit.show(screens.ask_name(visit.speech(learner)))
    else:
        await hand_over(visit.below(), learner, found)


async def rename(visit: Visit, tap: NameTap) -> None:
    learner, _ = await visit.act(partial(_ask, quiz_id=tap.quiz))
    await visit.below().show(screens.ask_name(visit.speech(learner)))


def _ask(session: Session, bank: Bank, learner: Learner, quiz_id: int) -> None:
    certificates.check_may_have(session, bank, learner, quiz_id)
    learners.expect(session, learner, CertificateName(quiz_id))


def take_name(session: Session, visit: Visit, learner: Learner, on: CertificateName, text: str) -> Learner:
    """The name that the bot waited for; it is kept sealed. Refuses what is none, or cannot be printed."""
    if unknown := first_unknown(tidy_name(text)[:LONGEST_NAME]):
        raise Refusal("error-name-letter", letter=unknown)
    name = read_name(text)
    # It is awaited at once with the result: whoever asks something instead shall not find it on paper.
    if name is None or is_question(text):
        raise Refusal("error-name")
    _put(session, visit.bank, learner, on.quiz_id, visit.house.vault.seal(name))
    return learner


def _put(session: Session, bank: Bank, learner: Learner, quiz_id: int, sealed: str) -> None:
    # Unlike all other chance in this program a code must not be foreseen: it is what proves the certificate.
    code = make_code(secrets.randbelow)
    certificates.put_name(session, bank, learner, quiz_id=quiz_id, name=sealed, code=code)


async def name_for(visit: Visit, learner: Learner, result: Result) -> Markup | None:
    """With the result of an exam that is passed: whose name the certificate bears, or the question for it."""
    sealed = await visit.run(partial(certificates.await_name, learner=learner, result=result))
    if not is_passed(result):
        return None
    speech = visit.speech(learner)
    if sealed is None:
        return screens.ask_name(speech).html
    return screens.name_known(speech, visit.house.vault.open(sealed))


def show_named(session: Session, _: Visit, learner: Learner, on: CertificateName) -> Certificate:
    found = certificates.find_own(session, learner, quiz_id=on.quiz_id)
    assert found is not None, "take_name has made it out"
    return found


async def hand_over(visit: Visit, learner: Learner, of: Certificate) -> None:
    """The picture for the phone and the file for the printer, in the language the exam was passed in."""
    shown, by = _opened(visit, of), _issuer(visit, of)
    speech, own = visit.house.texts.to(of.language), visit.speech(learner)
    draw, print_ = partial(pictures.png, speech, shown, by), partial(pictures.pdf, speech, shown, by)
    picture = None if learner.is_text_only else await visit.draw(draw, is_owed=True)
    file = File(f"hamkori-{of.code}.pdf", await visit.draw(print_, is_owed=True))
    await visit.show_in_turn(screens.certificate(own, shown, by, picture), Screen(Markup(), file=file))


async def verify(visit: Visit, typed: str) -> None:
    """Whether a code is of a certificate, to anybody who asks, a limited number of times."""

    def check(session: Session, _: Bank, learner: Learner) -> Certificate | None:
        return certificates.check(session, learner, read_code(typed)) if typed else None

    if typed and (at := visit.house.guesses.free_at(visit.person.id, visit.update_id, visit.now)):
        raise Refusal("verify-too-often", n=minutes_until(at, visit.now))
    learner, found = await visit.act(check)
    await visit.show(_checked(visit, learner, found) if typed else screens.explain(visit.speech(learner)))


def _checked(visit: Visit, learner: Learner, found: Certificate | None) -> Screen:
    speech = visit.speech(learner)
    if found is None:
        return screens.unknown(speech)
    return screens.genuine(speech, _opened(visit, found), _issuer(visit, found))


def _opened(visit: Visit, of: Certificate) -> Certificate:
    return replace(of, name=visit.house.vault.open(of.name) if of.name else None)


def _issuer(visit: Visit, of: Certificate) -> Issuer:
    username = visit.house.voice.username
    return Issuer(
        title=visit.bank.title,
        # By one zone for everybody: a certificate has one date, whoever looks at it.
        on=of.passed_at.astimezone(zone_of(visit.house.settings.default_zone)).date(),
        bot=username,
        address=certificate_address(username, of.code),
    )
