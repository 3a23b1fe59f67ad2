"""How long the handling of updates takes: counted in buckets, and no word of what they were."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: the upper ends of the buckets; one more is for all that takes longer."""


class Times:
    def __init__(self, monotonic: Callable[[], float] = time.perf_counter) -> None:
        self._monotonic = monotonic
        self.counts = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Count what the block takes, also if it raises."""
        begun = self._monotonic()
        try:
            yield
        finally:
            took = self._monotonic() - begun
            self.counts[bisect_left(BOUNDS, took)] += 1
            self.seconds += took

    @property
    def number(self) -> int:
        return sum(self.counts)

    def within(self, share: float) -> float | None:
        """The bound in seconds under which this share stays; None of nothing, or if it is above them all."""
        rest = share * self.number
        for bound, count in zip(BOUNDS, self.counts, strict=False):
            rest -= count
            if rest <= 0:
                return bound if self.number else None
        return None
