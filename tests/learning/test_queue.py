"""The next facts of a chat: promised ones stay, passed over ones go, replaced ones come later."""

from __future__ import annotations

from bot.learning.queue import Queue, next_fact
from content.model import Bank
from tests.delivery.waves import bank_of

DATES = ["2026-03-02", "2026-03-03", "2026-03-04"]


def bank() -> Bank:
    return bank_of(["a/1", "a/2", "a/3", "a/4", "a/5"])


def arranged(told: dict[str, int] | None = None) -> Queue:
    return Queue({}).arranged(bank(), told or {}, DATES)


def test_an_empty_queue_is_filled_in_teaching_order_with_what_was_not_told() -> None:
    assert list(arranged({"a/2": 1}).facts.values()) == ["a/1", "a/3", "a/4"]


def test_when_all_were_told_the_oldest_comes_again() -> None:
    assert next_fact(bank(), {"a/1": 5, "a/2": 4, "a/3": 1, "a/4": 2, "a/5": 3}) == "a/3"


def test_arranging_twice_changes_nothing() -> None:
    once = arranged()
    assert once.arranged(bank(), {}, DATES) == once


def test_what_was_passed_over_makes_room() -> None:
    queue = arranged().without(DATES[0]).arranged(bank(), {}, DATES)
    assert list(queue.facts.values()) == ["a/2", "a/3", "a/4"]
    assert queue.passed == {"a/1"}


def test_a_replaced_fact_comes_after_those_that_are_promised() -> None:
    queue = arranged().replaced(bank(), {}, DATES[1])
    assert queue is not None
    assert [queue.facts[date] for date in DATES] == ["a/1", "a/4", "a/3"]
    again = queue.replaced(bank(), {}, DATES[1])
    assert again is not None
    assert again.facts[DATES[1]] == "a/5"


def test_there_may_be_no_other_fact() -> None:
    queue = Queue({DATES[0]: "a/1"}, frozenset({"a/2", "a/3", "a/4", "a/5"}))
    assert queue.replaced(bank(), {}, DATES[0]) is None


def test_a_fact_on_a_date_that_is_no_more_moves_to_the_next_free_one() -> None:
    later = ["2026-03-04", "2026-03-07", "2026-03-08"]
    queue = arranged().arranged(bank(), {}, later)
    assert [queue.facts[date] for date in later] == ["a/3", "a/1", "a/2"]


def test_what_is_due_this_moment_keeps_its_promise_and_is_promised_no_second_time() -> None:
    queue = arranged().arranged(bank(), {}, DATES[1:], due=DATES[0])
    assert queue.facts == {DATES[0]: "a/1", DATES[1]: "a/2", DATES[2]: "a/3"}


def test_a_fact_that_has_left_the_bank_gives_way() -> None:
    queue = Queue({DATES[0]: "a/gone"}).arranged(bank(), {}, DATES)
    assert queue.facts[DATES[0]] == "a/1"
