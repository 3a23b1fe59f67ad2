"""A start loads what every start needs, and no more."""

from __future__ import annotations

import subprocess
import sys

SELDOM = {
    "alembic": "only a start that has tables to change",
    "ruamel.yaml": "only a start without a cache of the bank",
    "content.authoring.checks": "only a start without a cache of the bank",
    "babel": "only a start without a cache of the catalogues",
    "fpdf": "only a certificate",
    "xlsxwriter": "only a report, or a file to write questions in",
    "bot.classes.workbooks": "only a table that a teacher sends",
    "tzfpy": "only a place that somebody shares",
    "PIL": "only who draws, in a process of its own",
    "segno": "only a certificate",
    "rapidfuzz": "only who compares what was typed",
    "snowballstemmer": "only an index for free questions",
    "bot.operations.doctor": "only a command",
    "sqlalchemy.dialects.postgresql": "only a bot on PostgreSQL",
    "bot.playground": "only a start without a token",
}


def test_what_a_start_seldom_needs_is_not_loaded() -> None:
    look = "import sys, bot.__main__; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "bot.__main__" in loaded
    assert {module: why for module, why in SELDOM.items() if module in loaded} == {}
