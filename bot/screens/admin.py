"""What administrators see first: how things stand, what was asked in vain, and how a reload went."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.learning.asked import InVain
from bot.learning.broadcast import EVERY_LANGUAGE
from bot.learning.concern import LISTS, Overview
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.base import Tap
from bot.taps.broadcast import FiguresTap, WhomTap
from bot.taps.trust import (
    AdminTap,
    ConcernsTap,
    InVainTap,
    ReloadTap,
    SuggestionsTap,
)
from bot.texts import Markup, Speech, escape, isolated
from content.model import Bank

QUESTIONS = 20
"""Questions that were asked in vain on a page."""
PROBLEMS = 8
"""Problems of changed content on a screen."""
SHORT, LONG = 120, 300
"""Characters of a question in a list, and of what a learner wrote."""


def overview(speech: Speech, found: Overview, *, is_admin: bool) -> Screen:
    """Editors are shown nothing that only administrators may do."""
    html = speech(
        "admin-overview",
        learners=found.learners,
        active=found.active,
        answers=found.answers,
        reports=found.reports,
        paused=found.listed["paused"],
        flagged=found.listed["flagged"],
        suggestions=found.suggestions,
        unanswered=found.unanswered,
    )
    buttons = [
        Button(speech.plain(f"admin-list-{which}", n=found.listed[which]), ConcernsTap(which, 0))
        for which in LISTS
    ]
    if found.suggestions:
        buttons.append(Button(speech.plain("admin-suggestions", n=found.suggestions), SuggestionsTap(0)))
    buttons.append(Button(speech.plain("admin-list-unanswered", n=found.unanswered), InVainTap(0)))
    more = (
        Button(speech.plain("figures-open"), FiguresTap()),
        Button(speech.plain("broadcast-open"), WhomTap(EVERY_LANGUAGE, 0)),
    )
    reload = (Button(speech.plain("admin-reload"), ReloadTap()),)
    rows = (*rows_of(buttons, 1), *((more,) if is_admin else ()), reload)
    return Screen(lines(html, _came(speech, found)), rows)


def reloaded(speech: Speech, bank: Bank, problems: Sequence[str], *, is_new: bool) -> Screen:
    """That other content is in use, or the same, or what keeps it from being used."""
    if problems:
        listed = "\n".join(cut(isolated(problem), LONG) for problem in problems[:PROBLEMS])
        html = speech("admin-reload-refused", n=len(problems), problems=listed)
    else:
        html = speech("admin-reloaded" if is_new else "admin-reload-same", facts=len(bank.facts))
    return Screen(html, ((home(speech),),))


def _came(speech: Speech, found: Overview) -> Markup | None:
    """How many people came from what was posted in chats; nothing while nobody did."""
    if not found.came:
        return None
    groups, group_chats = found.came.get("group", (0, 0))
    channels, channel_chats = found.came.get("channel", (0, 0))
    return speech(
        "admin-arrivals",
        groups=groups,
        group_chats=group_chats,
        channels=channels,
        channel_chats=channel_chats,
    )


def reported(speech: Speech, count: int) -> Screen:
    """The word that reports have come; ``count`` are open."""
    see = Button(speech.plain("admin-see-reports"), ConcernsTap("reported", 0))
    return Screen(speech("admin-reported", n=count), ((see,),))


def asked_in_vain(speech: Speech, found: Sequence[InVain], page: int) -> Screen:
    """One page of what was asked and not answered, what was asked most often first."""
    page, pages = paged(len(found), page, QUESTIONS)
    told = [_in_vain(speech, each) for each in found[page * QUESTIONS : (page + 1) * QUESTIONS]]
    body = Markup("\n".join(told)) if told else speech("admin-nothing")
    rows = (turning(speech, page, pages, InVainTap), (home(speech),))
    html = lines(heading(speech, "unanswered", len(found), page, pages), body)
    return Screen(html, tuple(row for row in rows if row))


def _in_vain(speech: Speech, asked: InVain) -> Markup:
    text = speech.plain("admin-sealed") if asked.text is None else isolated(cut(asked.text, SHORT))
    return speech("admin-unanswered", n=asked.times, language=asked.language, text=text)


def paged(count: int, page: int, size: int) -> tuple[int, int]:
    """The page to show, and how many there are; a page behind the last one is the last one."""
    pages = max(1, -(-count // size))
    return min(page, pages - 1), pages


def heading(speech: Speech, which: str, count: int, page: int, pages: int) -> Markup:
    what = speech.plain(f"admin-list-{which}", n=count)
    return speech("admin-page", heading=Markup(f"<b>{escape(what)}</b>"), page=page + 1, pages=pages)


def turning(speech: Speech, page: int, pages: int, tap: Callable[[int], Tap]) -> Row:
    newer = Button(speech.plain("admin-newer", page=page), tap(page - 1)) if page else None
    is_last = page + 1 >= pages
    older = None if is_last else Button(speech.plain("admin-older", page=page + 2), tap(page + 1))
    return tuple(button for button in (newer, older) if button)


def home(speech: Speech) -> Button:
    return Button(speech.plain("admin-home"), AdminTap())
