"""Pictures are drawn a few at a time, in the order of asking; the same one is drawn once."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from bot.drawing import Drawing
from bot.errors import Refusal


class Easel:
    """Draws what it is told, and notes who drew at the same time; each picture waits for the gate."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.begun: list[int] = []
        self.most = 0
        self._at_once = 0
        self._lock = threading.Lock()

    def draw(self, number: int) -> bytes:
        with self._lock:
            self.begun.append(number)
            self._at_once += 1
            self.most = max(self.most, self._at_once)
        self.gate.wait(30)
        with self._lock:
            self._at_once -= 1
        return b"%d" % number


async def test_a_crowd_is_drawn_two_at_a_time_and_in_order() -> None:
    easel, drawing = Easel(), Drawing()
    asked = [
        asyncio.ensure_future(drawing.draw(partial(easel.draw, number), who=number)) for number in range(60)
    ]
    await asyncio.sleep(0)
    easel.gate.set()
    assert await asyncio.gather(*asked) == [b"%d" % number for number in range(60)]
    assert easel.most <= 2
    assert sorted(easel.begun[:10]) == list(range(10))


async def test_too_many_are_refused_and_what_is_owed_is_not() -> None:
    easel, drawing = Easel(), Drawing(at_work=1, most_waiting=1)
    first, second = (
        asyncio.ensure_future(drawing.draw(partial(easel.draw, number), who=number)) for number in (1, 2)
    )
    await asyncio.sleep(0)
    with pytest.raises(Refusal, match="error-drawing-busy"):
        await drawing.draw(partial(easel.draw, 3), who=3)
    owed = asyncio.ensure_future(drawing.draw(partial(easel.draw, 4)))
    easel.gate.set()
    assert [*await asyncio.gather(first, second, owed)] == [b"1", b"2", b"4"]
    assert await drawing.draw(partial(easel.draw, 3), who=3) == b"3"


async def test_who_asks_for_the_same_picture_again_waits_for_nothing() -> None:
    easel, drawing = Easel(), Drawing()
    easel.gate.set()
    for _ in range(3):
        assert await drawing.draw(partial(easel.draw, 7), who=1) == b"7"
    assert easel.begun == [7]
    await drawing.draw(partial(easel.draw, 8), who=1)
    await drawing.draw(partial(easel.draw, 7), who=1)
    assert easel.begun == [7, 8, 7]


async def test_a_picture_that_fails_makes_room() -> None:
    def fail() -> bytes:
        raise ValueError("no font")

    drawing = Drawing(at_work=1, most_waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="no font"):
            await drawing.draw(partial(fail), who=1)
