"""Pictures, a few at a time and in the order of asking: a crowd that wants some slows nobody's taps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.errors import Refusal

AT_WORK = 2
"""Threads that draw: they take turns with the event loop, and the more they are the later it has its own."""
MOST_WAITING = 60
"""Of the updates that are handled at once, fewer than half: the others are left for who taps an answer."""
REMEMBERED = 32
"""People whose last picture is kept, a tenth of a megabyte each."""

Draw = partial[bytes]


def _here(draw: Draw) -> bytes:
    return draw()


class Drawing:
    """One for the process."""

    def __init__(
        self, at_work: int = AT_WORK, most_waiting: int = MOST_WAITING, by: Callable[[Draw], bytes] = _here
    ) -> None:
        """``by`` draws, in a thread of ours; it may leave it to another process."""
        self._by = by
        self._threads = ThreadPoolExecutor(at_work, "drawing")
        self._most = at_work + most_waiting
        self._asked = 0
        self._last: dict[Hashable, tuple[Draw, bytes]] = {}

    async def draw(self, draw: Draw, who: Hashable = None) -> bytes:
        """The picture. Whoever asks twice for the same one waits for it once.

        ``who`` is refused where too many wait. Without, it is part of something that is owed, and waits.
        """
        if who is not None and self._has(draw, who):
            return self._last[who][1]
        if who is not None and self._asked >= self._most:
            raise Refusal("error-drawing-busy")
        self._asked += 1
        try:
            picture = await asyncio.get_running_loop().run_in_executor(self._threads, self._by, draw)
        finally:
            self._asked -= 1
        if who is not None:
            self._keep(draw, picture, who)
        return picture

    def _has(self, draw: Draw, who: Hashable) -> bool:
        last, _ = self._last.get(who, (None, b""))
        return last is not None and _parts(last) == _parts(draw)

    def _keep(self, draw: Draw, picture: bytes, who: Hashable) -> None:
        self._last.pop(who, None)
        self._last[who] = draw, picture
        if len(self._last) > REMEMBERED:
            del self._last[next(iter(self._last))]


def _parts(draw: Draw) -> tuple[object, ...]:
    return draw.func, draw.args, draw.keywords
