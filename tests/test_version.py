"""The version is told by the command, by /healthz and at the start, and stands in one place."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.version import version

ROOT = Path(__file__).resolve().parents[1]


def test_the_command_tells_the_version_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert capsys.readouterr().out == f"Hamkori {project['project']['version']}\n"


def test_the_changelog_tells_of_this_version_first() -> None:
    headings = [
        line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:3] == "## "
    ]
    assert headings[0].startswith(f"## {version()}")
