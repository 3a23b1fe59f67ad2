"""What administrators see while they write to many, and what those they write to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.learning.broadcast import LONGEST, WHOM, Audience, Broadcast, Whom
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.broadcast import (
    BroadcastTap,
    DraftTap,
    PreviewTap,
    SendTap,
    StopSendingTap,
    WhomTap,
    WriteTap,
)
from bot.taps.trust import AdminTap
from bot.texts import Markup, Speech, escape, isolated
from content.model import LANGUAGES, Language

Names = Mapping[Language, str]
"""Each language by its own name."""


def told(speech: Speech, text: str) -> Screen:
    """The message itself: as it was typed, and no markup. ``speech`` is the reader's."""
    return Screen(lines(speech("broadcast-from"), escape(isolated(text))))


def whom(
    speech: Speech,
    names: Names,
    audience: Audience,
    people: int,
    minutes: int,
    running: Sequence[int],
    nonce: str,
) -> Screen:
    """Whom it shall be for, and what is being sent already."""
    places = [language in audience.languages for language in LANGUAGES]
    mask = sum(1 << place for place, is_on in enumerate(places) if is_on)
    kind = [*WHOM].index(audience.whom)
    languages = tuple(
        Button(_ticked(speech, names[language], is_on=is_on), WhomTap(mask ^ 1 << place, kind))
        for place, (language, is_on) in enumerate(zip(LANGUAGES, places, strict=True))
    )
    kinds = [
        Button(_ticked(speech, _whom(speech, each), is_on=each == audience.whom), WhomTap(mask, place))
        for place, each in enumerate(WHOM)
    ]
    onward = (Button(speech.plain("broadcast-write"), DraftTap(mask, kind, nonce)),) if people else ()
    under_way = [Button(speech.plain("broadcast-running", n=each), BroadcastTap(each)) for each in running]
    rows = (*rows_of(under_way, 1), languages, *rows_of(kinds, 2), onward, _home(speech))
    return Screen(speech("broadcast-whom", n=people, minutes=minutes), tuple(row for row in rows if row))


def _whom(speech: Speech, whom: Whom) -> str:
    days = WHOM[whom]
    return speech.plain(f"broadcast-to-{whom}") if days is None else speech.plain("broadcast-to-days", n=days)


def _ticked(speech: Speech, label: str, *, is_on: bool) -> str:
    return speech.plain("tick-on" if is_on else "tick-off", label=label)


def _home(speech: Speech) -> Row:
    return (Button(speech.plain("admin-home"), AdminTap()),)


def draft(speech: Speech, names: Names, at: Broadcast, minutes: int) -> Screen:
    """Which texts there are, and what can be done."""
    html = _to(speech, names, at, "broadcast-draft", minutes)
    write = [_write(speech, names, at, place) for place in _places(at)]
    done: Row = ()
    if at.is_written:
        done = (
            Button(speech.plain("broadcast-preview"), PreviewTap(at.id)),
            Button(speech.plain("broadcast-send"), SendTap(at.id, 0)),
        )
    return Screen(html, tuple(row for row in (*rows_of(write, 1), done, _home(speech)) if row))


def _to(speech: Speech, names: Names, at: Broadcast, key: str, minutes: int) -> Markup:
    return speech(
        key,
        n=at.people,
        whom=_whom(speech, at.audience.whom),
        languages=", ".join(names[language] for language in at.audience.languages),
        minutes=minutes,
    )


def _places(at: Broadcast) -> list[int]:
    """Of one language there is one text; of several, one for all or one for each."""
    own = [place for place, language in enumerate(LANGUAGES, 1) if language in at.audience.languages]
    return own if len(own) == 1 else [0, *own]


def _write(speech: Speech, names: Names, at: Broadcast, place: int) -> Button:
    language = ("", *LANGUAGES)[place]
    label = _language(speech, names, place)
    return Button(_ticked(speech, label, is_on=language in at.texts), WriteTap(at.id, place))


def _language(speech: Speech, names: Names, place: int) -> str:
    if not place:
        return speech.plain("broadcast-text-all")
    return speech.plain("broadcast-text-in", language=names[LANGUAGES[place - 1]])


def ask_text(speech: Speech, names: Names, at: Broadcast, place: int) -> Screen:
    html = speech("broadcast-ask", n=LONGEST, which=_language(speech, names, place))
    return Screen(html, ((Button(speech.plain("button-back"), BroadcastTap(at.id)),),))


def check(speech: Speech, names: Names, at: Broadcast, minutes: int) -> Screen:
    """What sending would mean, before it is begun."""
    rows = (
        (Button(speech.plain("broadcast-sure", n=at.people), SendTap(at.id, 1)),),
        (Button(speech.plain("button-back"), BroadcastTap(at.id)),),
    )
    return Screen(_to(speech, names, at, "broadcast-check", minutes), rows)


def progress(speech: Speech, at: Broadcast) -> Screen:
    """How far it is, or how it ended."""
    html = speech(f"broadcast-{at.state}", sent=at.sent, waiting=at.waiting, unreached=at.unreached)
    stop = Button(speech.plain("broadcast-stop"), StopSendingTap(at.id))
    return Screen(html, (((stop,),) if at.state == "sending" else ()) + (_home(speech),))
