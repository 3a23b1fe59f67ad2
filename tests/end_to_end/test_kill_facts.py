"""A few kills in a short wave of facts; the long run is `python -m tests.end_to_end.kill_facts`."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end import kill_facts
from tests.end_to_end.grounds import on_a_file


async def test_kills_in_a_wave_lose_no_fact_and_repeat_only_what_was_in_flight(tmp_path: Path) -> None:
    tally = await kill_facts.run(on_a_file(tmp_path), facts=60, kills=3, seed=1)
    assert tally.kills == 3
    assert kill_facts.is_kept(tally), kill_facts.line(tally)


async def test_the_same_kills_make_a_sender_that_marks_first_lose_facts(tmp_path: Path) -> None:
    tally = await kill_facts.run(on_a_file(tmp_path), facts=60, kills=1, seed=1, careless="forgetful")
    assert tally.lost > 0
