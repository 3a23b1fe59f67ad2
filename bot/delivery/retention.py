"""Forgetting those who do not come any more, a few at every beat."""

from __future__ import annotations

from functools import partial

from bot.acts import run
from bot.context import House
from bot.services import retention


class Retention:
    """One for the process. It goes round the learners by their ids; where it stands ends with the process."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._after = 0

    async def beat(self) -> None:
        months = self._house.settings.retention_months
        if months:
            now = self._house.clock()
            act = partial(retention.go_on, after=self._after, months=months, now=now)
            self._after = await run(self._house.database, act)
