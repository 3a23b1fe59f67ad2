"""Values to draw: a learner in the middle of the way, the worst case, and one who has done nothing."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from bot.learning.certificate import Certificate, Issuer
from bot.learning.progress import EraProgress, Progress, Week
from bot.learning.streak import Streak, count
from content.model import Bank

TODAY = date(2026, 11, 24)
_DAY = timedelta(days=1)


def progress(bank: Bank, today: date = TODAY) -> Progress:
    """Some months of answers with a pause in summer, and a streak with two spare days in it."""
    chance = random.Random(7)
    days = {}
    for ago in range(300):
        is_pause = 96 < ago < 150 or ago in (5, 16) or (ago > 34 and chance.random() < 0.12)
        if not is_pause:
            days[today - ago * _DAY] = chance.choice((3, 6, 9, 12, 18, 25))
    monday = today - today.weekday() * _DAY
    weeks = tuple(
        Week(monday - 7 * (11 - number) * _DAY, answered, round(answered * share))
        for number, (answered, share) in enumerate(
            zip((40, 35, 0, 50, 62, 20, 41, 70, 55, 60, 66, 30), _SHARES, strict=True)
        )
    )
    return Progress(
        on=today,
        answered=2143,
        right=1711,
        streak=count(set(days), today),
        eras=tuple(_era(bank, number) for number in range(len(bank.eras))),
        days=days,
        due=(23, 7, 4, 0, 9, 12, 3, 0, 1, 6, 2, 0, 4, 5),
        weeks=weeks,
        seen=112,
        learning=31,
    )


_SHARES = (0.55, 0.61, 0, 0.58, 0.7, 0.82, 0.74, 0.8, 0.86, 0.83, 1, 0.9)


def _era(bank: Bank, number: int) -> EraProgress:
    facts = len(bank.facts_of(bank.eras[number].id))
    asked = max(facts - number * number, 0)
    return EraProgress(bank.eras[number], facts, asked, asked * (5 - number) // 5 if number < 5 else 0)


def nothing(bank: Bank, today: date = TODAY) -> Progress:
    """A learner who has never answered, without even empty weeks."""
    eras = tuple(EraProgress(era, len(bank.facts_of(era.id)), 0, 0) for era in bank.eras)
    return Progress(today, 0, 0, Streak(), eras)


def everything(bank: Bank, today: date = TODAY) -> Progress:
    """Every number as long as it may become: the card with the most ink."""
    usual = progress(bank, today)
    chance = random.Random(1)
    days = {today - ago * _DAY: chance.choice((1, 5, 10, 20)) for ago in range(371)}
    eras = tuple(EraProgress(era.era, 9999, 9999, 8888) for era in usual.eras)
    weeks = tuple(replace(week, answered=3, right=chance.choice((0, 1, 3))) for week in usual.weeks)
    return replace(
        usual,
        answered=999_999,
        right=999_999,
        streak=Streak(3650, 3650, 2, frozenset(today - ago * _DAY for ago in range(0, 371, 3))),
        eras=eras,
        days=days,
        due=tuple(chance.choice((8, 88, 888)) for _ in range(14)),
        weeks=weeks,
        seen=9999,
        learning=8888,
    )


def certificate(name: str = "Зарина Ҷӯраева") -> Certificate:
    return Certificate(
        quiz_id=1,
        code="ABCDEFGHJKMNPQRS",
        name=name,
        right=18,
        total=20,
        language="tg",
        passed_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )


def issuer(bank: Bank) -> Issuer:
    return Issuer(bank.title, TODAY, "hamkori_bot", "https://t.me/hamkori_bot?start=v_ABCDEFGHJKMNPQRS")
