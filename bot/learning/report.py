"""Why a question or a fact is reported."""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal["key", "fact", "wording", "translation", "other"]
"""Another answer is right; the fact is wrong; it is unclear; it is badly translated; something else."""
REASONS: tuple[Reason, ...] = get_args(Reason)
FACT_REASONS: tuple[Reason, ...] = ("fact", "wording", "translation", "other")
"""What can be wrong with a fact, which has no answer."""
EXPERIENCE = 10
"""Answers that a learner has given before their report helps to pause a question: accounts cost nothing."""
MOST_A_DAY = 10
"""Reports of one learner within a day."""
MOST_PAUSES_A_DAY = 5
"""Questions that reports pause by themselves within a day; of more, administrators decide."""
LONGEST = 500
"""Characters of a sentence that is added."""
