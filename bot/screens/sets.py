"""Making a set: what from, which kinds, how many; and how one was drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.learning.brief import EVERY_GROUP, GROUPS, HEAVIEST, Brief, counts, part
from bot.learning.lessons import steps
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.paper import SetMoreTap
from bot.taps.quiz import QuizMenuTap, ResumeTap, SetTap
from bot.taps.sets import (
    FiveTap,
    MakeSetTap,
    SetAboutTap,
    SetKindsTap,
    SetMixTap,
    SetPartsTap,
    SetsTap,
    SetThemesTap,
)
from bot.texts import Markup, Speech, escape
from content.model import Bank, Era, Theme

LONGEST_RECIPE = 3000
"""Characters of a recipe that a message has room for."""


def quiz_more_rows(speech: Speech) -> tuple[Row, ...]:
    """What is seldom used where one chooses what to practise."""
    return (
        (Button(speech.plain("five-open"), FiveTap()),),
        (Button(speech.plain("set-make"), SetsTap()),),
        (Button(speech.plain("button-back"), QuizMenuTap()),),
    )


def menu(speech: Speech, bank: Bank) -> Screen:
    buttons = [Button(speech.plain("quiz-everything"), SetAboutTap("", 0)), *_scopes(speech, bank.eras)]
    if bank.themes:
        buttons.append(Button(speech.plain("quiz-themes"), SetThemesTap()))
    buttons.append(Button(speech.plain("set-mix"), SetMixTap("0" * len(bank.eras))))
    return Screen(speech("set-what"), (*rows_of(buttons, 1), home_row(speech)))


def themes(speech: Speech, bank: Bank) -> Screen:
    rows = rows_of(_scopes(speech, bank.themes), 1)
    return Screen(speech("set-what"), (*rows, _back(speech, SetsTap())))


def _scopes(speech: Speech, scopes: Sequence[Era | Theme]) -> list[Button]:
    return [Button(each.title.to(speech.language), SetAboutTap(each.id, 0)) for each in scopes]


def _back(speech: Speech, tap: SetsTap | SetAboutTap) -> Row:
    return (Button(speech.plain("button-back"), tap),)


def mix(speech: Speech, bank: Bank, weights: str) -> Screen:
    """A tap makes an era weigh one more, and after the most, nothing."""
    rows: list[Row] = []
    for place, era in enumerate(bank.eras):
        weight = int(weights[place])
        turned = str((weight + 1) % (HEAVIEST + 1))
        tap = SetMixTap(weights[:place] + turned + weights[place + 1 :])
        rows.append((Button(f"{weight} × {era.title.to(speech.language)}", tap),))
    if any(map(int, weights)):
        brief = Brief(weights=tuple(map(int, weights)))
        rows.append((Button(speech.plain("set-mix-on"), SetAboutTap(brief.spelled, 0)),))
    return Screen(speech("set-mix-how"), (*rows, _back(speech, SetsTap())))


def title(speech: Speech, bank: Bank, brief: Brief) -> str:
    if brief.weights:
        return speech.plain("set-mix-title")
    found = bank.find_scope(brief.scope) if brief.scope else None
    name = found.title.to(speech.language) if found else speech.plain("share-everything")
    step = part(bank, brief)
    return name if step is None else speech.plain("set-part-title", title=name, part=step.index + 1)


def about(speech: Speech, bank: Bank, brief: Brief, without: int, nonce: str) -> Screen:
    """How many questions; one tap deeper, of which kinds and of which part of a lesson."""
    spelled = brief.spelled
    sizes = [
        Button(str(count), MakeSetTap(spelled, without, count, nonce))
        for count in counts(bank, brief, without)
    ]
    seldom = [Button(speech.plain("set-kinds"), SetKindsTap(spelled, without))]
    if brief.scope is not None:
        seldom.append(Button(speech.plain("set-parts"), SetPartsTap(spelled, without)))
    head = Markup(f"<b>{escape(title(speech, bank, brief))}</b>")
    left_out = speech("set-without", kinds=_groups(speech, without)) if without else None
    rows = (*rows_of(sizes, 3), tuple(seldom), _back(speech, SetsTap()))
    return Screen(lines(head, left_out, speech("quiz-how-many")), rows)


def _groups(speech: Speech, without: int) -> str:
    names = [speech.plain(f"set-kind-{bit}") for bit in range(len(GROUPS)) if without >> bit & 1]
    return ", ".join(names)


def kinds(speech: Speech, brief: Brief, without: int) -> Screen:
    """What is ticked is asked; the last one cannot be left out."""
    rows: list[Row] = []
    for bit in range(len(GROUPS)):
        is_out = bool(without >> bit & 1)
        turned = without ^ (1 << bit)
        tap = SetKindsTap(brief.spelled, without if turned == EVERY_GROUP else turned)
        key = "set-kind-out" if is_out else "set-kind-in"
        rows.append((Button(speech.plain(key, kind=speech.plain(f"set-kind-{bit}")), tap),))
    return Screen(speech("set-kinds-which"), (*rows, _back(speech, SetAboutTap(brief.spelled, without))))


def parts(speech: Speech, bank: Bank, brief: Brief, without: int) -> Screen:
    scope = brief.scope or ""
    buttons = [Button(speech.plain("set-part-all"), SetAboutTap(scope, without))]
    buttons += [
        Button(speech.plain("set-part", part=step.index + 1), SetAboutTap(f"{scope}/{step.index}", without))
        for step in steps(bank, scope)
    ]
    return Screen(
        speech("set-part-which"), (*rows_of(buttons, 2), _back(speech, SetAboutTap(scope, without)))
    )


def made(speech: Speech, about: str, count: int, url: str, begin: SetTap, share: Row) -> Screen:
    """The set behind its link, to begin with or to send on."""
    html = lines(speech("set-made", about=about, n=count), speech("set-link", url=url))
    more = Button(speech.plain("button-more"), SetMoreTap(begin.set))
    return Screen(html, ((Button(speech.plain("set-begin"), begin),), share, (*home_row(speech), more)))


def drawn(speech: Speech, recipe: Mapping[str, Any], version: str, quiz_id: int) -> Screen:
    """By which recipe and seed, with the command that draws the same."""
    told = json.dumps(recipe, ensure_ascii=False)[:LONGEST_RECIPE]
    html = speech("set-drawn", seed=str(recipe["seed"]), recipe=told, version=version)
    return Screen(html, ((Button(speech.plain("button-back"), ResumeTap(quiz_id)),),))
