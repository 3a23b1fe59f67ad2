"""The screens of a quiz: what to ask, a question, its answer, the result."""

from __future__ import annotations

from bot.learning.grading import LEVELS, Given
from bot.learning.hint import can_hint
from bot.learning.quiz import Result, Turn
from bot.links import Target
from bot.screens import asking, exam, report, verdicts
from bot.screens.fact import told
from bot.screens.home import after_rows, home_row, resume_rows
from bot.screens.misses import fitting, missed
from bot.screens.screen import Button, Row, Screen, lines, rows_of
from bot.taps.hint import HintTap
from bot.taps.home import LinkTap
from bot.taps.lessons import NextStepTap
from bot.taps.quiz import (
    AbandonTap,
    AnsweredMoreTap,
    AskFactTap,
    ConfidenceTap,
    DontKnowTap,
    NextTap,
    PractiseNowTap,
    PractiseTap,
    QuizMenuTap,
    ResumeTap,
    ScopeTap,
    StartTap,
    ThemesTap,
)
from bot.taps.sets import QuizMoreTap, ResultMoreTap
from bot.texts import Markup, Speech, escape
from content.model import Bank
from content.own import OwnFact

COUNTS = (5, 10)
LONGEST_BAR = 10


def menu(speech: Speech, bank: Bank, open_turn: Turn | None) -> Screen:
    """What shall the quiz be about? An open quiz can be resumed or left first."""
    buttons = [Button(speech.plain("quiz-everything"), ScopeTap(""))]
    buttons += [Button(era.title.to(speech.language), ScopeTap(era.id)) for era in bank.eras]
    if bank.themes:
        buttons.append(Button(speech.plain("quiz-themes"), ThemesTap()))
    rows = rows_of(buttons, 1)
    more = Button(speech.plain("button-more"), QuizMoreTap())
    onward = (*home_row(speech), more)
    if open_turn is None:
        return Screen(speech("quiz-what"), (*rows, onward))
    if open_turn.play.closes_book:
        return exam.running(speech, open_turn.quiz_id, open_turn.minutes_left or 0)
    leave: tuple[Row, ...] = ()
    if open_turn.play.can_be_left:
        leave = ((Button(speech.plain("quiz-abandon"), AbandonTap(open_turn.quiz_id)),),)
    html = lines(_open(speech, open_turn), speech("quiz-what"))
    return Screen(html, (*resume_rows(speech, open_turn), *leave, *rows, onward))


def _open(speech: Speech, at: Turn) -> Markup:
    return speech("quiz-open", number=at.open_number, total=at.total)


def would_end(speech: Speech, at: Turn, quiz_id: int) -> Screen:
    """Asked before the open quiz ends for practising what was missed in another."""
    html = lines(_open(speech, at), speech("practise-ends"))
    practise = (Button(speech.plain("practise-now"), PractiseNowTap(quiz_id)),)
    return Screen(html, (*resume_rows(speech, at), practise))


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
    if at.play.closes_book:
        return exam.question(speech, at)
    if at.given is None or not at.play.tells_at_once:
        return _asked(speech, bank, at)
    if at.waits_for_confidence:
        return _how_sure(speech, bank, at, at.given)
    return _answered(speech, bank, at, at.given)


