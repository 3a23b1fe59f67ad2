"""The first screen, the home screen, and the screens that only tell something."""

from __future__ import annotations

from bot.learning.quiz import Turn
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps import (
    AbandonTap,
    DailyTap,
    ForgetTap,
    HomeTap,
    LanguageTap,
    ProgressTap,
    QuizMenuTap,
    ResumeTap,
    StartTap,
)
from bot.texts import Catalogues, Speech
from content.model import LANGUAGES, Bank, Language

FIRST_QUIZ = 5
"""Questions of the quiz that the home screen starts."""


def language_row(texts: Catalogues, likely: Language) -> Row:
    """The three languages, each by its own name, the likely one first."""
    ordered = sorted(LANGUAGES, key=lambda language: language != likely)
    return tuple(
        Button(texts.to(language).plain("language-name"), LanguageTap(language)) for language in ordered
    )


def welcome(texts: Catalogues, bank: Bank, likely: Language) -> Screen:
    speech = texts.to(likely)
    html = speech("welcome", title=bank.title.to(likely), greeting=bank.greeting.to(likely))
    return Screen(html, (language_row(texts, likely),))


def languages(texts: Catalogues, present: Language) -> Screen:
    return Screen(texts.to(present)("language-choose"), (language_row(texts, present),))


def home_rows(speech: Speech, nonce: str) -> tuple[Row, ...]:
    """The four buttons of the home screen, which also end a quiz."""
    return (
        (Button(speech.plain("home-start", n=FIRST_QUIZ), StartTap("", FIRST_QUIZ, nonce)),),
        (
            Button(speech.plain("home-quiz"), QuizMenuTap()),
            Button(speech.plain("home-progress"), ProgressTap()),
        ),
        (Button(speech.plain("home-daily"), DailyTap()),),
    )


def home(speech: Speech, bank: Bank, nonce: str, open_turn: Turn | None) -> Screen:
    rows = home_rows(speech, nonce)
    if open_turn is not None:
        rows = ((_resume(speech, open_turn),), *rows)
    title = bank.title.to(speech.language)
    return Screen(speech("home", title=title, facts=len(bank.facts)), rows)


def _resume(speech: Speech, turn: Turn) -> Button:
    label = speech.plain("quiz-resume", number=turn.position + 1, total=turn.total)
    return Button(label, ResumeTap(turn.quiz_id))


def leave_quiz(speech: Speech, turn: Turn) -> Screen:
    """What /cancel asks while a quiz is open."""
    leave = Button(speech.plain("quiz-abandon"), AbandonTap(turn.quiz_id))
    return Screen(speech("cancel-quiz"), ((_resume(speech, turn),), (leave,)))


def telling(speech: Speech, key: str, **params: object) -> Screen:
    """A screen that says one thing and leads home."""
    return Screen(speech(key, **params), (home_row(speech),))


def heard(speech: Speech, key: str, open_turn: Turn | None) -> Screen:
    """What is said to words nobody asked for; an open quiz is one tap away."""
    told = telling(speech, key)
    return told if open_turn is None else Screen(told.html, ((_resume(speech, open_turn),), *told.rows))


def home_row(speech: Speech) -> Row:
    return (Button(speech.plain("button-home"), HomeTap()),)


def help_(speech: Speech, contact: str) -> Screen:
    html = lines(speech("help"), speech("help-contact", contact=contact) if contact else None)
    return Screen(html, (home_row(speech),))


def privacy(speech: Speech, contact: str) -> Screen:
    html = lines(speech("privacy"), speech("privacy-contact", contact=contact) if contact else None)
    return Screen(html, (home_row(speech),))


def forget(speech: Speech) -> Screen:
    sure = Button(speech.plain("forget-confirm"), ForgetTap())
    return Screen(speech("forget"), ((sure,), (Button(speech.plain("button-cancel"), HomeTap()),)))


def forgotten(speech: Speech) -> Screen:
    return Screen(speech("forgotten"))
