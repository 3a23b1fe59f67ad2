"""The bot with short pauses, for the short forms of the proof: `python -m tests.prove.hurried`."""

from __future__ import annotations

import sys
from datetime import timedelta

from bot import __main__ as bot
from bot import leading
from bot.delivery import reading, sender
from bot.services import deliveries
from bot.updates import intake, polling
from bot.wire.request import AiohttpRequest
from db import engine

if __name__ == "__main__":
    deliveries.BACKOFF = tuple(timedelta(seconds=1) for _ in deliveries.BACKOFF)  # type: ignore[assignment]
    reading.BEHIND = timedelta(seconds=1)
    sender.AFTER_FAILURE_REST = 1.0
    engine.BUSY_TIMEOUT_MS = engine.HALTED_MS = 1000
    polling.LONGEST_PAUSE = 0.5
    leading.LEASE, leading.RENEWAL = timedelta(seconds=2), 0.3
    intake.LEASE, intake.RENEWAL = timedelta(seconds=4), 0.5
    patient = intake.Intake.__init__.__kwdefaults__ or {}
    patient["retry_pauses"] = (0.1,) * len(patient["retry_pauses"])
    defaults = AiohttpRequest.__init__.__kwdefaults__
    assert defaults is not None
    defaults["read_timeout"] = defaults["write_timeout"] = defaults["pool_timeout"] = 1.0
    sys.exit(bot.main([]))
