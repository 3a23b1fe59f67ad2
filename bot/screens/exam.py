"""The screens of the exam: what it is, a question of it, handing it in, the result."""

from __future__ import annotations

from collections.abc import Iterator

from bot.learning.exam import PASSED_AT, QUESTIONS, TIME, Standing, is_passed, needed
from bot.learning.grading import DONT_KNOW
from bot.learning.quiz import Miss, Result, Turn
from bot.screens import asking, report, verdicts
from bot.screens.fact import told
from bot.screens.home import home_row
from bot.screens.misses import fitting, missed
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.exam import BeginExamTap, CertificateTap, ExamMissTap, ExamResultTap, ExamTap, HandInTap
from bot.taps.quiz import DontKnowTap, PractiseTap, ResumeTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
from content.model import Bank, TrueFalse
from content.partial_date import PartialDate

MINUTES = round(TIME.total_seconds() / 60)


def explain(speech: Speech, of: Standing, nonce: str, questions: int) -> Screen:
    """``questions`` are those the bank has for it, QUESTIONS at most."""
    count, percent = min(questions, QUESTIONS), round(100 * PASSED_AT)
    rules = speech("exam-rules", n=count, minutes=MINUTES, percent=percent, needed=needed(count))
    html = lines(rules, _so_far(speech, of), _when(speech, of))
    return Screen(html, (*_rows(speech, of, nonce), home_row(speech)))


def _so_far(speech: Speech, of: Standing) -> Markup | None:
    if of.last is None:
        return None
    last = speech("exam-last", right=of.last.result.right, total=of.last.result.total)
    if of.best is None:
        return last
    return Markup(
        f"{last}\n{speech('exam-passed-with', right=of.best.result.right, total=of.best.result.total)}"
    )


def _when(speech: Speech, of: Standing) -> Markup | None:
    if of.minutes_left is not None:
        return speech("exam-running", n=of.minutes_left)
    if of.free_on > of.today:
        return speech("exam-next", day=spell(PartialDate(of.free_on.isoformat()), speech.language))
    return None


def _rows(speech: Speech, of: Standing, nonce: str) -> list[Row]:
    if of.open_quiz is not None:
        return [_resume(speech, of.open_quiz), _hand_in(speech, of.open_quiz)]
    rows: list[Row] = []
    if of.free_on <= of.today:
        key = "exam-begin" if of.last is None else "exam-again"
        rows.append((Button(speech.plain(key), BeginExamTap(nonce)),))
    if of.best is not None:
        rows.append((Button(speech.plain("exam-certificate"), CertificateTap(of.best.result.quiz_id)),))
    if of.last is not None:
        rows.append((Button(speech.plain("exam-last-result"), ExamResultTap(of.last.result.quiz_id)),))
    return rows


def question(speech: Speech, at: Turn) -> Screen:
    how, rows = asking.asked(speech, at)
    head = speech("exam-heading", number=at.number, total=at.total, n=at.minutes_left or 0)
    ask = Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>")
    dont_know = (Button(speech.plain("quiz-dont-know"), DontKnowTap(at.quiz_id, at.position)),)
    return Screen(lines(head, ask, how), (*rows, dont_know, _hand_in(speech, at.quiz_id)))


def _hand_in(speech: Speech, quiz_id: int) -> Row:
    return (Button(speech.plain("exam-hand-in"), HandInTap(quiz_id, 0)),)


def _resume(speech: Speech, quiz_id: int) -> Row:
    return (Button(speech.plain("exam-resume"), ResumeTap(quiz_id)),)


def running(speech: Speech, quiz_id: int, minutes_left: int) -> Screen:
    """What /cancel and the quiz menu say while an exam is open."""
    html = speech("exam-running", n=minutes_left)
    return Screen(html, (_resume(speech, quiz_id), _hand_in(speech, quiz_id), home_row(speech)))


def handing_in(speech: Speech, of: Result) -> Screen:
    sure = (Button(speech.plain("exam-hand-in-sure"), HandInTap(of.quiz_id, 1)),)
    html = speech("exam-handing-in", answered=of.answered, n=of.total)
    return Screen(html, (sure, _resume(speech, of.quiz_id)))


def result(speech: Speech, of: Result, name: Markup | None) -> Screen:
    """Passed or not, and every miss with its right answer; ``name`` tells or asks for the certificate's."""
    percent = round(100 * of.right / of.total) if of.total else 0
    verdict = speech("exam-passed" if is_passed(of) else "exam-failed")
    score = speech("exam-score", right=of.right, n=of.total, percent=percent, needed=needed(of.total))
    listed = list(fitting([missed(speech, miss) for miss in of.missed]))
    title = speech("result-missed") if listed else None
    return Screen(
        lines(Markup(f"{verdict}\n{score}"), name, title, *listed),
        (*_certificate_rows(speech, of), *_miss_rows(speech, of), home_row(speech)),
    )


def _certificate_rows(speech: Speech, of: Result) -> tuple[Row, ...]:
    if not is_passed(of):
        return ()
    return ((Button(speech.plain("exam-certificate"), CertificateTap(of.quiz_id)),),)


def _miss_rows(speech: Speech, of: Result) -> tuple[Row, ...]:
    about = (Button(speech.plain("exam-about"), ExamTap()),)
    if not of.missed:
        return (about,)
    facts = len({miss.fact.id for miss in of.missed})
    practise = (Button(speech.plain("exam-practise", n=facts), PractiseTap(of.quiz_id)),)
    return (practise, (Button(speech.plain("exam-misses"), ExamMissTap(of.quiz_id, 0)),), about)


def miss(speech: Speech, bank: Bank, of: Result, number: int) -> Screen:
    """One miss: what was said, what is true and why, and on whose word."""
    at = of.missed[number]
    head = speech("exam-miss", number=number + 1, total=len(of.missed))
    ask = Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>")
    html = lines(head, ask, *_said(speech, at), told(speech, bank, at.fact))
    doubt = report.fact_row(speech, at.fact)
    if at.given is not None:
        doubt = report.question_row(speech, of.quiz_id, at.position)
    back = (Button(speech.plain("exam-back-result"), ExamResultTap(of.quiz_id)),)
    return Screen(html, (*_miss_pages(speech, of, number), doubt, back))


def _said(speech: Speech, at: Miss) -> Iterator[Markup]:
    """The answer beside the right one. Only of a statement the verdict alone does not say what was said."""
    given = at.given or DONT_KNOW
    if at.given is None:
        yield speech("exam-no-answer")
    elif isinstance(at.question, TrueFalse) and given.chosen:
        yield speech("exam-you-said", answer=verdicts.as_given(speech, at.question, given))
    yield verdicts.verdict(speech, at.question, at.options, given)


def _miss_pages(speech: Speech, of: Result, number: int) -> tuple[Row, ...]:
    around = (("exam-miss-before", number - 1), ("exam-miss-after", number + 1))
    row = tuple(
        Button(speech.plain(key, number=to + 1), ExamMissTap(of.quiz_id, to))
        for key, to in around
        if 0 <= to < len(of.missed)
    )
    return (row,) if row else ()


def time_is_up(speech: Speech, quiz_id: int) -> Screen:
    """What comes by itself when nobody was there at the end."""
    see = (Button(speech.plain("exam-see-result"), ExamResultTap(quiz_id)),)
    return Screen(speech("exam-time-up"), (see,))