def _heading(speech: Speech, bank: Bank, at: Turn) -> Markup:
    head = []
    if at.is_again:
        head.append(speech("quiz-heading-again"))
    elif at.total > 1:
        bar = _bar(at.number, at.total)
        head.append(speech("quiz-heading", bar=bar, number=at.number, total=at.total))
    if isinstance(at.fact, OwnFact):
        head.append(speech("own-mark"))
    era = bank.find_era(at.fact.era)
    # Before the answer, the name and the years of the era would give many an answer away.
    if era is not None and at.given and not at.waits_for_confidence:
        head.append(escape(era.title.to(speech.language)))
    return lines(" · ".join(head), Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>"))


def _bar(number: int, total: int) -> str:
    """How far a quiz has come, in at most LONGEST_BAR signs."""
    length = min(total, LONGEST_BAR)
    done = max(number * length // total, 1)
    return "▰" * done + "▱" * (length - done)


def _asked(speech: Speech, bank: Bank, at: Turn) -> Screen:
    told, rows = asking.asked(speech, at)
    last: Row = (Button(speech.plain("quiz-dont-know"), DontKnowTap(at.quiz_id, at.position)),)
    if can_hint(at):
        last = (*last, Button(speech.plain("quiz-hint"), HintTap(at.quiz_id, at.position)))
    return Screen(lines(_heading(speech, bank, at), told), (*rows, last))


def _how_sure(speech: Speech, bank: Bank, at: Turn, given: Given) -> Screen:
    """The answer as it was given, before it is judged."""
    answer = verdicts.as_given(speech, at.question, given)
    html = lines(
        _heading(speech, bank, at), speech("confidence-given", answer=answer), speech("confidence-ask")
    )
    levels = [
        Button(speech.plain(f"confidence-{name}"), ConfidenceTap(at.quiz_id, at.position, level))
        for level, name in enumerate(LEVELS)
    ]
    return Screen(html, (tuple(levels),))


def _answered(speech: Speech, bank: Bank, at: Turn, given: Given) -> Screen:
    verdict = verdicts.verdict(speech, at.question, at.options, given)
    parts = (_heading(speech, bank, at), verdict, told(speech, bank, at.fact), _surprise(speech, given))
    return Screen(lines(*parts, _knew(speech, at)), _onward(speech, at))


def _knew(speech: Speech, at: Turn) -> Markup | None:
    """How the others did; of a miss that came back it says nothing."""
    return None if at.knew is None or at.is_again else speech("quiz-knew", percent=at.knew)


def _surprise(speech: Speech, given: Given) -> Markup | None:
    """A word to whoever was sure and wrong, or guessed and was right."""
    is_surprise = (given.confidence, given.grade) in {("sure", "wrong"), ("guess", "right")}
    return speech(f"confidence-{given.confidence}-{given.grade}") if is_surprise else None


def _onward(speech: Speech, at: Turn) -> tuple[Row, ...]:
    """Two rows: where to go on, and what is seldom used one tap deeper."""
    more = Button(speech.plain("button-more"), AnsweredMoreTap(at.quiz_id, at.position))
    if at.play.stands_aside:
        another = Button(speech.plain("fact-another"), AskFactTap(at.fact.id))
        return ((another,), (*home_row(speech), more))
    key = "quiz-see-result" if at.is_last else "quiz-next"
    return ((Button(speech.plain(key), NextTap(at.quiz_id, at.position)),), (more,))


def more_rows(speech: Speech, quiz_id: int, position: int) -> tuple[Row, ...]:
    """What is seldom used under an answered question."""
    back = (Button(speech.plain("button-back"), ResumeTap(quiz_id)),)
    return (report.question_row(speech, quiz_id, position), home_row(speech), back)


def result(
    speech: Speech, ended: Result, nonce: str, *, scores: bool = False, beside: Markup | None = None
) -> Screen:
    """The score, what was missed, and where to go from here; ``scores`` adds the certainty score, ``beside``
    is how others did with the same questions."""
    score = speech("result-score", right=ended.right, n=ended.answered)
    if scores and ended.certainty is not None:
        points = speech("result-certainty", points=f"{ended.certainty:+}", most=ended.most_certainty)
        score = Markup(f"{score}\n{points}")
    more = Button(speech.plain("button-more"), ResultMoreTap(ended.quiz_id))
    *after, homeward = after_rows(speech, nonce)
    below: tuple[Row, ...] = (*after, (*homeward, more)) if ended.answered else (*after, homeward)
    onward = _next_step_rows(speech, ended)
    if not ended.missed:
        cheer = speech("result-all-right") if ended.answered else None
        return Screen(lines(score, beside, cheer), (*onward, *below))
    of_bank = sum(not isinstance(miss.fact, OwnFact) for miss in ended.missed)
    again = Button(speech.plain("result-again", n=of_bank), PractiseTap(ended.quiz_id))
    rows: tuple[Row, ...] = (*onward, *([(again,)] if of_bank else []), *below)
    listed = fitting([missed(speech, miss) for miss in ended.missed], len(beside or ""))
    return Screen(lines(score, beside, speech("result-missed"), *listed), rows)


def _next_step_rows(speech: Speech, ended: Result) -> tuple[Row, ...]:
    if not ended.play.has_next_step:
        return ()
    return ((Button(speech.plain("lesson-next-step"), NextStepTap(ended.quiz_id)),),)
