"""Marking answers anew when the key of a question was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from msgspec import Struct

from content.model import Choice, Question, TrueFalse

ANY = "*"
"""Every answer counts as right."""

Outcome = Literal["gained", "lost", "right", "wrong"]
"""What a correction does to a learner's answer: now right, now wrong, right as before, wrong as before."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Effect(Struct, frozen=True):
    """What a correction changes. ``gained`` answers become right, ``lost`` ones wrong."""

    answers: int
    learners: int
    gained: int
    lost: int


class Told(Struct, frozen=True):
    """What one learner is told of a correction: up to 64 characters on the way."""

    question_id: str
    mask: int
    outcome: Outcome

    def __str__(self) -> str:
        return f"{self.question_id} {self.mask} {self.outcome}"

    @classmethod
    def read(cls, text: str) -> Told:
        question_id, mask, outcome = text.split()
        return cls(question_id, int(mask), next(each for each in OUTCOMES if each == outcome))


def has_choice(question: Question) -> bool:
    """Whether single options can be said to have been right; of other kinds every answer counts, or none."""
    return isinstance(question, Choice | TrueFalse)


def accepted(question: Question, mask: int) -> str | None:
    """The option keys that bits of ``mask`` stand for, apart by a space; 0: ANY; None: no such options."""
    if mask == 0:
        return ANY
    if not has_choice(question) or mask >> len(question.options):
        return None
    return " ".join(option.key for place, option in enumerate(question.options) if mask >> place & 1)


def mask_of(question: Question | None, accepted: str) -> int:
    """The other way round. Options that have gone are left out."""
    options = question.options if question is not None and has_choice(question) else ()
    keys = accepted.split()
    return sum(1 << place for place, option in enumerate(options) if option.key in keys)


def is_right(chosen: str | None, typed: str | None, accepted: str) -> bool:
    """The new mark of an answer. "Don't know" is none."""
    if accepted == ANY:
        return chosen is not None or typed is not None
    return chosen is not None and set(chosen.split()) <= set(accepted.split())


def outcome(marks: Sequence[tuple[bool, bool]]) -> Outcome:
    """Of a learner's answers to the question, each whether it was and is right, the first one first."""
    if (False, True) in marks:
        return "gained"
    if (True, False) in marks:
        return "lost"
    return "right" if marks[-1][1] else "wrong"
