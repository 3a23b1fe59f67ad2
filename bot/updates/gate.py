"""What comes beyond anybody's allowance is counted, answered as shortly as may be, and never kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from bot.log import about
from bot.tasks import spawn
from bot.updates.allowance import Allowance, Passed
from bot.vault import Vault

log = logging.getLogger(__name__)

PassedOver = Callable[[Sequence[Passed]], Coroutine[Any, Any, None]]
"""Answers what was passed over; must not raise."""


class Gate:
    """One for the process, before the inbox."""

    def __init__(self, allowance: Allowance, vault: Vault, on_passed: PassedOver) -> None:
        self._allowance = allowance
        self._vault = vault
        self._on_passed = on_passed
        self._telling: asyncio.Task[None] | None = None

    @property
    def passed_over(self) -> int:
        """How many updates were passed over since the start."""
        return self._allowance.passed_over

    def let_in(self, updates: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
        """Those within everybody's allowance."""
        taken, passed = self._allowance.judge(updates)
        for each in passed:
            if each.is_first:
                with about(self._vault.sign(each.chat_id)):
                    log.warning("more comes than anybody can mean; it is passed over")
        # One telling at a time: a flood of taps shall not become as many calls.
        if passed and (self._telling is None or self._telling.done()):
            self._telling = spawn(self._on_passed(passed), name="answering what was passed over")
        return taken
