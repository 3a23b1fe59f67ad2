"""Questions made from the bank, so that practice does not run dry; the same seed makes the same question."""

from __future__ import annotations

from content.model import Bank, Fact, Question

SEEDS = 1_000
"""Seeds a question can be made with: 0 up to, not including, this."""
PREFIX = "made-"


def made_for(bank: Bank, fact: Fact, seed: int) -> tuple[Question, ...]:
    """Every question that can be made on ``fact`` with ``seed``, at most one of each kind."""
    return ()


def find(bank: Bank, fact: Fact, question_id: str) -> Question | None:
    """A question of the fact by its id, written or made."""
    if not question_id.startswith(PREFIX):
        return fact.question(question_id)
    _, _, seed = question_id.rpartition("-")
    if not seed.isdecimal():
        return None
    return next((made for made in made_for(bank, fact, int(seed)) if made.id == question_id), None)
