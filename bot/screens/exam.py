"""The screens of the exam: what it is, a question of it, handing it in, the result."""

from __future__ import annotations

from bot.learning.exam import PASSED_AT, QUESTIONS, TIME, Standing, is_passed, needed
from bot.learning.quiz import Result, Turn
from bot.screens import asking
from bot.screens.home import home_row
from bot.screens.misses import fitting, missed
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.exam import BeginExamTap, CertificateTap, ExamResultTap, ExamTap, HandInTap
from bot.taps.quiz import DontKnowTap, ResumeTap
from bot.texts import Markup, Speech, escape
from content.dates import spell
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
    told, rows = asking.asked(speech, at)
    head = speech("exam-heading", number=at.number, total=at.total, n=at.minutes_left or 0)
    ask = Markup(f"<b>{escape(at.question.ask.to(speech.language))}</b>")
    dont_know = (Button(speech.plain("quiz-dont-know"), DontKnowTap(at.quiz_id, at.position)),)
    return Screen(lines(head, ask, told), (*rows, dont_know, _hand_in(speech, at.quiz_id)))


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


def result(speech: Speech, of: Result) -> Screen:
    """Passed or not, and every miss with its right answer."""
    passed = is_passed(of)
    percent = round(100 * of.right / of.total) if of.total else 0
    verdict = speech("exam-passed" if passed else "exam-failed")
    score = speech("exam-score", right=of.right, n=of.total, percent=percent, needed=needed(of.total))
    listed = list(fitting([missed(speech, miss) for miss in of.missed]))
    title = speech("result-missed") if listed else None
    certificate = ((Button(speech.plain("exam-certificate"), CertificateTap(of.quiz_id)),),) if passed else ()
    again = (Button(speech.plain("exam-about"), ExamTap()),)
    return Screen(lines(title, *listed, verdict, score), (*certificate, again, home_row(speech)))
