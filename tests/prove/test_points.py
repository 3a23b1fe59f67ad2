"""The bot killed at named points: the moments that a random kill seldom meets; all are in `make prove`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import kill_facts
from tests.end_to_end.grounds import on_a_file
from tests.end_to_end.stand_in import Limits
from tests.prove import dying, kills, updates


@pytest.mark.parametrize("point", ["claimed", "sent, no receipt"])
async def test_a_kill_on_a_facts_way_loses_no_fact(tmp_path: Path, point: str) -> None:
    assert point in dying.FACTS
    tally = await kills.at_point(on_a_file(tmp_path), point, Limits())
    assert tally.kills == 1
    assert kill_facts.is_kept(tally), kill_facts.line(tally)


async def test_a_kill_between_an_act_and_its_reply_loses_no_update(tmp_path: Path) -> None:
    figures = await updates.at_point(on_a_file(tmp_path), "act committed")
    assert figures.kills == 1
    assert figures.is_clean, figures.line()
