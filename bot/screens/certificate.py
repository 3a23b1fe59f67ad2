"""The screens of a certificate: the name for it, what stands on it, and checking one."""

from __future__ import annotations

from bot.learning.certificate import LONGEST_NAME, Certificate, Issuer, grouped
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, lines
from bot.taps.exam import ExamTap, NameTap
from bot.texts import Markup, Speech
from content.dates import spell
from content.partial_date import PartialDate


def ask_name(speech: Speech) -> Screen:
    later = (Button(speech.plain("certificate-later"), ExamTap()),)
    return Screen(speech("certificate-ask-name", most=LONGEST_NAME), (later,))


def name_known(speech: Speech, name: str | None) -> Markup:
    return speech("exam-name-known", name=name or speech.plain("certificate-no-name"))


def certificate(speech: Speech, of: Certificate, by: Issuer, picture: bytes | None) -> Screen:
    """One's own certificate; the picture shows the same."""
    check = speech("certificate-check", code=grouped(of.code), url=by.address)
    rename = (Button(speech.plain("certificate-rename"), NameTap(of.quiz_id)),)
    html = lines(speech("certificate-title"), _facts(speech, of, by), check)
    return Screen(html, (rename, home_row(speech)), picture)


def genuine(speech: Speech, of: Certificate, by: Issuer) -> Screen:
    """What anybody learns who asks with the code."""
    code = speech("verify-code", code=grouped(of.code))
    return Screen(lines(speech("verify-genuine"), _facts(speech, of, by), code), (home_row(speech),))


def unknown(speech: Speech) -> Screen:
    return Screen(speech("verify-unknown"), (home_row(speech),))


def explain(speech: Speech) -> Screen:
    return Screen(speech("verify-explain"), (home_row(speech),))


def _facts(speech: Speech, of: Certificate, by: Issuer) -> Markup:
    return speech(
        "certificate-facts",
        name=of.name if of.name is not None else speech.plain("certificate-no-name"),
        title=by.title.to(speech.language),
        day=spell(PartialDate(by.on.isoformat()), speech.language),
        right=of.right,
        total=of.total,
        percent=of.percent,
        bot=by.bot,
    )
