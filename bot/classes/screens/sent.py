"""Questions that come in a file or as a poll: what to send, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.classes.screens.words import name_of
from bot.classes.values import Bad, Class, Kept
from bot.screens.screen import Button, Screen, lines, rows_of
from bot.taps.own import OwnFileTap, OwnTap, OwnTemplateTap
from bot.texts import Markup, Speech
from content.own_rules import Fault

FORMS = ("xlsx", "csv")
TOLD = 20
"""Lines with faults that one message names."""


def ask_file(speech: Speech, class_id: int, most: int) -> Screen:
    template = [
        Button(speech.plain("own-template", form=form.upper()), OwnTemplateTap(class_id, form))
        for form in FORMS
    ]
    return Screen(speech("own-file-send", n=most), (tuple(template), (_to_shelf(speech, class_id),)))


def ask_poll(speech: Speech, class_id: int) -> Screen:
    return Screen(speech("own-poll-send"), ((_to_shelf(speech, class_id),),))


def template_below(speech: Speech, class_id: int) -> Screen:
    """Under the file to begin from."""
    return Screen(speech("own-template-below"), ((_to_shelf(speech, class_id),),))


def which(speech: Speech, taught: Sequence[Class]) -> Screen:
    """A table that nobody waits for: it may be for a class."""
    buttons = [Button(name_of(speech, of), OwnFileTap(of.id)) for of in taught]
    return Screen(speech("own-file-which"), rows_of(buttons, 2))


def taken(speech: Speech, class_id: int, kept: Kept, bad: Sequence[Bad]) -> Screen:
    """What a file has brought; each line that brought nothing is named with its cell."""
    named = [
        speech("own-file-cell", cell=each.cell, fault=speech.plain(each.fault.key, **each.fault.about))
        for each in bad[:TOLD]
    ]
    html = lines(
        speech("own-file-kept", n=kept.kept),
        speech("own-file-there", n=kept.there) if kept.there else None,
        speech("own-file-left", n=kept.left) if kept.left else None,
        speech("own-file-bad", n=len(bad)) if bad else None,
        Markup("\n".join(named)) if named else None,
        speech("own-file-more", n=len(bad) - TOLD) if len(bad) > TOLD else None,
        speech("own-file-again") if bad else None,
    )
    return Screen(html, ((_to_shelf(speech, class_id),),))


def beside_poll(speech: Speech, *, is_bare: bool, fault: Fault | None) -> Markup:
    """Above what a poll has become: what of it did not come along, and what cannot stay so."""
    return lines(
        None if is_bare else speech("own-poll-beside"),
        speech(fault.key, **fault.about) if fault is not None else None,
    )


def _to_shelf(speech: Speech, class_id: int) -> Button:
    return Button(speech.plain("own-all"), OwnTap(class_id, 0))
