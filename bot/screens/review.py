"""The screens of reviews: what is due, and what one is sure of and wrong about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning.quiz import Miss
from bot.learning.review import Review
from bot.screens.days import with_weekday
from bot.screens.home import home_row
from bot.screens.misses import fitting, missed
from bot.screens.screen import Button, Row, Screen, lines
from bot.taps.quiz import QuizMenuTap
from bot.taps.review import PractiseDoubtsTap, ReviewNowTap, SnoozeTap
from bot.texts import Markup, Speech

SNOOZES = (1, 7)
"""Days for which reviews can be put off."""
PRACTISED = 10
"""Facts of the list that are practised at once."""


def review(speech: Speech, of: Review, nonce: str) -> Screen:
    """What is due now; or honestly nothing, and when the next will be."""
    if of.snoozed_to is not None:
        wake = (Button(speech.plain("review-wake"), SnoozeTap(0)),)
        html = speech("review-snoozed", day=with_weekday(speech, of.snoozed_to))
        return Screen(html, (wake, home_row(speech)))
    if of.due == 0:
        quiz = (Button(speech.plain("home-quiz"), QuizMenuTap()),)
        return Screen(_nothing(speech, of), (quiz, home_row(speech)))
    if of.allowed == 0:
        on = (Button(speech.plain("review-beyond"), ReviewNowTap(nonce, 1)),)
        html = lines(speech("review-enough", n=of.done), speech("review-waiting", n=of.due))
        return Screen(html, (on, home_row(speech)))
    begin = (Button(speech.plain("review-begin"), ReviewNowTap(nonce, 0)),)
    over = speech("review-allowed", n=of.allowed) if of.allowed < of.due else None
    return Screen(lines(speech("review-due", n=of.due), over), (begin, _snoozes(speech), home_row(speech)))


def _nothing(speech: Speech, of: Review) -> Markup:
    if of.next_on is None:
        return speech("review-none")
    following = speech("review-next", day=with_weekday(speech, of.next_on), n=of.next_due)
    return lines(speech("review-nothing"), following)


def _snoozes(speech: Speech) -> Row:
    return tuple(Button(speech.plain("review-snooze", n=days), SnoozeTap(days)) for days in SNOOZES)


def doubts(speech: Speech, misses: Sequence[Miss], nonce: str, *, is_asked: bool) -> Screen:
    """What one is sure of and wrong about, with the right answers."""
    if not misses:
        key = "doubts-none" if is_asked else "doubts-off"
        return Screen(lines(speech("doubts-title"), speech(key)), (home_row(speech),))
    listed = fitting([missed(speech, miss) for miss in misses])
    count = min(len(misses), PRACTISED)
    practise = (Button(speech.plain("doubts-practise", n=count), PractiseDoubtsTap(nonce)),)
    return Screen(lines(speech("doubts-title"), *listed), (practise, home_row(speech)))
