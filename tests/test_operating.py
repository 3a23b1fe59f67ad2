"""The operator's page and what lies in docs/deploy: that they speak of what is there."""

from __future__ import annotations

import os
import re
import subprocess
from configparser import ConfigParser

import pytest

from bot.operations.verbs import VERBS
from tests.deployed import ROOT

DEPLOY = ROOT / "docs/deploy"
PAGE = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
MARKED = ("From an empty server to a running bot", "The drill", "Updating", "Going back")
"""The headings under which each command is marked as tried or not."""


def section(heading: str) -> str:
    """What stands below a heading, up to the next one that is not below it."""
    [(level, text)] = re.findall(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^##? |\Z)", PAGE, re.M | re.S)
    return str(text) if level == "##" else str(text).partition("\n### ")[0]


def test_every_command_that_the_operators_page_tells_to_type_is_one() -> None:
    pages = [PAGE, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")]
    told = {verb for page in pages for verb in re.findall(r"python -m bot ([a-z-]+)", page)}
    assert told - {"--version"} == set(VERBS)


@pytest.mark.parametrize("heading", MARKED)
def test_each_command_says_whether_it_was_tried(heading: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", section(heading), re.S)
    commands = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    commands = [line for line in commands if not re.match(r"[A-Z_]+=|rm |chown ", line)]
    assert len(commands) > 3
    assert [line for line in commands if not re.search(r" #[✓·]( |$)", line)] == []


def test_links_within_the_page_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.M)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors


@pytest.mark.parametrize("name", ["hamkori-copy", "hamkori-watch"])
def test_a_script_can_be_run_and_read(name: str) -> None:
    script = DEPLOY / name
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert f"docs/deploy/{name}" in PAGE


def test_the_unit_is_one_of_a_bot_that_can_change_its_data_alone() -> None:
    unit = ConfigParser(interpolation=None, delimiters="=")
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / "hamkori.service")
    service = unit["Service"]
    assert service["ReadWritePaths"] == f"{service['WorkingDirectory']}/data"
    assert service["ExecStart"] == f"{service['WorkingDirectory']}/.venv/bin/python -m bot"
    assert (service["ProtectSystem"], service["NoNewPrivileges"]) == ("strict", "yes")
    assert service["CapabilityBoundingSet"] == ""
    assert (service["Restart"], service["RestartPreventExitStatus"]) == ("always", "78")
    assert int(service["TimeoutStopSec"]) >= 30
    assert f"useradd --system --home-dir {service['WorkingDirectory']}" in PAGE
