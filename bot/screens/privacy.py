"""What is kept of a person, told briefly and at length; taking it along, and being forgotten."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from bot.screens.screen import Button, File, Screen, lines
from bot.taps.home import ForgetTap, HomeTap
from bot.taps.privacy import AskForgetTap, MyDataTap, PrivacyMoreTap, PrivacyTap, StayTap
from bot.texts import Markup, Speech
from content.dates import spell
from content.partial_date import PartialDate

FILE_NAME = "hamkori-my-data.zip"


class Keeping(Struct, frozen=True):
    """What the operator has settled.

    After ``months`` without a touch a learner is forgotten (0: never); a copy of the database stays for
    ``days`` (None: the operator makes copies by other means).
    """

    contact: str
    months: int
    days: int | None


def privacy(speech: Speech, keeping: Keeping) -> Screen:
    html = Markup("\n".join((speech("privacy"), _how_long(speech, keeping), speech("privacy-who"))))
    rows = (
        (Button(speech.plain("privacy-more"), PrivacyMoreTap()),),
        (Button(speech.plain("button-home"), HomeTap()),),
    )
    return Screen(lines(html, speech("privacy-commands"), _contact(speech, keeping)), rows)


def details(speech: Speech, keeping: Keeping) -> Screen:
    rows = (
        (Button(speech.plain("mydata-button"), MyDataTap()),),
        (Button(speech.plain("forget-button"), AskForgetTap()),),
        (Button(speech.plain("button-back"), PrivacyTap()),),
    )
    html = lines(
        speech("privacy-details"),
        speech("privacy-class"),
        _backups(speech, keeping),
        speech("privacy-age"),
    )
    return Screen(html, rows)


def _how_long(speech: Speech, keeping: Keeping) -> Markup:
    if keeping.months:
        return speech("privacy-until-inactive", n=keeping.months)
    return speech("privacy-until-forget")


def _backups(speech: Speech, keeping: Keeping) -> Markup:
    if keeping.days is None:
        return speech("privacy-copies")
    return speech("privacy-backups", n=keeping.days)


def _contact(speech: Speech, keeping: Keeping) -> Markup | None:
    return speech("privacy-contact", contact=keeping.contact) if keeping.contact else None


def my_data(speech: Speech, packed: bytes) -> Screen:
    return Screen(speech("mydata"), file=File(FILE_NAME, packed))


def forget(speech: Speech, keeping: Keeping, *, takes_class: bool = False) -> Screen:
    """``takes_class``: of a class there is no other teacher, so that it is deleted too."""
    sure = Button(speech.plain("forget-confirm"), ForgetTap())
    its_class = speech("forget-class") if takes_class else None
    html = lines(speech("forget"), its_class, _backups(speech, keeping))
    return Screen(html, ((sure,), (Button(speech.plain("button-cancel"), HomeTap()),)))


def forgotten(speech: Speech) -> Screen:
    return Screen(speech("forgotten"))


def inactive(speech: Speech, on: date) -> Screen:
    """The warning: ``on`` is when everything goes."""
    day = spell(PartialDate(on.isoformat()), speech.language)
    return Screen(speech("inactive", day=day), ((Button(speech.plain("inactive-stay"), StayTap()),),))
