"""The screens of a quiz: what to ask, a question, its answer, the result."""

from __future__ import annotations

from collections.abc import Iterator

from bot.learning.quiz import Miss, Result, Turn
from bot.screens.fact import told
from bot.screens.home import home_row, home_rows
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps import (
    AbandonTap,
    AnswerTap,
    DontKnowTap,
    NextTap,
    PractiseTap,
    QuizMenuTap,
    ResumeTap,
    ScopeTap,
    StartTap,
)
from bot.texts import Markup, Speech, escape
from content.model import Bank, Option

LETTERS = "ABCDEFGH"
LABEL_LIMIT = 28
"""Characters of an option that a button shows on a phone; if one is longer, the options go into the text."""
PAIR_LIMIT = 14
"""Characters up to which two options stand side by side."""
COUNTS = (5, 10)
MISSES_ROOM = 3800
"""Characters for the misses of a result: the text of a message ends at 4,096."""


def menu(speech: Speech, bank: Bank, open_turn: Turn | None) -> Screen:
    """What shall the quiz be about? An open quiz can be resumed or left first."""
    buttons = [Button(speech.plain("quiz-everything"), ScopeTap(""))]
    buttons += [Button(era.title.to(speech.language), ScopeTap(era.id)) for era in bank.eras]
    rows = rows_of(buttons, 1)
    if open_turn is None:
        return Screen(speech("quiz-what"), (*rows, home_row(speech)))
    number, total = open_turn.position + 1, open_turn.total
    resume = Button(speech.plain("quiz-resume", number=number, total=total), ResumeTap(open_turn.quiz_id))
    leave = Button(speech.plain("quiz-abandon"), AbandonTap(open_turn.quiz_id))
    html = lines(speech("quiz-open", number=number, total=total), speech("quiz-what"))
    return Screen(html, ((resume,), (leave,), *rows, home_row(speech)))


def how_many(speech: Speech, bank: Bank, scope: str, nonce: str) -> Screen:
    era = bank.find_era(scope)
    title = era.title.to(speech.language) if era else speech.plain("quiz-everything")
    introduction = escape(era.introduction.to(speech.language)) if era else None
    available = sum(len(fact.questions) for fact in (bank.facts_of(scope) if scope else bank.facts))
    counts = tuple(
        Button(speech.plain("quiz-count", n=count), StartTap(scope, count, nonce))
        for count in sorted({min(count, available) for count in COUNTS})
    )
    html = lines(Markup(f"<b>{escape(title)}</b>"), introduction, speech("quiz-how-many"))
    return Screen(html, (counts, (Button(speech.plain("button-back"), QuizMenuTap()),)))


def turn(speech: Speech, bank: Bank, at: Turn) -> Screen:
    """The question, or the question with its answer."""
    return _answered(speech, bank, at) if at.given else _asked(speech, bank, at)


def _options(at: Turn) -> list[Option]:
    found = [at.question.option(key) for key in at.options]
    return [option for option in found if option is not None]


def _heading(speech: Speech, bank: Bank, at: Turn) -> Markup:
    head = [speech("quiz-heading", number=at.position + 1, total=at.total)] if at.total > 1 else []
    era = bank.find_era(at.fact.era)
    # Before the answer, the name and the years of the era would give many an answer away.
    if era is not None and at.given:
        head.append(escape(era.title.to(speech.language)))
    return lines(" · ".join(head), Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>"))


def _asked(speech: Speech, bank: Bank, at: Turn) -> Screen:
    labels = [option.text.to(speech.language) for option in _options(at)]
    is_lettered = max(map(len, labels)) > LABEL_LIMIT
    listed = _lettered(labels) if is_lettered else None
    shown = list(LETTERS[: len(labels)]) if is_lettered else labels
    buttons = [Button(label, AnswerTap(at.quiz_id, at.position, index)) for index, label in enumerate(shown)]
    width = len(labels) if is_lettered else 2 if max(map(len, labels)) <= PAIR_LIMIT else 1
    dont_know = (Button(speech.plain("quiz-dont-know"), DontKnowTap(at.quiz_id, at.position)),)
    return Screen(lines(_heading(speech, bank, at), listed), (*rows_of(buttons, width), dont_know))


def _lettered(labels: list[str]) -> Markup:
    return Markup("\n".join(f"<b>{LETTERS[i]}.</b> {escape(label)}" for i, label in enumerate(labels)))


def _answered(speech: Speech, bank: Bank, at: Turn) -> Screen:
    key = "quiz-see-result" if at.is_last else "quiz-next"
    onward = (Button(speech.plain(key), NextTap(at.quiz_id, at.position)),)
    html = lines(_heading(speech, bank, at), _verdict(speech, at), told(speech, bank, at.fact))
    return Screen(html, (onward,))


def _verdict(speech: Speech, at: Turn) -> Markup:
    assert at.given is not None
    right = at.question.right.text.to(speech.language)
    if at.given.is_right:
        return speech("quiz-right", right=right)
    chosen = at.question.option(at.given.chosen) if at.given.chosen else None
    if chosen is None:
        return speech("quiz-unknown", right=right)
    wrong = speech("quiz-wrong", chosen=chosen.text.to(speech.language), right=right)
    why = escape(chosen.why.to(speech.language)) if chosen.why else None
    return lines(wrong, why)


def result(speech: Speech, ended: Result, nonce: str) -> Screen:
    """What was missed, the score, and where to go from here."""
    score = speech("result-score", right=ended.right, n=ended.answered)
    if not ended.missed:
        cheer = speech("result-all-right") if ended.answered else None
        return Screen(lines(score, cheer), home_rows(speech, nonce))
    again = Button(speech.plain("result-again", n=len(ended.missed)), PractiseTap(ended.quiz_id))
    rows: tuple[Row, ...] = ((again,), *home_rows(speech, nonce))
    missed = _fitting([_missed(speech, miss) for miss in ended.missed])
    # The score comes last: above a long list of misses it would be out of sight on a phone.
    return Screen(lines(speech("result-missed"), *missed, score), rows)


def _fitting(told: list[Markup]) -> Iterator[Markup]:
    room = MISSES_ROOM
    for part in told:
        room -= len(part)
        if room < 0:
            return
        yield part


def _missed(speech: Speech, miss: Miss) -> Markup:
    ask, right = miss.question.ask.to(speech.language), miss.question.right.text.to(speech.language)
    return speech("result-miss", ask=ask, right=right)
