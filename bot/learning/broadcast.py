"""A broadcast: one text of the administrators for many, whom it is for, and how long it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from msgspec import Struct, field

from content.model import LANGUAGES, Language

LONGEST = 2000
"""Characters of a text: one message holds them, even if each were an emoji."""
A_BEAT = 1000
"""Messages that may wait at once. More are planned at the next beat: the daily facts of that minute shall not
queue behind a whole broadcast."""
LATENESS = timedelta(days=3)
"""What could not be sent for so long after its time is not sent any more."""
DRAFT_KEPT = timedelta(days=1)

Whom = Literal["all", "week", "month", "quarter", "reported", "groups", "channels"]
WHOM: dict[Whom, int | None] = {
    "all": None,
    "week": 7,
    "month": 30,
    "quarter": 90,
    "reported": None,
    "groups": None,
    "channels": None,
}
"""Whom it can be for, with the days within which they were there. Buttons carry the place: new ones last."""
REPORTED: Whom = "reported"
"""Those who have ever reported, suggested or asked something."""
CHATS: dict[Whom, str] = {"groups": "group", "channels": "channel"}
"""Where it is posted for everybody to read, with the kind of chat."""

State = Literal["draft", "sending", "done", "cancelled"]


class Audience(Struct, frozen=True):
    """Learners, or groups or channels, that read one of ``languages``, and are among ``whom``."""

    languages: tuple[Language, ...] = LANGUAGES
    whom: Whom = "all"


class Broadcast(Struct, frozen=True):
    """``texts`` has the languages with a text of their own, and the empty one if there is one for others."""

    id: int
    state: State
    audience: Audience
    people: int  # in the audience, or those of them to whom nothing is owed yet
    texts: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)  # deliveries in each state

    @property
    def is_written(self) -> bool:
        """Whether everybody in the audience would be told something."""
        return "" in self.texts or self.texts.issuperset(self.audience.languages)

    @property
    def waiting(self) -> int:
        return self.people + self.counts.get("pending", 0) + self.counts.get("sending", 0)

    @property
    def sent(self) -> int:
        return self.counts.get("sent", 0)

    @property
    def unreached(self) -> int:
        """Whom it did not reach: they have blocked the bot, or it was too late, or Telegram refused."""
        return sum(self.counts.get(state, 0) for state in ("blocked", "failed", "stale"))


def minutes(people: int, rate: float) -> int:
    """About how long it takes at ``rate`` messages a second, 0 being no limit."""
    a_minute = min(A_BEAT, 60 * rate) if rate else A_BEAT
    return max(1, -int(-people // a_minute))


def languages_of(mask: int) -> tuple[Language, ...]:
    """The languages whose bits are set, in their order."""
    return tuple(language for place, language in enumerate(LANGUAGES) if mask >> place & 1)


EVERY_LANGUAGE = (1 << len(LANGUAGES)) - 1
