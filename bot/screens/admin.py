"""What administrators see: how things stand, what is reported, paused or flagged, and one of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from textwrap import shorten

from bot.learning.asked import InVain
from bot.learning.broadcast import EVERY_LANGUAGE
from bot.learning.concern import LISTS, Concern, Overview, Pause, Remark, Which
from bot.learning.correction import Effect, has_choice
from bot.learning.items import Figures
from bot.screens.correction import right_now
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.base import Tap
from bot.taps.broadcast import FiguresTap, WhomTap
from bot.taps.trust import (
    AdminTap,
    CheckKeyTap,
    CloseReportsTap,
    ConcernsTap,
    ConcernTap,
    CorrectTap,
    InVainTap,
    PauseTap,
    ReloadTap,
    ResumeAllTap,
    SuggestionsTap,
    WrongKeyTap,
)
from bot.texts import Markup, Speech, escape, isolated
from content import questions
from content.answers import right_answer, right_keys
from content.model import Bank, Option, Question

PAGE = 5
"""Concerns on a page of a list."""
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
        listed = "\n".join(shorten(isolated(problem), LONG) for problem in problems[:PROBLEMS])
        html = speech("admin-reload-refused", n=len(problems), problems=listed)
    else:
        html = speech("admin-reloaded" if is_new else "admin-reload-same", facts=len(bank.facts))
    return Screen(html, ((_home(speech),),))


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


def listed(speech: Speech, bank: Bank, which: Which, found: Sequence[Concern], page: int) -> Screen:
    """One page of a list; a page behind the last one is the last one."""
    page, pages = _paged(len(found), page, PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    html = _heading(speech, which, len(found), page, pages)
    told = [
        _entry(speech, bank, concern, number) for number, concern in enumerate(shown, start=page * PAGE + 1)
    ]
    numbers = tuple(
        Button(str(number), ConcernTap(concern.item))
        for number, concern in enumerate(shown, start=page * PAGE + 1)
    )
    rows = (
        numbers,
        _turning(speech, page, pages, partial(ConcernsTap, which)),
        _resume_all(speech, which, found),
        (_home(speech),),
    )
    return Screen(
        lines(html, *told, None if shown else speech("admin-nothing")), tuple(row for row in rows if row)
    )


def asked_in_vain(speech: Speech, found: Sequence[InVain], page: int) -> Screen:
    """One page of what was asked and not answered, what was asked most often first."""
    page, pages = _paged(len(found), page, QUESTIONS)
    told = [_in_vain(speech, each) for each in found[page * QUESTIONS : (page + 1) * QUESTIONS]]
    body = Markup("\n".join(told)) if told else speech("admin-nothing")
    rows = (_turning(speech, page, pages, InVainTap), (_home(speech),))
    html = lines(_heading(speech, "unanswered", len(found), page, pages), body)
    return Screen(html, tuple(row for row in rows if row))


def _in_vain(speech: Speech, asked: InVain) -> Markup:
    text = speech.plain("admin-sealed") if asked.text is None else isolated(shorten(asked.text, SHORT))
    return speech("admin-unanswered", n=asked.times, language=asked.language, text=text)


def _paged(count: int, page: int, size: int) -> tuple[int, int]:
    """The page to show, and how many there are; a page behind the last one is the last one."""
    pages = max(1, -(-count // size))
    return min(page, pages - 1), pages


def _heading(speech: Speech, which: str, count: int, page: int, pages: int) -> Markup:
    heading = speech.plain(f"admin-list-{which}", n=count)
    return speech("admin-page", heading=Markup(f"<b>{escape(heading)}</b>"), page=page + 1, pages=pages)


def _turning(speech: Speech, page: int, pages: int, tap: Callable[[int], Tap]) -> Row:
    newer = Button(speech.plain("admin-newer", page=page), tap(page - 1)) if page else None
    is_last = page + 1 >= pages
    older = None if is_last else Button(speech.plain("admin-older", page=page + 2), tap(page + 1))
    return tuple(button for button in (newer, older) if button)


def _resume_all(speech: Speech, which: Which, found: Sequence[Concern]) -> Row:
    """Offered where reports have paused several questions, as a prank would."""
    number = sum(each.pause is not None and each.pause.reason == "reports" for each in found)
    if which != "paused" or number < 2:
        return ()
    return (Button(speech.plain("admin-resume-all", n=number), ResumeAllTap(0)),)


def check_resume_all(speech: Speech, number: int) -> Screen:
    """What it would do, before it is done."""
    sure = Button(speech.plain("admin-resume-all", n=number), ResumeAllTap(1))
    return Screen(speech("admin-check-resume-all", n=number), ((sure,), (_home(speech),)))


def _home(speech: Speech) -> Button:
    return Button(speech.plain("admin-home"), AdminTap())


def _entry(speech: Speech, bank: Bank, concern: Concern, number: int) -> Markup:
    what = shorten(_what(speech, bank, concern), SHORT, placeholder=" …")
    return Markup("\n".join([f"{number}. {escape(what)}", _name(concern), *_state(speech, concern)]))


def _what(speech: Speech, bank: Bank, concern: Concern) -> str:
    """The question, or the statement of the fact."""
    fact, question = bank.find_fact(concern.key[0]), find_question(bank, concern)
    if question is not None:
        return question.ask.to(speech.language)
    return fact.statement.to(speech.language) if fact else speech.plain("admin-gone")


def find_question(bank: Bank, concern: Concern) -> Question | None:
    found = questions.look_up(bank, *concern.key)
    return found[1] if found else None


def _name(concern: Concern) -> Markup:
    fact_id, question_id = concern.key
    return Markup(f"<code>{escape(f'{fact_id}#{question_id}' if question_id else fact_id)}</code>")


def _state(speech: Speech, concern: Concern) -> Iterator[Markup]:
    if concern.reasons:
        told = (
            f"{speech.plain(f'report-because-{reason}')}: {times}"
            for reason, times in concern.reasons.items()
        )
        yield speech("admin-reports", n=concern.reports, reasons=", ".join(told))
    if concern.pause is not None:
        yield _paused(speech, concern.pause)
    if concern.figures is not None and concern.figures.flags:
        flags = (speech.plain(f"admin-flag-{flag}") for flag in concern.figures.flags)
        yield speech("admin-flags", flags="; ".join(flags))


def _paused(speech: Speech, pause: Pause) -> Markup:
    return speech(f"admin-paused-by-{pause.reason}", when=f"{pause.since:%d.%m.%Y}")


def concern(
    speech: Speech, bank: Bank, at: Concern, remarks: Sequence[Remark], *, is_corrected: bool = False
) -> Screen:
    """Everything about one question or fact, and what can be done."""
    question = find_question(bank, at)
    html = lines(
        speech("admin-corrected") if is_corrected else None,
        Markup(f"<b>{escape(_what(speech, bank, at))}</b>\n{_name(at)}"),
        speech("admin-right", right=right_answer(question, speech.language)) if question else None,
        _measured(speech, question, at.figures) if at.figures else None,
        Markup("\n".join(_state(speech, at))),
        _remarks(speech, remarks),
    )
    return Screen(html, (*_acts(speech, at, question), (_home(speech),)))


def _acts(speech: Speech, at: Concern, question: Question | None) -> Iterator[Row]:
    if at.pause is not None:
        yield (Button(speech.plain("admin-resume"), PauseTap(at.item, 0)),)
    elif question is not None:
        yield (Button(speech.plain("admin-pause"), PauseTap(at.item, 1)),)
    if at.reasons:
        yield (Button(speech.plain("admin-close"), CloseReportsTap(at.item)),)
    if question is not None:
        yield (Button(speech.plain("admin-wrong-key"), WrongKeyTap(at.item, 0)),)


def _measured(speech: Speech, question: Question | None, figures: Figures) -> Markup:
    discrimination = figures.discrimination
    head = speech(
        "admin-figures",
        n=figures.n,
        right=_percent(figures.facility),
        half=_percent(figures.half),
        discrimination="–" if discrimination is None else f"{discrimination:.2f}",
        seconds=figures.median_seconds,
    )
    return Markup("\n".join([head, *_shares(speech, question, figures)]))


def _shares(speech: Speech, question: Question | None, figures: Figures) -> Iterator[Markup]:
    for key, share in figures.options.items():
        option = question.option(key) if question else None
        text = option.text.to(speech.language) if option else key
        kind = "admin-option-right" if question and key in right_keys(question) else "admin-option"
        yield speech(kind, option=text, share=_percent(share))
    for name, share in (("quiz-dont-know", figures.unknown), ("admin-typed", figures.typed)):
        if share:
            yield speech("admin-option", option=speech.plain(name), share=_percent(share))


def _percent(share: float) -> int:
    return round(share * 100)


def _remarks(speech: Speech, remarks: Sequence[Remark]) -> Markup | None:
    if not remarks:
        return None
    told = [
        speech(
            "admin-text",
            when=f"{remark.at:%d.%m.%Y}",
            language=remark.language,
            text=speech.plain("admin-sealed") if remark.text is None else isolated(_cut(remark.text)),
        )
        for remark in remarks
    ]
    return lines(speech("admin-texts"), *told)


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]} …"


def which_key(speech: Speech, question: Question, item: str, mask: int) -> Screen:
    """Which options should have counted; of kinds without single options, every answer."""
    ask = question.ask.to(speech.language)
    every = (Button(speech.plain("admin-every-answer"), CheckKeyTap(item, 0)),)
    back = (Button(speech.plain("button-back"), ConcernTap(item)),)
    if not has_choice(question):
        return Screen(speech("admin-which-key-any", ask=ask), (every, back))
    options = [
        Button(_ticked(speech, option, is_on=bool(mask >> place & 1)), WrongKeyTap(item, mask ^ 1 << place))
        for place, option in enumerate(question.options)
    ]
    check = ((Button(speech.plain("admin-check-key"), CheckKeyTap(item, mask)),),) if mask else ()
    return Screen(speech("admin-which-key", ask=ask), (*rows_of(options, 1), *check, every, back))


def _ticked(speech: Speech, option: Option, *, is_on: bool) -> str:
    return speech.plain("tick-on" if is_on else "tick-off", label=option.text.to(speech.language))


def check_key(speech: Speech, question: Question, item: str, mask: int, effect: Effect, nonce: str) -> Screen:
    """What a correction would change, before it is made."""
    html = speech(
        "admin-check",
        ask=question.ask.to(speech.language),
        right=right_now(speech, question, mask),
        answers=effect.answers,
        learners=effect.learners,
        gained=effect.gained,
        lost=effect.lost,
    )
    correct = (Button(speech.plain("admin-correct"), CorrectTap(item, mask, nonce)),)
    return Screen(html, (correct, (Button(speech.plain("button-back"), WrongKeyTap(item, mask)),)))
