"""What editors see of the content: a list of what is reported, paused or flagged, and one of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bot.learning.concern import Concern, Pause, Remark, Which
from bot.learning.correction import Effect, has_choice
from bot.learning.items import Figures
from bot.screens.admin import LONG, SHORT, heading, home, paged, turning
from bot.screens.correction import right_now
from bot.screens.screen import Button, Row, Screen, cut, lines, rows_of
from bot.taps.trust import (
    CheckKeyTap,
    CloseReportsTap,
    ConcernsTap,
    ConcernTap,
    CorrectTap,
    PauseTap,
    ResumeAllTap,
    WrongKeyTap,
)
from bot.texts import Markup, Speech, escape, isolated
from content import questions
from content.answers import right_answer, right_keys
from content.model import Bank, Option, Question

PAGE = 5
"""Concerns on a page of a list."""


def listed(speech: Speech, bank: Bank, which: Which, found: Sequence[Concern], page: int) -> Screen:
    """One page of a list; a page behind the last one is the last one."""
    page, pages = paged(len(found), page, PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    html = heading(speech, which, len(found), page, pages)
    told = [
        _entry(speech, bank, concern, number) for number, concern in enumerate(shown, start=page * PAGE + 1)
    ]
    numbers = tuple(
        Button(str(number), ConcernTap(concern.item))
        for number, concern in enumerate(shown, start=page * PAGE + 1)
    )
    rows = (
        numbers,
        turning(speech, page, pages, partial(ConcernsTap, which)),
        _resume_all(speech, which, found),
        (home(speech),),
    )
    return Screen(
        lines(html, *told, None if shown else speech("admin-nothing")), tuple(row for row in rows if row)
    )


def _resume_all(speech: Speech, which: Which, found: Sequence[Concern]) -> Row:
    """Offered where reports have paused several questions, as a prank would."""
    number = sum(each.pause is not None and each.pause.reason == "reports" for each in found)
    if which != "paused" or number < 2:
        return ()
    return (Button(speech.plain("admin-resume-all", n=number), ResumeAllTap(0)),)


def check_resume_all(speech: Speech, number: int) -> Screen:
    """What it would do, before it is done."""
    sure = Button(speech.plain("admin-resume-all", n=number), ResumeAllTap(1))
    return Screen(speech("admin-check-resume-all", n=number), ((sure,), (home(speech),)))


def _entry(speech: Speech, bank: Bank, concern: Concern, number: int) -> Markup:
    what = cut(_what(speech, bank, concern), SHORT)
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
    return Screen(html, (*_acts(speech, at, question), (home(speech),)))


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
