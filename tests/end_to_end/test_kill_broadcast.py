"""A few kills while administrators write to many."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end import kill_broadcast, kill_facts
from tests.end_to_end.grounds import on_a_file


async def test_kills_in_a_broadcast_lose_nobody_and_repeat_only_what_was_in_flight(tmp_path: Path) -> None:
    tally = await kill_broadcast.run(on_a_file(tmp_path), chats_of_each=30, kills=3, seed=1)
    assert tally.kills == 3
    assert kill_facts.is_kept(tally), kill_facts.line(tally)
