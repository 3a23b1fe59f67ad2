"""Fifty taps at once on one question leave one answer; the long form is `make prove PART=taps`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tests.end_to_end.grounds import Ground, on_a_file
from tests.prove import taps


async def test_fifty_taps_at_once_on_one_question_are_one_answer(tmp_path: Path) -> None:
    tapped = await taps.tap(on_a_file(tmp_path), people=1, taps_each=taps.TAPS, has_limits=False)
    assert tapped.answers == 1
    assert tapped.unanswered == 0


async def test_a_tap_each_of_fifty_people_are_fifty_answers(tmp_path: Path) -> None:
    tapped = await taps.tap(on_a_file(tmp_path), people=taps.TAPS, taps_each=1, has_limits=False)
    assert tapped.answers == taps.TAPS


async def test_two_processes_on_one_server_make_one_answer_of_them_as_well(
    tmp_path: Path, migrated_postgres_url: str
) -> None:
    with closing(Ground(tmp_path, migrated_postgres_url, has_webhook=True, processes=2)) as ground:
        tapped = await taps.tap(ground, people=5, taps_each=10, has_limits=False)
    assert tapped.answers == 5
    assert tapped.unanswered == 0
