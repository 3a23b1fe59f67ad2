"""The screens of a certificate: the name for it, what stands on it, and checking one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.learning.certificate import LONGEST_NAME
from bot.screens.home import home_row
from bot.screens.screen import Button, Screen, lines
from bot.taps.exam import ExamTap, NameTap
from bot.texts import Markup, Speech
from content.dates import spell
from content.partial_date import PartialDate

GROUP = 4


@dataclass(frozen=True)
class Shown:
    """What a certificate says. ``name`` is None if it cannot be read any more."""

    quiz_id: int
    name: str | None
    on: date
    right: int
    total: int
    code: str
    title: str
    bank_version: str
    url: str


def grouped(code: str) -> str:
    """As it is easily read out and typed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def ask_name(speech: Speech) -> Screen:
    later = (Button(speech.plain("certificate-later"), ExamTap()),)
    return Screen(speech("certificate-ask-name", most=LONGEST_NAME), (later,))


def certificate(speech: Speech, of: Shown, picture: bytes | None) -> Screen:
    """One's own certificate; the picture shows the same."""
    check = speech("certificate-check", code=grouped(of.code), url=of.url)
    rename = (Button(speech.plain("certificate-rename"), NameTap(of.quiz_id)),)
    html = lines(speech("certificate-title"), _facts(speech, of), check)
    return Screen(html, (rename, home_row(speech)), picture)


def genuine(speech: Speech, of: Shown) -> Screen:
    """What anybody learns who asks with the code."""
    code = speech("verify-code", code=grouped(of.code))
    return Screen(lines(speech("verify-genuine"), _facts(speech, of), code), (home_row(speech),))


def unknown(speech: Speech) -> Screen:
    return Screen(speech("verify-unknown"), (home_row(speech),))


def explain(speech: Speech) -> Screen:
    return Screen(speech("verify-explain"), (home_row(speech),))


def _facts(speech: Speech, of: Shown) -> Markup:
    return speech(
        "certificate-facts",
        name=of.name if of.name is not None else speech.plain("certificate-no-name"),
        title=of.title,
        day=spell(PartialDate(of.on.isoformat()), speech.language),
        right=of.right,
        total=of.total,
        percent=round(100 * of.right / of.total),
        version=of.bank_version,
    )
