"""The screens of a quiz: what to ask, a question, its answer, the result."""

from __future__ import annotations

from collections.abc import Iterator

from bot.learning.grading import Given
from bot.learning.quiz import Miss, Result, Turn
from bot.links import Target
from bot.screens import asking, verdicts
from bot.screens.fact import told
from bot.screens.home import home_row, home_rows
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.home import LinkTap
from bot.taps.quiz import (
    AbandonTap,
    AskFactTap,
    DontKnowTap,
    NextTap,
    PractiseTap,
    QuizMenuTap,
    ResumeTap,
    ScopeTap,
    StartTap,
    ThemesTap,
)
from bot.texts import Markup, Speech, escape
from content.answers import right_answer
from content.model import Bank

COUNTS = (5, 10)
MISSES_ROOM = 3800
"""Characters for the misses of a result: the text of a message ends at 4,096."""


def menu(speech: Speech, bank: Bank, open_turn: Turn | None) -> Screen:
    """What shall the quiz be about? An open quiz can be resumed or left first."""
    buttons = [Button(speech.plain("quiz-everything"), ScopeTap(""))]
    buttons += [Button(era.title.to(speech.language), ScopeTap(era.id)) for era in bank.eras]
    if bank.themes:
        buttons.append(Button(speech.plain("quiz-themes"), ThemesTap()))
    rows = rows_of(buttons, 1)
    if open_turn is None:
        return Screen(speech("quiz-what"), (*rows, home_row(speech)))
    number, total = open_turn.position + 1, open_turn.total
    resume = Button(speech.plain("quiz-resume", number=number, total=total), ResumeTap(open_turn.quiz_id))
    leave = Button(speech.plain("quiz-abandon"), AbandonTap(open_turn.quiz_id))
    html = lines(speech("quiz-open", number=number, total=total), speech("quiz-what"))
    return Screen(html, ((resume,), (leave,), *rows, home_row(speech)))


def themes(speech: Speech, bank: Bank) -> Screen:
    buttons = [Button(theme.title.to(speech.language), ScopeTap(theme.id)) for theme in bank.themes]
    return Screen(
        speech("quiz-what-theme"),
        (*rows_of(buttons, 1), (Button(speech.plain("button-back"), QuizMenuTap()),)),
    )


def how_many(speech: Speech, bank: Bank, scope: str, nonce: str) -> Screen:
    about = bank.find_scope(scope)
    title = about.title.to(speech.language) if about else speech.plain("quiz-everything")
    introduction = escape(about.introduction.to(speech.language)) if about else None
    available = sum(len(fact.questions) for fact in bank.facts_in(scope or None))
    counts = tuple(
        Button(speech.plain("quiz-count", n=count), StartTap(scope, count, nonce))
        for count in sorted({min(count, available) for count in COUNTS})
    )
    html = lines(Markup(f"<b>{escape(title)}</b>"), introduction, speech("quiz-how-many"))
    back = (Button(speech.plain("button-back"), QuizMenuTap()),)
    return Screen(html, (counts, *_link_rows(speech, bank, scope), back))


def _link_rows(speech: Speech, bank: Bank, scope: str) -> tuple[Row, ...]:
    if not scope:
        return ()
    target = Target("era" if bank.find_era(scope) else "theme", scope)
    return ((Button(speech.plain("button-link"), LinkTap(target.payload)),),)


def turn(speech: Speech, bank: Bank, at: Turn) -> Screen:
    """The question, or the question with its answer."""
    return _answered(speech, bank, at, at.given) if at.given else _asked(speech, bank, at)


def _heading(speech: Speech, bank: Bank, at: Turn) -> Markup:
    head = [speech("quiz-heading", number=at.position + 1, total=at.total)] if at.total > 1 else []
    era = bank.find_era(at.fact.era)
    # Before the answer, the name and the years of the era would give many an answer away.
    if era is not None and at.given:
        head.append(escape(era.title.to(speech.language)))
    return lines(" · ".join(head), Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>"))


def _asked(speech: Speech, bank: Bank, at: Turn) -> Screen:
    told, rows = asking.asked(speech, at)
    dont_know = (Button(speech.plain("quiz-dont-know"), DontKnowTap(at.quiz_id, at.position)),)
    return Screen(lines(_heading(speech, bank, at), told), (*rows, dont_know))


def _answered(speech: Speech, bank: Bank, at: Turn, given: Given) -> Screen:
    verdict = verdicts.verdict(speech, at.question, at.options, given)
    return Screen(
        lines(_heading(speech, bank, at), verdict, told(speech, bank, at.fact)), _onward(speech, at)
    )


def _onward(speech: Speech, at: Turn) -> tuple[Row, ...]:
    if at.is_aside:
        return ((Button(speech.plain("fact-another"), AskFactTap(at.fact.id)),), home_row(speech))
    key = "quiz-see-result" if at.is_last else "quiz-next"
    return ((Button(speech.plain(key), NextTap(at.quiz_id, at.position)),),)


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
    ask, right = miss.question.ask.to(speech.language), right_answer(miss.question, speech.language)
    return speech("result-miss", ask=ask, right=right)
