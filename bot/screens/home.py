"""The first screen, the home screen, and the screens that only tell something."""

from __future__ import annotations

from bot.learning.quiz import Turn
from bot.screens import reviewing
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.base import Tap
from bot.taps.daily import DailyTap
from bot.taps.exam import ExamTap
from bot.taps.home import HomeMoreTap, HomeTap, LanguageTap, ProgressTap
from bot.taps.lessons import LearnTap, TimelineTap, TodayTap
from bot.taps.quiz import AbandonTap, GoOnTap, QuizMenuTap, ScopeTap, StartTap
from bot.taps.review import ReviewTap
from bot.taps.settings import SettingsTap
from bot.texts import Catalogues, Speech
from content.model import LANGUAGES, Bank, Era, Language

FIRST_QUIZ = 5
"""Questions of the quiz that the home screen starts."""
OPEN_KINDS = ("when", "number", "name")


def language_row(texts: Catalogues, likely: Language, onward: str = "") -> Row:
    """The three languages, each by its own name, the likely one first; then ``onward``, a link's payload."""
    ordered = sorted(LANGUAGES, key=lambda language: language != likely)
    return tuple(
        Button(texts.to(language).plain("language-name"), LanguageTap(language, onward))
        for language in ordered
    )


def welcome(texts: Catalogues, bank: Bank, likely: Language, onward: str = "") -> Screen:
    speech = texts.to(likely)
    html = speech("welcome", title=bank.title.to(likely), greeting=bank.greeting.to(likely))
    return Screen(html, (language_row(texts, likely, onward),))


def languages(texts: Catalogues, present: Language) -> Screen:
    return Screen(texts.to(present)("language-choose"), (language_row(texts, present),))


def after_rows(speech: Speech, nonce: str) -> tuple[Row, ...]:
    """Where to go on after a quiz."""
    return (
        (Button(speech.plain("home-start", n=FIRST_QUIZ), StartTap("", FIRST_QUIZ, nonce)),),
        (
            Button(speech.plain("home-quiz"), QuizMenuTap()),
            Button(speech.plain("home-progress"), ProgressTap()),
        ),
        home_row(speech),
    )


def home(speech: Speech, bank: Bank, nonce: str, open_turn: Turn | None, due: int = 0) -> Screen:
    """Six buttons at most; ``due`` facts wait for review."""
    start = (Button(speech.plain("home-start", n=FIRST_QUIZ), StartTap("", FIRST_QUIZ, nonce)),)
    rows = (
        *(resume_rows(speech, open_turn) or (start,)),
        *(((Button(speech.plain("home-review", n=due), ReviewTap()),),) if due else ()),
        _pair(speech, "home-learn", LearnTap(0), "home-quiz", QuizMenuTap()),
        _pair(speech, "home-progress", ProgressTap(), "button-more", HomeMoreTap()),
    )
    title = bank.title.to(speech.language)
    return Screen(speech("home", title=title, facts=len(bank.facts)), rows)


def more_rows(speech: Speech) -> tuple[Row, ...]:
    """What is seldom used of the home screen."""
    return (
        _pair(speech, "home-today", TodayTap(0, 0), "home-timeline", TimelineTap()),
        _pair(speech, "home-exam", ExamTap(), "home-daily", DailyTap()),
        _pair(speech, "home-settings", SettingsTap(), "button-back", HomeTap()),
    )


def _pair(speech: Speech, one: str, tap: Tap, other: str, other_tap: Tap) -> Row:
    return (Button(speech.plain(one), tap), Button(speech.plain(other), other_tap))


def resume_rows(speech: Speech, turn: Turn | None) -> tuple[Row, ...]:
    """The way back into an open quiz, if there is one."""
    return () if turn is None else ((_go_on(speech, turn),),)


def short_resume_row(speech: Speech, turn: Turn | None) -> Row:
    """The same beside another button; nothing without an open quiz."""
    if turn is None:
        return ()
    return (_go_on(speech, turn, "quiz-resume-short"),)


def link(speech: Speech, url: str) -> Screen:
    """A link to send on: in a message of its own, so that it can be forwarded."""
    return Screen(speech("link", url=url))


def _go_on(speech: Speech, turn: Turn, key: str = "quiz-resume") -> Button:
    if turn.is_done and turn.is_last:
        key = "quiz-see-result"
    return Button(speech.plain(key, number=turn.open_number, total=turn.total), GoOnTap(turn.quiz_id))


def leave_quiz(speech: Speech, turn: Turn) -> Screen:
    """What /cancel asks while a quiz is open."""
    leave = Button(speech.plain("quiz-abandon"), AbandonTap(turn.quiz_id))
    return Screen(speech("cancel-quiz"), ((_go_on(speech, turn),), (leave,)))


def telling(speech: Speech, key: str, **params: object) -> Screen:
    """A screen that says one thing and leads home."""
    return Screen(speech(key, **params), (home_row(speech),))


def heard(speech: Speech, key: str, open_turn: Turn | None, **params: object) -> Screen:
    """What is said to what nobody asked for; an open quiz is one tap away."""
    return Screen(speech(key, **params), (*resume_rows(speech, open_turn), home_row(speech)))


def asking(speech: Speech, bank: Bank) -> Screen:
    """What /ask is for, with a question of the bank that one could ask: short, and whole without options."""
    written = [question for fact in bank.facts for question in fact.questions]
    example = min(written, key=lambda each: (each.kind not in OPEN_KINDS, len(each.ask.en)))
    title = bank.title.to(speech.language)
    return telling(speech, "ask-explain", title=title, example=example.ask.to(speech.language))


def declined(speech: Speech, bank: Bank, era: Era | None, open_turn: Turn | None) -> Screen:
    """A question the bank has no answer to: honestly, with the nearest era if it was about the history."""
    if era is None:
        return heard(speech, "ask-off-topic", open_turn, title=bank.title.to(speech.language))
    title = era.title.to(speech.language)
    offer = (Button(title, ScopeTap(era.id)),)
    html = speech("ask-no-answer", era=title)
    return Screen(html, (offer, *resume_rows(speech, open_turn), home_row(speech)))


def home_row(speech: Speech) -> Row:
    return (Button(speech.plain("button-home"), HomeTap()),)


def help_(speech: Speech, bank: Bank, contact: str) -> Screen:
    asked = speech("help-contact", contact=contact) if contact else None
    html = lines(speech("help"), reviewing.of_bank(speech, bank), asked)
    return Screen(html, ((Button(speech.plain("home-settings"), SettingsTap()),), home_row(speech)))
