"""Getting one's certificate, and checking anybody's."""

from __future__ import annotations

import secrets
from functools import partial

from bot.context import Session, Visit
from bot.errors import Refusal
from bot.learning.certificate import LONGEST_NAME, make_code, read_code, read_name, tidy_name
from bot.learning.learner import Learner, minutes_until
from bot.learning.meaning import CertificateName
from bot.learning.zones import zone_of
from bot.links import certificate_address
from bot.pictures import certificate as pictures
from bot.pictures.fonts import first_unknown
from bot.screens import certificate as screens
from bot.screens.certificate import Shown
from bot.screens.screen import File, Screen
from bot.services import certificates, learners
from bot.services.certificates import Certificate
from bot.taps.exam import CertificateTap, NameTap
from bot.texts import Markup
from content.model import Bank


async def certificate(visit: Visit, tap: CertificateTap) -> None:
    """The certificate, or else the question for the name on it."""

    def find(session: Session, bank: Bank, learner: Learner) -> Certificate | None:
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
    if name is None:
        raise Refusal("error-name")
    # Unlike all other chance in this program a code must not be foreseen: it is what proves the certificate.
    code = make_code(secrets.randbelow)
    sealed = visit.house.vault.seal(name)
    certificates.put_name(session, visit.bank, learner, quiz_id=on.quiz_id, name=sealed, code=code)
    return learner


def show_named(session: Session, _: Visit, learner: Learner, on: CertificateName) -> Certificate:
    found = certificates.find_own(session, learner, quiz_id=on.quiz_id)
    assert found is not None, "take_name has made it out"
    return found


async def hand_over(visit: Visit, learner: Learner, of: Certificate) -> None:
    """The picture for the phone and the file for the printer, in the language the exam was passed in."""
    shown = _shown(visit, learner, of)
    speech, own = visit.house.texts.to(of.language), visit.speech(learner)
    drawn = pictures.Certificate(
        name=shown.name or own.plain("certificate-no-name"),
        on=shown.on,
        right=shown.right,
        total=shown.total,
        code=shown.code,
        bank_title=visit.bank.title.to(of.language),
        bank_version=shown.bank_version,
        address=shown.url,
    )
    draw, print_ = partial(pictures.png, speech, drawn), partial(pictures.pdf, speech, drawn)
    picture = None if learner.is_text_only else await visit.draw(draw, is_owed=True)
    file = File(f"hamkori-{shown.code}.pdf", await visit.draw(print_, is_owed=True))
    await visit.show_in_turn(screens.certificate(own, shown, picture), Screen(Markup(), file=file))


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
    return screens.genuine(speech, _shown(visit, learner, found)) if found else screens.unknown(speech)


def _shown(visit: Visit, learner: Learner, of: Certificate) -> Shown:
    return Shown(
        quiz_id=of.quiz_id,
        name=visit.house.vault.open(of.name),
        # By one zone for everybody: a certificate has one date, whoever looks at it.
        on=of.passed_at.astimezone(zone_of(visit.house.settings.default_zone)).date(),
        right=of.right,
        total=of.total,
        code=of.code,
        title=visit.bank.title.to(learner.language),
        bank_version=of.bank_version,
        url=certificate_address(visit.house.voice.username, of.code),
    )
