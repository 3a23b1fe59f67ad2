"""A class as its teacher sees it: making it, who is in it, sharing it."""

from __future__ import annotations

from bot.classes.screens.words import day, name_of, title
from bot.classes.values import Class, Overview, Pupil, Register
from bot.learning.homework import LONGEST_NAME
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.classes import (
    AcceptTap,
    ClassesTap,
    ClassLanguageTap,
    ClassMoreTap,
    ClassTap,
    DeskTap,
    GiveUpTap,
    HomeworkTap,
    InviteTap,
    JoinTap,
    MakeClassTap,
    PupilsTap,
    PupilTap,
    WhatTap,
)
from bot.taps.own import OwnTap
from bot.texts import Speech
from content.model import LANGUAGES, Bank

NEWEST = 20
"""Pieces of homework that a class shows."""


def overview(speech: Speech, of: Overview) -> Screen:
    taught = [
        Button(speech.plain("class-taught", name=name_of(speech, each)), ClassTap(each.id))
        for each in of.taught
    ]
    joined = [
        Button(speech.plain("class-joined", name=name_of(speech, each)), DeskTap(each.id))
        for each in of.joined
    ]
    ways = (
        Button(speech.plain("class-make"), MakeClassTap()),
        Button(speech.plain("class-join"), JoinTap()),
    )
    html = lines(speech("classes"), None if taught or joined else speech("classes-none"))
    return Screen(html, (*rows_of([*taught, *joined], 1), ways, home_row(speech)))


def ask_name(speech: Speech) -> Screen:
    return Screen(speech("class-ask-name", n=LONGEST_NAME), (_to_classes(speech),))


def ask_code(speech: Speech) -> Screen:
    return Screen(speech("class-ask-code"), (_to_classes(speech),))


def ask_pupil_name(speech: Speech, of: Class) -> Screen:
    """Before anybody comes in they read what the teacher will see."""
    html = lines(
        speech("class-invites", name=name_of(speech, of)),
        speech("class-seen"),
        speech("class-ask-pupil", n=LONGEST_NAME),
    )
    return Screen(html, (home_row(speech),))


def room(speech: Speech, bank: Bank, of: Register, url: str) -> Screen:
    """``url`` leads pupils in."""
    html = speech(
        "class-room",
        name=name_of(speech, of.of),
        year=of.of.year,
        n=len(of.pupils),
        code=of.of.code,
        url=url,
    )
    given = [
        Button(
            speech.plain("homework-row", title=title(speech, bank, each), day=day(speech, each.due_on)),
            HomeworkTap(each.id),
        )
        for each in of.homework[:NEWEST]
    ]
    give = (Button(speech.plain("homework-give"), WhatTap(of.of.id, 0)),)
    last = (
        Button(speech.plain("class-pupils", n=len(of.pupils)), PupilsTap(of.of.id)),
        Button(speech.plain("button-more"), ClassMoreTap(of.of.id)),
    )
    return Screen(html, (give, *rows_of(given, 1), last))


def more_rows(speech: Speech, of: Register, names: dict[str, str]) -> tuple[Row, ...]:
    """What is seldom used; ``names`` are those of the languages."""
    class_id = of.of.id
    languages = tuple(
        Button(
            speech.plain("tick-on", label=names[each]) if each == of.of.language else names[each],
            ClassLanguageTap(class_id, each),
        )
        for each in LANGUAGES
    )
    return (
        (Button(speech.plain("own-mine"), OwnTap(class_id, 0)),),
        (Button(speech.plain("class-invite"), InviteTap(class_id)),),
        languages,
        (
            Button(
                speech.plain("class-leave-shared" if of.is_shared else "class-drop"), GiveUpTap(class_id, 0)
            ),
        ),
        (_to_classes(speech)[0], _back(speech, class_id)),
    )


def pupils(speech: Speech, of: Register) -> Screen:
    buttons = [Button(name_of(speech, each), PupilTap(of.of.id, each.id, 0)) for each in of.pupils]
    html = speech("class-pupils-list" if of.pupils else "class-no-pupils", name=name_of(speech, of.of))
    return Screen(html, (*rows_of(buttons[:98], 2), (_back(speech, of.of.id),)))


def pupil(speech: Speech, class_id: int, of: Pupil) -> Screen:
    out = (Button(speech.plain("class-take-out-sure"), PupilTap(class_id, of.id, 1)),)
    back = (Button(speech.plain("button-back"), PupilsTap(class_id)),)
    return Screen(speech("class-take-out", name=name_of(speech, of)), (out, back))


def giving_up(speech: Speech, of: Register) -> Screen:
    """Asked before a teacher leaves a class, or deletes it."""
    key = _giving_up(of)
    sure = (Button(speech.plain(f"{key}-sure"), GiveUpTap(of.of.id, 1)),)
    html = speech(f"{key}-ask", name=name_of(speech, of.of))
    return Screen(html, (sure, (_back(speech, of.of.id),)))


def _giving_up(of: Register) -> str:
    return "class-leave-shared" if of.is_shared else "class-drop"


def invitation(speech: Speech, of: Class, url: str) -> Screen:
    """In a message of its own, to be sent on."""
    return Screen(speech("class-invitation", name=name_of(speech, of), url=url))


def invited(speech: Speech, of: Class, code: str) -> Screen:
    accept = (Button(speech.plain("class-accept"), AcceptTap(code)),)
    return Screen(speech("class-invited", name=name_of(speech, of)), (accept, home_row(speech)))


def _to_classes(speech: Speech) -> Row:
    return (Button(speech.plain("class-all"), ClassesTap()),)


def _back(speech: Speech, class_id: int) -> Button:
    return Button(speech.plain("button-back"), ClassTap(class_id))
