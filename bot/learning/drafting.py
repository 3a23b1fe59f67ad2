"""A teacher writes a question by questions and answers: what is asked next, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import Refusal
from content.own import KINDS, Written, tidy
from content.own_rules import COUNTS, Fault, faults, of_answers

Step = Literal["ask", "answers", "right", "note", "source", "whole"]

_STEPS: tuple[Step, ...] = ("ask", "answers", "right", "note", "source")
_WITH_RIGHT = ("choice", "several", "true-false")
"""Kinds of which it is asked what is right; of the others the answers say it themselves."""


class Draft(Struct, frozen=True):
    """A question that is being written; ``done`` are the steps that are behind."""

    of: Written
    done: frozenset[str] = frozenset()

    @property
    def step(self) -> Step:
        return next((step for step in _STEPS if step not in self.done and self._has(step)), "whole")

    def _has(self, step: Step) -> bool:
        if step == "answers":
            return self.of.kind != "true-false"
        return step != "right" or self.of.kind in _WITH_RIGHT

    @property
    def may_skip(self) -> bool:
        """Whether nothing need be said here."""
        is_correction = self.of.kind == "true-false" and self.of.right == (1,)
        return self.step == "source" or (self.step == "note" and not is_correction)

    @property
    def takes_text(self) -> bool:
        return self.step in ("ask", "answers", "note", "source")

    def to_plain(self) -> dict[str, Any]:
        return {**self.of.to_plain(), "done": sorted(self.done)}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Draft:
        return cls(Written.from_plain(plain), frozenset(plain.get("done", _STEPS)))


def begin(kind: str) -> Draft:
    if kind not in KINDS:
        raise Refusal("error-button-old")
    return Draft(Written(kind=kind))


def of_poll(ask: str, options: Sequence[str], right: Sequence[int], note: str, *, is_several: bool) -> Draft:
    """A quiz poll that was sent on: what it does not tell, or not as a question may be, is open still."""
    is_several = len(right) > 1 or (is_several and not right and len(options) >= COUNTS["several"][0])
    of = Written(
        kind="several" if is_several else "choice",
        ask=tidy(ask),
        answers=tuple(map(tidy, options)),
        right=tuple(sorted(place for place in right if 0 <= place < len(options))),
        note=tidy(note),
    )
    return Draft(of, frozenset(_STEPS) - {fault.part for fault in faults(of)})


def take(draft: Draft, text: str) -> Draft:
    """The typed answer to what is asked now; answers come one a line, in one message or in several."""
    match draft.step:
        case "ask":
            return _checked(replace(draft, of=replace(draft.of, ask=tidy(text))), "ask")
        case "answers":
            given = tuple(line for each in text.splitlines() if (line := tidy(each)))
            grown = replace(draft.of, answers=(*draft.of.answers, *given))
            refuse_first(list(of_answers(grown)))
            return replace(draft, of=grown)
        case "note":
            return _checked(replace(draft, of=replace(draft.of, note=tidy(text))), "note")
        case "source":
            return _checked(replace(draft, of=replace(draft.of, source=tidy(text))), "source")
        case _:
            raise Refusal("error-button-old")


def close_answers(draft: Draft) -> Draft:
    """These are all answers."""
    _refuse_unless(draft, "answers")
    return _checked(draft, "answers")


def clear_answers(draft: Draft) -> Draft:
    """Write the answers anew."""
    _refuse_unless(draft, "answers")
    return Draft(replace(draft.of, answers=(), right=()), draft.done - {"right"})


def choose(draft: Draft, place: int) -> Draft:
    """This answer is right; of several it is ticked, or no longer."""
    _refuse_unless(draft, "right")
    if place >= (2 if draft.of.kind == "true-false" else len(draft.of.answers)):
        raise Refusal("error-button-old")
    if draft.of.kind != "several":
        return _checked(replace(draft, of=replace(draft.of, right=(place,))), "right")
    right = set(draft.of.right) ^ {place}
    return replace(draft, of=replace(draft.of, right=tuple(sorted(right))))


def close_right(draft: Draft) -> Draft:
    """These are all that are right."""
    _refuse_unless(draft, "right")
    return _checked(draft, "right")


def skip(draft: Draft) -> Draft:
    if not draft.may_skip:
        raise Refusal("error-button-old")
    return replace(draft, done=draft.done | {draft.step})


def _refuse_unless(draft: Draft, step: Step) -> None:
    if draft.step != step:
        raise Refusal("error-button-old")


def _checked(draft: Draft, step: Step) -> Draft:
    """With the step behind. Refuses what breaks a rule in it."""
    refuse_first([fault for fault in faults(draft.of) if fault.part == step])
    return replace(draft, done=draft.done | {step})


def refuse_first(found: list[Fault]) -> None:
    if found:
        raise Refusal(found[0].key, **found[0].about)
