"""The index for free questions is in memory while people ask, and on the disk meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.context import UNASKED, House
from content.loader import load
from content.model import Bank
from tests.banks import write_bank

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return load(write_bank(tmp_path / "bank"))


def house_with(bank: Bank, cache: Path | None) -> House:
    nothing: Any = None
    return House(nothing, nothing, bank, nothing, nothing, nothing, nothing, cache=cache)


async def test_an_index_that_nobody_asks_is_let_go_and_comes_again(bank: Bank, tmp_path: Path) -> None:
    house = house_with(bank, tmp_path / "cache")
    assert not house.has_kept_index
    index = await house.index()
    assert house.has_kept_index
    for _ in range(UNASKED):
        house.beat(NOW)
    assert await house.index() is index
    for _ in range(UNASKED + 1):
        house.beat(NOW)
    again = await house.index()
    assert again is not index
    assert again.ask("Tarnau") == index.ask("Tarnau")


async def test_one_that_cannot_be_had_again_at_once_stays(bank: Bank) -> None:
    house = house_with(bank, None)
    index = await house.index()
    for _ in range(UNASKED + 1):
        house.beat(NOW)
    assert await house.index() is index


async def test_another_bank_gets_another_index(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    house = house_with(bank, None)
    first = await house.index()
    monkeypatch.setattr(house, "bank", bank.model_copy(update={"facts": bank.facts[:1]}))
    assert (await house.index()).bank is house.bank is not first.bank
