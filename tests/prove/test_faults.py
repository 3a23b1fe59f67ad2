"""The short forms of the faults, all at the real process; the long ones are `make prove PART=faults`."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.end_to_end.grounds import on_a_file
from tests.end_to_end.kill_facts import FIRST_CHAT
from tests.prove import faults
from tests.prove.faults import FATES, MOVED_TO, Disturb

HURRIED = "tests.prove.hurried"
SLOW = ("429 with 60 s",)


async def test_every_fault_of_sending_at_once_loses_nothing_and_ends_nothing(tmp_path: Path) -> None:
    met = [name for name in FATES if name not in SLOW]
    # Each once, and late enough for an answer that the hurried bot gives up after a second.
    once = [[replace(fate, delay=min(fate.delay, 3)) for fate in FATES[name][:1]] for name in met]
    fates = {FIRST_CHAT + number: each for number, each in enumerate(once)}
    outcome = await faults.meet(on_a_file(tmp_path), HURRIED, fates=fates, never=1)
    assert outcome.is_kept(never=1, twice=2), outcome
    twice = {met[chat - FIRST_CHAT] for chat, count in outcome.copies.items() if count > 1}
    assert twice <= set(faults.MAY_COME_TWICE)
    assert MOVED_TO in outcome.copies


@pytest.mark.parametrize(("disturb", "twice"), [(faults.leave, 6), (faults.lock, 0)])
async def test_what_is_gone_for_a_while_is_waited_for(tmp_path: Path, disturb: Disturb, twice: int) -> None:
    outcome = await faults.meet(on_a_file(tmp_path), HURRIED, disturb=disturb, seconds=3)
    assert outcome.is_kept(twice=twice), outcome


@pytest.fixture
def may_mount() -> None:
    apart = ["unshare", "--user", "--map-root-user", "--mount", "true"]
    if subprocess.run(apart, capture_output=True, check=False).returncode:
        pytest.skip("no process of its own mounts may be started here (unshare --user --mount)")


@pytest.mark.usefixtures("may_mount")
async def test_a_full_disk_is_waited_for(tmp_path: Path) -> None:
    outcome = await faults.meet(on_a_file(tmp_path), HURRIED, disturb=faults.fill, seconds=2, disk="3m")
    assert outcome.is_kept(), outcome
