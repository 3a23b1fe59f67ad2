"""Homework on paper, as its teacher and a pupil of the class see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.classes.screens.words import name_of, title
from bot.classes.values import Homework, Pupil
from bot.screens import paper
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.classes import BeginHomeworkTap, DeskTap, HomeworkTap
from bot.taps.paper import (
    HavePaperTap,
    HomeworkFileTap,
    HomeworkPaperTap,
    PileOfTap,
    PileTap,
    PrintHomeworkTap,
)
from bot.texts import Markup, Speech
from content.model import Bank, Language

_MOST_BUTTONS = 98


def menu(speech: Speech, bank: Bank, of: Homework, language: Language) -> Screen:
    rows: tuple[Row, ...] = (
        (Button(speech.plain("paper-print"), PrintHomeworkTap(of.id, language, 1)),),
        (Button(speech.plain("pile-enter"), PileTap(of.id)),),
        (Button(speech.plain("button-back"), HomeworkTap(of.id)),),
    )
    return Screen(speech("paper-homework", title=title(speech, bank, of)), rows)


def printing(
    speech: Speech, bank: Bank, of: Homework, language: Language, count: int, names: Mapping[str, str]
) -> Screen:
    """A test has two versions, which are drawn: there is nothing to choose."""
    rows: list[Row] = [
        paper.languages(speech, language, names, lambda each: PrintHomeworkTap(of.id, each, count))
    ]
    if of.kind == "work":
        rows.append(paper.versions(speech, count, lambda each: PrintHomeworkTap(of.id, language, each)))
    rows.append((Button(speech.plain("paper-make"), HomeworkFileTap(of.id, language, count)),))
    rows.append((Button(speech.plain("button-back"), HomeworkPaperTap(of.id)),))
    return Screen(speech("paper-how", about=title(speech, bank, of)), tuple(rows))


def halves(speech: Speech, of: Sequence[Sequence[Pupil]]) -> Screen:
    """Who gets which version of a test."""
    told = [
        speech("paper-half", version=version, names=", ".join(name_of(speech, each) for each in pupils))
        for version, pupils in zip("AB", of, strict=True)
        if pupils
    ]
    return Screen(lines(speech("paper-halves"), *told))


def pile(
    speech: Speech, of: Homework, pupils: Sequence[tuple[Pupil, int]], counted: Markup | None = None
) -> Screen:
    """Whose paper comes next; ``counted`` tells of the one before."""
    buttons = [
        Button(
            speech.plain("pile-done" if tries else "pile-new", name=name_of(speech, each)),
            PileOfTap(of.id, each.id, ""),
        )
        for each, tries in pupils
    ]
    back = (Button(speech.plain("button-back"), HomeworkPaperTap(of.id)),)
    html = lines(counted, speech("pile-whose" if pupils else "pile-nobody"))
    return Screen(html, (*rows_of(buttons[:_MOST_BUTTONS], 2), back))


def counted(speech: Speech, pupil: Pupil, right: int, total: int) -> Markup:
    return speech("pile-counted", name=name_of(speech, pupil), right=right, total=total)


def offered(speech: Speech, bank: Bank, of: Homework, code: str) -> Screen:
    """Where the code on a sheet leads a pupil of the class."""
    rows: tuple[Row, ...] = (
        (Button(speech.plain("paper-have"), HavePaperTap(code, "")),),
        (Button(speech.plain("paper-by-phone"), BeginHomeworkTap(of.id)),),
        (Button(speech.plain("button-back"), DeskTap(of.class_id)),),
    )
    return Screen(speech("paper-homework-offer", title=title(speech, bank, of)), rows)
