"""The weights that were learned: how much each measure of a thing counts, and each sign of sureness."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

LEARNED = Path(__file__).parent / "words" / "weights.json"
"""Written by ``python -m benchmarks.ask_learning``."""


@cache
def learned(part: str) -> Mapping[str, float]:
    """The weights of one part, by name."""
    return cast(Mapping[str, float], json.loads(LEARNED.read_text(encoding="utf-8"))[part])
