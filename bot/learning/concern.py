"""A question or fact that somebody should look at: reported, paused or flagged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct, field

from bot.learning.items import SUSPECT, Figures
from bot.learning.picking import QuestionKey
from bot.learning.report import Reason

Which = Literal["reported", "paused", "flagged"]
LISTS: tuple[Which, ...] = get_args(Which)

PauseReason = Literal["reports", "admin"]


class Pause(Struct, frozen=True):
    """``since`` is an aware UTC instant."""

    reason: PauseReason
    since: datetime


class Concern(Struct, frozen=True):
    """All that is known against a question, or against a fact if the key's question is empty."""

    key: QuestionKey
    reasons: Mapping[Reason, int] = field(default_factory=dict)  # open reports, the most frequent first
    newest: int = 0  # the id of the newest report
    pause: Pause | None = None
    figures: Figures | None = None

    @property
    def reports(self) -> int:
        return sum(self.reasons.values())

    @property
    def item(self) -> str:
        return digest(self.key)

    def is_in(self, which: Which) -> bool:
        if which == "reported":
            return bool(self.reasons)
        if which == "paused":
            return self.pause is not None
        return self.figures is not None and bool(self.figures.flags)

    @property
    def is_suspect(self) -> bool:
        return self.figures is not None and bool(SUSPECT & set(self.figures.flags))


class Remark(Struct, frozen=True):
    """What a learner wrote with a report; ``text`` is None if it cannot be decrypted."""

    text: str | None
    language: str
    at: datetime


class Overview(Struct, frozen=True):
    learners: int
    active: int  # in the last seven days
    answers: int  # today
    reports: int  # open
    suggestions: int  # open
    unanswered: int  # questions that were asked in vain
    listed: Mapping[Which, int]  # concerns in each list
    came: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # by kind of chat: people, chats


def digest(key: QuestionKey) -> str:
    """A short name of a question or fact that fits a button: their ids together do not."""
    return hashlib.blake2b("#".join(key).encode(), digest_size=6).hexdigest()
