"""How each kind of quiz is played: a new kind is a new value here, and not a branch elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace


class Play(Struct, frozen=True):
    """One kind of quiz. ``name`` stands in its row."""

    name: str
    brings_misses_back: bool = True
    tells_at_once: bool = True  # the verdict after each answer, else at the end
    asks_confidence: bool = True  # of whoever wants to be asked
    gives_hints: bool = False
    stands_aside: bool = False  # an open quiz stays open beside it
    closes_book: bool = False  # shuts everything that would tell answers
    counts_unanswered: bool = False  # what has no answer at the end is wrong, so nothing is stepped over
    can_be_left: bool = True
    has_next_step: bool = False  # its result leads on in the lesson
    is_kept: bool = False  # no other quiz ends it, and it counts as begun also without an answer
    is_homework: bool = False  # given by a teacher: its day ends it, and decides when its keys are told
    is_on_paper: bool = False  # comes answered as a whole: no time is taken, and no other quiz ends for it
    can_be_passed_on: bool = True  # its questions are anybody's, by a link
    title: str = "share-everything"  # a key of the catalogue, where it is about nothing of its own


PRACTICE = Play("practice", gives_hints=True)
MISSED = Play("missed", gives_hints=True)
REVIEW = Play("review", gives_hints=True, title="share-review")
SURE = Play("sure", gives_hints=True)
LESSON = Play("lesson", gives_hints=True, has_next_step=True)
"""The check at the end of a step of a lesson."""
ASIDE = Play("fact", brings_misses_back=False, gives_hints=True, stands_aside=True)
"""One question about a fact."""
EXAM = Play(
    "exam",
    brings_misses_back=False,
    tells_at_once=False,
    asks_confidence=False,
    closes_book=True,
    counts_unanswered=True,
    can_be_left=False,
    can_be_passed_on=False,
)
HOMEWORK = Play(
    "homework",
    brings_misses_back=False,
    can_be_left=False,
    is_kept=True,
    is_homework=True,
    can_be_passed_on=False,
    title="homework",
)
"""That tells each verdict at once."""
HOMEWORK_LATER = replace(HOMEWORK, name="homework-later", tells_at_once=False, asks_confidence=False)
"""That tells nothing before its keys are shown."""
PAPER = Play("paper", brings_misses_back=False, asks_confidence=False, is_on_paper=True)
"""A set that was answered on paper."""
HOMEWORK_PAPER = replace(HOMEWORK, name="homework-paper", asks_confidence=False, is_on_paper=True)
HOMEWORK_PAPER_LATER = replace(HOMEWORK_LATER, name="paper-later", is_on_paper=True)

_PLAYS: Mapping[str, Play] = {
    play.name: play
    for play in (
        *(PRACTICE, MISSED, REVIEW, SURE, LESSON, ASIDE, EXAM),
        *(HOMEWORK, HOMEWORK_LATER, PAPER, HOMEWORK_PAPER, HOMEWORK_PAPER_LATER),
    )
}
KEPT = tuple(play.name for play in _PLAYS.values() if play.is_kept)


PASSED_ON = frozenset(name for name, play in _PLAYS.items() if play.can_be_passed_on)
"""The kinds of quiz in which two may be put side by side."""


def play_of(name: str) -> Play:
    return _PLAYS[name]
