"""Why a question or a fact is reported."""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal["key", "fact", "wording", "translation", "other"]
"""Another answer is right; the fact is wrong; it is unclear; it is badly translated; something else."""
REASONS: tuple[Reason, ...] = get_args(Reason)
FACT_REASONS: tuple[Reason, ...] = ("fact", "wording", "translation", "other")
"""What can be wrong with a fact, which has no answer."""
LONGEST = 500
"""Characters of a sentence that is added."""
