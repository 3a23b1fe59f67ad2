"""What is more than anybody can mean is passed over; nobody else is, and a calm minute mends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.updates import allowance
from bot.updates.allowance import Allowance, Rate

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
PERSON, OTHER, GROUP = 7_000_000_001, 7_000_000_002, -1_001


class Counting:
    """A Telegram that numbers what people send, and a clock turned by hand."""

    def __init__(self) -> None:
        self.now = NOW
        self.number = 0

    def __call__(self) -> datetime:
        return self.now

    def text(self, person: int = PERSON, chat: int | None = None) -> dict[str, Any]:
        self.number += 1
        place = {"id": person if chat is None else chat, "type": "private"}
        return {"update_id": self.number, "message": {"from": {"id": person}, "chat": place, "text": "x"}}

    def tap(self, person: int = PERSON, chat: int | None = None) -> dict[str, Any]:
        message = self.text(person, chat)["message"]
        return {
            "update_id": self.number,
            "callback_query": {"id": f"tap {self.number}", "from": {"id": person}, "message": message},
        }


@pytest.fixture
def sent() -> Counting:
    return Counting()


@pytest.fixture
def three(sent: Counting) -> Allowance:
    return Allowance(sent, of_person=Rate(3, 1), of_group=Rate(5, 1))


def counts(of: Allowance, make: Callable[[], dict[str, Any]], times: int) -> tuple[int, int]:
    taken, passed = of.judge([make() for _ in range(times)])
    return len(taken), len(passed)


def test_what_is_beyond_is_passed_over_and_told_once_and_others_are_not(
    three: Allowance, sent: Counting
) -> None:
    taken, passed = three.judge([sent.text() for _ in range(5)])
    assert (len(taken), [each.is_first for each in passed]) == (3, [True, False])
    _, [tap] = three.judge([sent.tap()])
    assert (tap.chat_id, tap.query_id, tap.is_first) == (PERSON, f"tap {sent.number}", False)
    assert counts(three, lambda: sent.text(OTHER), 3) == (3, 0)
    assert three.passed_over == 3


def test_time_gives_back_and_the_next_flood_is_told_again(three: Allowance, sent: Counting) -> None:
    assert counts(three, sent.text, 4) == (3, 1)
    sent.now += timedelta(seconds=2)
    taken, passed = three.judge([sent.text() for _ in range(3)])
    assert (len(taken), passed[0].is_first) == (2, True)
    sent.now += timedelta(days=1)
    assert counts(three, sent.text, 9) == (3, 6)
    sent.now -= timedelta(days=3)
    assert counts(three, sent.text, 1) == (0, 1), "a clock that is set back gives nothing"
    sent.now += timedelta(seconds=1)
    assert counts(three, sent.text, 1) == (1, 0), "and costs nothing"


def test_a_group_has_an_allowance_of_its_own(three: Allowance, sent: Counting) -> None:
    people = iter(range(1, 100))
    assert counts(three, lambda: sent.tap(next(people), GROUP), 8) == (5, 3)
    assert counts(three, lambda: sent.text(1), 2) == (2, 0), "in private they have theirs"


def test_a_batch_that_comes_again_is_judged_as_it_was_and_costs_nothing(
    three: Allowance, sent: Counting
) -> None:
    batch = [sent.text() for _ in range(2)]
    for _ in range(50):
        assert three.judge(batch) == (batch, [])
    batch += [sent.text() for _ in range(2)]
    assert [len(part) for part in three.judge(batch)] == [3, 1]
    assert [len(part) for part in three.judge(batch)] == [3, 0], "what was answered is not answered again"
    assert three.passed_over == 1


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"update_id": 1},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"from": [], "chat": "x"}},
        {"update_id": 1, "callback_query": {"id": 5, "from": {"id": "x"}, "message": 7}},
        {"update_id": 1, "poll_answer": {"user": {"id": True}}},
    ],
)
def test_what_is_nobodys_is_left_to_others(three: Allowance, odd: dict[str, Any]) -> None:
    for _ in range(9):
        assert three.judge([odd]) == ([odd], [])


def test_a_hundred_thousand_newcomers_are_all_taken_and_few_remembered(sent: Counting) -> None:
    of = Allowance(sent)
    people = iter(range(1, 100_001))
    assert counts(of, lambda: sent.text(next(people)), 100_000) == (100_000, 0)
    assert len(of._buckets) == allowance.REMEMBERED
