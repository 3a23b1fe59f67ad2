"""An outage in the log: one line when it begins, one when it has ended, however often it is met meanwhile."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class Outage:
    """Of one thing. ``sentence`` says what is wrong, such as "the database cannot be used"."""

    def __init__(self, sentence: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._sentence = sentence
        self._monotonic = monotonic
        self._since = 0.0
        self.is_on = False

    def met(self, error: BaseException) -> None:
        if not self.is_on:
            self.is_on, self._since = True, self._monotonic()
            log.warning("%s (%s)", self._sentence, error)

    def over(self) -> None:
        if self.is_on:
            self.is_on = False
            log.info("it is over after %.0f s: %s", self._monotonic() - self._since, self._sentence)
