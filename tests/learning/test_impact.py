"""How far learners came, and the months that certificates are counted by."""

from __future__ import annotations

from datetime import date

from bot.learning import impact
from bot.learning.impact import Earned, Impact, Reached
from bot.learning.tally import Seen
from content.model import Language


def test_each_learner_counts_in_every_stage_up_to_their_own() -> None:
    # Of 40 facts: none, one, a quarter, one less than half, half, and all with one that left the bank since.
    assert impact.stages([0, 1, 10, 19, 20, 41], 40) == (5, 4, 2, 1, 1)


def test_nobody_has_come_anywhere_while_nobody_was_asked() -> None:
    assert impact.stages([], 40) == (0, 0, 0, 0, 0)
    assert impact.stages([0, 0], 40) == (0, 0, 0, 0, 0)


def test_twelve_months_end_with_the_present_one() -> None:
    months = impact.last_months(date(2026, 3, 31))
    assert months[0] == date(2025, 4, 1)
    assert months[-1] == date(2026, 3, 1)
    assert len(months) == len(set(months)) == impact.MONTHS


def test_parts_add_up_to_the_whole() -> None:
    one, other = Reached((3, 2, 1, 0, 0), 50, 1), Reached((1, 1, 1, 1, 1), 40, 2)
    assert one + other == Reached((4, 3, 2, 1, 1), 90, 3)
    seen: dict[Language, Seen] = {"en": Seen(3, 1, 2, 3), "tg": Seen(1, 0, 0, 1)}
    made = Impact(date(2026, 3, 2), 40, seen, one + other, Earned({"tg": 2, "ru": 1}, ()))
    assert made.whole == Seen(4, 1, 2, 4)
    assert [made.share(place) for place in range(5)] == [100, 75, 50, 25, 25]
    assert made.certificates.all == 3


def test_a_share_of_nobody_is_nothing() -> None:
    assert Impact(date(2026, 3, 2), 0, {}, Reached(), Earned({}, ())).share(0) == 0
