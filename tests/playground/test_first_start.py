"""`make run` says what it does while a newcomer waits, and nothing of it the second time."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stands for Python, its venv and pip: what it does is fast, and needs no network.
STAND_IN = """#!/bin/sh
case "$*" in
  *venv*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  *"-m bot"*) echo "the bot runs" ;;
esac
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "python").write_text(STAND_IN)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def run(directory: Path) -> list[str]:
    # A make that runs these tests would lend its own flags to the one under test.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--silent", "run", f"PYTHON={directory}/python"]
    made = subprocess.run(command, cwd=directory, env=env, capture_output=True, text=True, check=True)
    return made.stdout.splitlines()


def test_first_start_tells_every_step_and_how_long_it_takes(directory: Path) -> None:
    making, installing, installed, bot = run(directory)
    assert "step 1 of 3" in making
    assert "few seconds" in making
    assert "packages" in installing
    assert "minute" in installing
    assert installed.startswith("Installed.")
    assert bot == "the bot runs"


def test_second_start_is_quiet(directory: Path) -> None:
    run(directory)
    assert run(directory) == ["the bot runs"]


def test_changed_lock_says_that_it_installs_again(directory: Path) -> None:
    run(directory)
    stamp = (directory / ".venv" / ".runtime").stat().st_mtime
    os.utime(directory / "requirements.lock", (stamp + 1, stamp + 1))
    assert len(run(directory)) == 3
