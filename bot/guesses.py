"""How often each person has guessed at a certificate's code lately, whatever became of their rows."""

from __future__ import annotations

from datetime import datetime, timedelta

REMEMBERED = 10_000
"""People of whom it is remembered."""


class Guesses:
    """Kept in memory, so that whoever has themselves forgotten begins no new count. The learner's own row
    (``services.certificates``) is the one that outlives a restart. ``most`` are free in each ``within``.
    """

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._people: dict[int, tuple[datetime, set[int]]] = {}

    def free_at(self, person_id: int, update_id: int, now: datetime) -> datetime | None:
        """Count an update, again handled or not, as one guess; None if it is free, else when the next is."""
        since, updates = self._people.get(person_id, (now, set()))
        if now - since >= self._within:
            since, updates = now, set()
        if update_id not in updates and len(updates) >= self._most:
            return since + self._within
        updates.add(update_id)
        self._people[person_id] = since, updates
        if len(self._people) > REMEMBERED:
            del self._people[next(iter(self._people))]
        return None
