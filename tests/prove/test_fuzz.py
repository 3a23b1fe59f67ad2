"""No spoilt update is fatal; the long form is `make prove PART=fuzz`."""

from __future__ import annotations

from pathlib import Path

from tests.prove import fuzz


def test_spoilt_updates_break_nothing_and_nobody_behind_them_waits_in_vain(tmp_path: Path) -> None:
    bot = fuzz.fuzz(tmp_path, 200, is_same_each_time=True)
    assert bot.cases >= 200
    assert len(bot.telegram.told) > 10, "people were answered"
