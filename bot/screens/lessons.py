"""The screens of lessons: which there are, and a step page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.learning import concepts, lessons, where
from bot.learning.grading import grade_chosen
from bot.learning.lessons import Page, Reading, Step, steps
from bot.screens import report
from bot.screens.asking import LABEL_LIMIT, letter, lettered
from bot.screens.fact import all_sources
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.lessons import (
    GuessTap,
    LearnTap,
    LessonCheckTap,
    LessonTap,
    LessonWhereTap,
    SkipCheckTap,
)
from bot.texts import Markup, Speech, escape
from content.answers import right_answer
from content.dates import spell
from content.model import Bank, Era, Fact, Name, Theme


def menu(speech: Speech, bank: Bank, readings: Sequence[Reading], *, themes: bool) -> Screen:
    """The eras in their order, or the themes, with how far one has come."""
    by_scope = {reading.scope: reading for reading in readings}
    scopes: Sequence[Era | Theme] = bank.themes if themes else bank.eras
    rows = [_go_on(speech, bank, readings), *(_lesson(speech, bank, scope, by_scope) for scope in scopes)]
    if bank.themes:
        label = speech.plain("lesson-eras" if themes else "lesson-themes")
        rows.append((Button(label, LearnTap(0 if themes else 1)),))
    return Screen(speech("lesson-menu"), (*(row for row in rows if row), home_row(speech)))


def _go_on(speech: Speech, bank: Bank, readings: Sequence[Reading]) -> Row:
    """The way back to where one stopped last, unless that lesson is done."""
    for reading in readings[:1]:
        scope = bank.find_scope(reading.scope)
        total = len(steps(bank, reading.scope)) if scope else 0
        if scope is not None and reading.step < total:
            label = speech.plain("lesson-go-on", title=scope.title.to(speech.language))
            return (Button(label, LessonTap(reading.scope, reading.step, reading.page, 0)),)
    return ()


def _lesson(speech: Speech, bank: Bank, scope: Era | Theme, by_scope: Mapping[str, Reading]) -> Row:
    total = len(steps(bank, scope.id))
    if not total:
        return ()
    title, reading = scope.title.to(speech.language), by_scope.get(scope.id)
    if reading is None:
        return (Button(title, LessonTap(scope.id, 0, 0, 0)),)
    if reading.step >= total:
        return (Button(speech.plain("lesson-done", title=title), LessonTap(scope.id, 0, 0, 0)),)
    label = speech.plain("lesson-at", title=title, number=reading.step + 1, total=total)
    return (Button(label, LessonTap(scope.id, reading.step, reading.page, 0)),)


def page(
    speech: Speech,
    bank: Bank,
    step: Step,
    index: int,
    nonce: str,
    *,
    guess: int | None = None,
    sources: bool = False,
) -> Screen:
    """A page of a step; ``guess`` is the option tapped on the page before this one."""
    at = step.pages[index]
    if at.kind == "opening":
        return _opening(speech, bank, step)
    if at.kind == "check":
        return _check(speech, step, index, nonce)
    assert at.fact is not None
    if at.kind == "guess":
        return _guess(speech, step, index, at)
    guessed = _guessed(speech, step.pages[index - 1], guess) if guess is not None else None
    return _fact(speech, bank, step, index, at.fact, guessed, sources)


def _heading(speech: Speech, step: Step, at: Page) -> Markup:
    """Where one is, and what leads there from the page before."""
    numbers = {"number": step.index + 1, "total": step.total, "fact": at.number, "facts": len(step.facts)}
    link = escape(at.link.to(speech.language)) if at.link else None
    if at.goes_on:
        link = speech("lesson-goes-on")
    return lines(speech("lesson-heading", **numbers), link)


def _opening(speech: Speech, bank: Bank, step: Step) -> Screen:
    scope = bank.find_scope(step.scope)
    assert scope is not None
    title = Markup(f"<b>{escape(scope.title.to(speech.language))}</b>")
    length = speech("lesson-length", n=step.total)
    html = lines(title, escape(scope.introduction.to(speech.language)), length)
    begin = Button(speech.plain("lesson-begin"), LessonTap(step.scope, 0, 1, 0))
    return Screen(html, ((begin,), (_stop(speech), *_where(speech, bank, step.scope))))


def _guess(speech: Speech, step: Step, index: int, at: Page) -> Screen:
    assert at.question is not None
    options = [at.question.option(key) for key in at.options]
    labels = [option.text.to(speech.language) for option in options if option is not None]
    is_listed = speech.is_text_only or max(map(len, labels)) > LABEL_LIMIT
    shown = [letter(speech, place) if is_listed else label for place, label in enumerate(labels)]
    buttons = [Button(label, GuessTap(step.scope, step.index, index, n)) for n, label in enumerate(shown)]
    listed = "\n".join(lettered(speech, labels, n) for n in range(len(labels)))
    ask = Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>")
    html = lines(
        _heading(speech, step, at), speech("lesson-guess"), ask, Markup(listed) if is_listed else None
    )
    tell = (Button(speech.plain("lesson-tell"), LessonTap(step.scope, step.index, index + 1, 0)),)
    rows = rows_of(buttons, len(buttons) if is_listed else 1)
    return Screen(html, (*rows, tell, _around(speech, step, index)))


def _guessed(speech: Speech, at: Page, guess: int) -> Markup | None:
    """What became of a guess. It is no answer: it is kept nowhere, and moves no memory."""
    if at.question is None or guess >= len(at.options):
        return None
    chosen = at.question.option(at.options[guess])
    assert chosen is not None
    is_right = grade_chosen(at.question, (chosen.key,)).is_right
    right = right_answer(at.question, speech.language)
    key = "lesson-guessed-right" if is_right else "lesson-guessed-wrong"
    return speech(key, guess=chosen.text.to(speech.language), right=right)


def _fact(
    speech: Speech, bank: Bank, step: Step, index: int, fact: Fact, guessed: Markup | None, sources: bool
) -> Screen:
    when = Markup(f"<i>{escape(spell(fact.when, speech.language))}</i>")
    statement = Markup(f"<b>{escape(fact.statement.to(speech.language))}</b>")
    story = escape(fact.story.to(speech.language)) if fact.story else None
    named = all_sources(speech, bank, fact) if sources else None
    heading, meanings = _heading(speech, step, step.pages[index]), _meanings(speech, bank, step, fact)
    html = lines(heading, guessed, when, statement, story, meanings, named)
    onward = [Button(speech.plain("lesson-next"), LessonTap(step.scope, step.index, index + 1, 0))]
    if not sources:
        label = speech.plain("lesson-sources", n=len(fact.sources))
        onward.insert(0, Button(label, LessonTap(step.scope, step.index, index, 1)))
    rows = (tuple(onward), _around(speech, step, index))
    # Whoever doubts a fact looks at its sources first.
    return Screen(html, (*rows, report.fact_row(speech, fact)) if sources else rows)


def _meanings(speech: Speech, bank: Bank, step: Step, fact: Fact) -> Markup | None:
    """What the names are that come with this fact for the first time in the lesson, a line each."""
    names = concepts.explained(bank, steps(bank, step.scope), fact)
    told = "\n".join(_meaning(speech, name, fact) for name in names)
    return Markup(f"<blockquote>{told}</blockquote>") if told else None


def _meaning(speech: Speech, name: Name, fact: Fact) -> Markup:
    assert name.meaning is not None, "only names with a meaning are explained"
    said = concepts.as_told(name, fact, speech.language)
    return speech("lesson-meaning", name=said, meaning=name.meaning.to(speech.language))


def _check(speech: Speech, step: Step, index: int, nonce: str) -> Screen:
    begin = Button(
        speech.plain("lesson-check", n=len(step.facts)), LessonCheckTap(step.scope, step.index, nonce)
    )
    skip = Button(speech.plain("lesson-skip"), SkipCheckTap(step.scope, step.index))
    html = speech("lesson-end", number=step.index + 1, total=step.total)
    return Screen(html, ((begin,), (skip,), _around(speech, step, index)))


def _around(speech: Speech, step: Step, index: int) -> Row:
    if index == 0:
        return (_stop(speech),)
    back = Button(speech.plain("button-back"), LessonTap(step.scope, step.index, index - 1, 0))
    return (back, _stop(speech))


def _stop(speech: Speech) -> Button:
    return Button(speech.plain("lesson-stop"), LearnTap(0))


def finished(speech: Speech, bank: Bank, scope: str) -> Screen:
    """After the last step."""
    about = bank.find_scope(scope)
    title = about.title.to(speech.language) if about else ""
    html = speech("lesson-finished", title=title)
    around = (*home_row(speech), *_where(speech, bank, scope))
    return Screen(html, (following_row(speech, bank, scope), around))


def _where(speech: Speech, bank: Bank, scope: str) -> Row:
    """The way to the lesson's map, if it has one."""
    if not where.of_lesson(bank, scope):
        return ()
    return (Button(speech.plain("button-where"), LessonWhereTap(scope)),)


def onward_row(speech: Speech, bank: Bank, scope: str, reading: Reading | None) -> Row:
    """From the lesson's map on with it; once it is read, to the next."""
    at = reading or Reading(scope, 0, 0)
    about, total = bank.find_scope(scope), len(steps(bank, scope))
    if about is None or at.step >= total:
        return following_row(speech, bank, scope)
    page = max(at.page, 1) if at.step == 0 else at.page  # the opening, which leads here, is read
    label = speech.plain("lesson-go-on", title=about.title.to(speech.language))
    return (Button(label, LessonTap(scope, at.step, page, 0)),)


def following_row(speech: Speech, bank: Bank, scope: str) -> Row:
    """The next lesson; after the last one, all of them."""
    following = lessons.following(bank, scope)
    about = bank.find_scope(following) if following else None
    if about is None:
        return (Button(speech.plain("lesson-others"), LearnTap(0)),)
    label = speech.plain("lesson-following", title=about.title.to(speech.language))
    return (Button(label, LessonTap(about.id, 0, 0, 0)),)
