"""The bot, killed by itself at a named point: `KILL_AT=claimed python -m tests.prove.dying`.

The program knows nothing of this: the points are laid around its functions here, before it starts. With
KILL_AT_MARK, a file, it is done once: by whichever process comes there first, and by none that starts later.
"""

from __future__ import annotations

import inspect
import itertools
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from bot import __main__ as bot
from bot.context import Visit
from bot.delivery.sender import Sender
from bot.services import answering, deliveries, planning
from bot.updates.intake import Intake
from bot.updates.ledger import Ledger
from bot.wire.voice import Voice
from db import inbox


@dataclass(frozen=True)
class Point:
    """Before or after a function, where its value is of any interest."""

    owner: Any
    name: str
    is_before: bool = False
    counts: Callable[[Any], bool] = lambda _: True


FACTS = {
    "planned, not committed": Point(planning, "plan", counts=bool),
    "planned": Point(Sender, "beat"),
    "claimed, not committed": Point(deliveries, "claim", counts=bool),
    "claimed": Point(Sender, "_claim", counts=bool),
    "about to be sent": Point(Voice, "send", is_before=True),
    "sent, no receipt": Point(Voice, "send"),
    "receipt not committed": Point(deliveries, "sent"),
    "receipt stored": Point(Sender, "_store"),
}
UPDATES = {
    "update kept, not committed": Point(inbox, "insert"),
    "update kept": Point(Intake, "take"),
    "answer not committed": Point(answering, "answer"),
    "act committed": Point(Visit, "act"),
    "reply is out": Point(Voice, "edit"),
    "tap acknowledged": Point(Voice, "acknowledge"),
    "handled, not noted": Point(Ledger, "note_handled", is_before=True),
    "noted, not committed": Point(inbox, "mark_handled"),
}
POINTS = FACTS | UPDATES


def lay(point: Point, passage: int, mark: Path | None = None) -> None:
    """Die when the point is passed for the ``passage``-th time, unless somebody has set the mark before."""
    original, passages = getattr(point.owner, point.name), itertools.count(1)

    def pass_by(value: object) -> None:
        if point.counts(value) and next(passages) == passage:
            with suppress(FileExistsError):
                if mark is not None:
                    mark.touch(exist_ok=False)
                os.kill(os.getpid(), signal.SIGKILL)

    @wraps(original)
    async def awaited(*arguments: Any, **named: Any) -> Any:
        if point.is_before:
            pass_by(True)
        value = await original(*arguments, **named)
        if not point.is_before:
            pass_by(value)
        return value

    @wraps(original)
    def called(*arguments: Any, **named: Any) -> Any:
        if point.is_before:
            pass_by(True)
        value = original(*arguments, **named)
        if not point.is_before:
            pass_by(value)
        return value

    setattr(point.owner, point.name, awaited if inspect.iscoroutinefunction(original) else called)


if __name__ == "__main__":
    mark = Path(os.environ["KILL_AT_MARK"]) if "KILL_AT_MARK" in os.environ else None
    if mark is None or not mark.exists():
        lay(POINTS[os.environ["KILL_AT"]], int(os.environ.get("KILL_AT_PASSAGE", "1")), mark)
    sys.exit(bot.main([]))
