"""How much is taken of one person, and of one chat: what comes beyond is passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.clock import Clock


class Rate(NamedTuple):
    """``most`` at once, and ``a_second`` from then on."""

    most: float
    a_second: float


OF_PERSON = Rate(300, 1.0)
"""Nobody reads and taps faster for long; and more than one message a second Telegram lets go to no chat."""
OF_GROUP = Rate(1_500, 10.0)
REMEMBERED = 10_000
"""People and groups of whom it is remembered how much they have left; of others, all."""

Json = Mapping[str, Any]


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    is_told: bool = False


class Passed(NamedTuple):
    """An update that is passed over; ``is_first`` since its author was last calm."""

    chat_id: int
    query_id: str | None
    is_first: bool


class Allowance:
    """One for the process, and in memory alone."""

    def __init__(self, clock: Clock, of_person: Rate = OF_PERSON, of_group: Rate = OF_GROUP) -> None:
        self._clock = clock
        self._of_person = of_person
        self._of_group = of_group
        self._buckets: dict[int, _Bucket] = {}
        self._judged: dict[int, bool] = {}  # the updates of the last batch
        self.passed_over = 0
        """Updates since the start."""

    def judge(self, updates: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Passed]]:
        """Those that are taken, and the others. A batch that comes again, because the database did not take
        it, is judged as it was."""
        taken: list[dict[str, Any]] = []
        passed: list[Passed] = []
        before, self._judged = self._judged, {}
        for update in updates:
            number = update.get("update_id", 0)
            person_id, chat_id, query_id = _who(update)
            is_taken = before[number] if number in before else self._takes(person_id, chat_id)
            self._judged[number] = is_taken
            if is_taken:
                taken.append(update)
            elif number not in before:
                passed.append(Passed(chat_id, query_id, self._is_first(person_id or chat_id)))
        self.passed_over += len(passed)
        return taken, passed

    def _takes(self, person_id: int, chat_id: int) -> bool:
        """Ids of groups are below 0; 0 is nobody's."""
        is_taken = not person_id or self._takes_of(person_id, self._of_person)
        return is_taken and (chat_id >= 0 or self._takes_of(chat_id, self._of_group))

    def _takes_of(self, key: int, rate: Rate) -> bool:
        now = self._clock()
        bucket = self._buckets.pop(key, None) or _Bucket(rate.most, now)
        # A clock that is set back gives nothing and takes nothing.
        seconds = max((now - bucket.at).total_seconds(), 0.0)
        bucket.left, bucket.at = min(bucket.left + seconds * rate.a_second, rate.most), now
        if bucket.left >= rate.most / 10:
            bucket.is_told = False
        self._buckets[key] = bucket
        if len(self._buckets) > REMEMBERED:
            del self._buckets[next(iter(self._buckets))]
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def _is_first(self, key: int) -> bool:
        bucket = self._buckets.get(key)
        if bucket is None or bucket.is_told:
            return False
        bucket.is_told = True
        return True


def _who(update: Json) -> tuple[int, int, str | None]:
    """Person, chat and the id of a tap, as far as they can be read; whatever else is odd is seen to later."""
    content = next((part for part in update.values() if isinstance(part, Mapping)), {})
    message = content.get("message")
    place = content if "chat" in content else message if isinstance(message, Mapping) else {}
    tap_id = content.get("id") if "callback_query" in update else None
    return (
        _id_of(content.get("from")) or _id_of(content.get("user")),
        _id_of(place.get("chat")),
        tap_id if isinstance(tap_id, str) else None,
    )


def _id_of(value: object) -> int:
    number = value.get("id") if isinstance(value, Mapping) else None
    return number if type(number) is int else 0
