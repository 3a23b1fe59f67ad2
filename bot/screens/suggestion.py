"""Suggesting a fact or a correction; what administrators see of it; and the answer that comes back."""

from __future__ import annotations

from bot.learning.suggestion import LONGEST, LONGEST_ANSWER, Suggestion
from bot.screens.home import home_row
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.trust import AdminTap, AnswerSuggestionTap, CloseSuggestionTap, SuggestionsTap, SuggestTap
from bot.texts import Markup, Speech, escape, isolated

QUOTED = 300
"""Characters of a suggestion above the answer to it."""


def suggest_row(speech: Speech) -> Row:
    """The way there, among the reasons of a report."""
    return (Button(speech.plain("suggest-button"), SuggestTap()),)


def ask(speech: Speech) -> Screen:
    return Screen(speech("suggest-ask", n=LONGEST), (home_row(speech),))


def thanks(speech: Speech) -> Screen:
    return Screen(speech("suggest-thanks"), (home_row(speech),))


def answered(speech: Speech, text: str | None, answer: str | None) -> Screen:
    """The answer, under the beginning of what it answers; None is what cannot be opened any more."""
    quoted = Markup(f"<blockquote>{escape(isolated(_beginning(text)))}</blockquote>") if text else None
    told = speech("suggestion-answer-lost") if answer is None else escape(isolated(answer))
    return Screen(lines(speech("suggestion-answered"), quoted, told), (home_row(speech),))


def _beginning(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED]} …"


def waiting(speech: Speech, at: Suggestion, text: str | None) -> Screen:
    """One that an administrator reads; ``text`` is opened."""
    html = speech(
        "admin-suggestion",
        when=f"{at.at:%d.%m.%Y}",
        language=at.language,
        text=speech.plain("admin-sealed") if text is None else isolated(text),
    )
    acts = (
        Button(speech.plain("admin-suggestion-answer"), AnswerSuggestionTap(at.id)),
        Button(speech.plain("admin-suggestion-close"), CloseSuggestionTap(at.id)),
    )
    onward = Button(speech.plain("admin-suggestion-next"), SuggestionsTap(at.id + 1))
    return Screen(html, (acts, (_admin(speech),) if at.is_last else (onward, _admin(speech))))


def nothing(speech: Speech) -> Screen:
    return Screen(speech("admin-nothing"), ((_admin(speech),),))


def ask_answer(speech: Speech, at: Suggestion) -> Screen:
    html = speech("admin-suggestion-ask", n=LONGEST_ANSWER, language=at.language)
    back = Button(speech.plain("button-back"), SuggestionsTap(at.id))
    return Screen(html, ((back,),))


def sent(speech: Speech) -> Screen:
    return _telling(speech, "admin-suggestion-answered")


def gone(speech: Speech) -> Screen:
    return _telling(speech, "admin-suggestion-gone")


def _telling(speech: Speech, key: str) -> Screen:
    onward = Button(speech.plain("admin-suggestion-next"), SuggestionsTap(0))
    return Screen(speech(key), ((onward, _admin(speech)),))


def _admin(speech: Speech) -> Button:
    return Button(speech.plain("admin-home"), AdminTap())
