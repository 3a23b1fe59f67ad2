"""A question of a live quiz by buttons: its options with letters, and what somebody reads over a tap."""

from __future__ import annotations

from typing import Literal

from bot.learning.live import Asked
from bot.screens.asking import letter, lettered
from bot.screens.screen import Button, Row, cut, lines
from bot.taps.live import LiveClearTap, LiveDoneTap, LiveVoteTap
from bot.texts import Markup, Speech, escape
from content.model import Match, Order, Several

WORDS_LIMIT = 120
"""Characters of an option over a tap: a notification takes 200 (Bot API, answerCallbackQuery)."""


def listed(speech: Speech, asked: Asked) -> Markup:
    """The options, and how they are tapped. One message is for all, so none of them bears a tick."""
    question = asked.question
    found = [question.option(key) for key in asked.item.options]
    labels = [option.text.to(speech.language) for option in found if option is not None]
    options = Markup("\n".join(lettered(speech, labels, index) for index in range(len(labels))))
    if not isinstance(question, Match):
        return lines(options, _how(speech, asked))
    left = [
        f"<b>{number}.</b> {escape(option.text.to(speech.language))}"
        for number, option in enumerate(question.left, start=1)
    ]
    return lines(Markup("\n".join(left)), options, _how(speech, asked))


def _how(speech: Speech, asked: Asked) -> Markup:
    match asked.question:
        case Several():
            return speech("ask-several")
        case Order():
            return speech("ask-order")
        case Match():
            return speech("live-tap-match")
        case _:
            return speech("live-tap-one")


def vote_rows(speech: Speech, live_id: int, asked: Asked) -> tuple[Row, ...]:
    """A letter for each option, and what an answer of several taps needs besides."""
    at = asked.position
    letters = tuple(
        Button(letter(speech, index), LiveVoteTap(live_id, at, index))
        for index in range(len(asked.item.options))
    )
    match asked.question:
        case Several():
            return letters, (Button(speech.plain("quiz-check"), LiveDoneTap(live_id, at)),)
        case Order() | Match():
            return letters, (Button(speech.plain("quiz-start-over"), LiveClearTap(live_id, at)),)
        case _:
            return (letters,)


def over_tap(
    speech: Speech,
    asked: Asked,
    keys: tuple[str, ...],
    became: Literal["answer", "before", "part", "nothing"],
) -> str:
    """What whoever tapped has chosen; it does not tell whether that is right."""
    if became == "nothing":
        return speech.plain("error-nothing-ticked")
    if not keys:
        return speech.plain("live-nothing-chosen")
    answer = _in_letters(speech, asked, keys)
    if became == "part":
        is_ticked = isinstance(asked.question, Several)
        return speech.plain("live-ticked" if is_ticked else "live-so-far", answer=answer)
    return speech.plain("live-taken" if became == "answer" else "live-taken-before", answer=answer)


def _in_letters(speech: Speech, asked: Asked, keys: tuple[str, ...]) -> str:
    letters = [letter(speech, asked.item.options.index(key)) for key in keys]
    match asked.question:
        case Several():
            return ", ".join(letters)
        case Order():
            return " → ".join(letters)
        case Match():
            return ", ".join(f"{number}–{each}" for number, each in enumerate(letters, start=1))
        case question:
            option = question.option(keys[0])
            words = cut(option.text.to(speech.language), WORDS_LIMIT) if option else ""
            return f"{letters[0]}. {words}"
