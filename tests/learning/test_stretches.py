"""For how many days something is to pause, as people type it."""

from __future__ import annotations

import pytest

from bot.learning.stretches import parse_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *[
            ("10", 10),
            (" 10 days ", 10),
            ("a week", 7),
            ("for two weeks", 14),
            ("one day", 1),
            ("a month", 30),
        ],
        *[
            ("10 дней", 10),
            ("на неделю", 7),
            ("две недели", 14),
            ("Пауза на 3 дня.", 3),
            ("месяц", 30),
            ("٣", 3),
        ],
        *[("10 рӯз", 10), ("як ҳафта", 7), ("барои ду ҳафта", 14), ("се рӯз", 3), ("моҳ", 30)],
    ],
)
def test_days_are_read_as_people_type_them(text: str, days: int) -> None:
    assert parse_days(text, 30) == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "31", "two months", "3 or 4", "3-4", "-3", "1.5", "soon", "until Monday", "день рождения"),
        *("никогда", "10 10", "week day", "9" * 70),
    ],
)
def test_what_is_no_number_of_days_is_not_guessed_at(text: str) -> None:
    assert parse_days(text, 30) is None
