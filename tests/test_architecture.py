"""Who may import whom: the table of docs/architecture.md, kept true by reading every import."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"bot", "content", "db"}

# The longest matching prefix decides. "ours" are prefixes of our modules, "outside" top-level packages.
RULES: dict[str, tuple[set[str], set[str]]] = {
    "content": ({"content"}, {"ruamel", "pydantic", "pydantic_core", "rapidfuzz", "snowballstemmer"}),
    "content.exchange.anki": ({"content"}, {"genanki"}),
    "db": ({"db"}, {"sqlalchemy", "alembic"}),
    "bot.learning": ({"content", "bot.errors", "bot.learning"}, {"fsrs"}),
    "bot.services": ({"content", "db", "bot.counted", "bot.learning", "bot.errors", "bot.services"}, set()),
    "bot.screens": ({"content", "bot.learning", "bot.taps", "bot.texts", "bot.links", "bot.screens"},
                    set()),
    "bot.pictures": ({"content", "bot.learning", "bot.texts", "bot.pictures"}, {"PIL", "segno"}),
    "bot.pictures.paper": ({"bot.pictures"}, {"fpdf"}),
    "bot.pictures.sheets": ({"bot.learning", "bot.pictures", "bot.texts"}, {"fpdf", "segno"}),
    "bot.classes": ({"content", "db", "bot.learning", "bot.services", "bot.errors", "bot.classes"}, set()),
    "bot.classes.report": ({"content", "bot.learning", "bot.classes.values"}, set()),
    "bot.classes.screens": (
        {"content", "bot.learning", "bot.taps", "bot.texts", "bot.screens",
         "bot.classes.values", "bot.classes.report", "bot.classes.screens"},
        set(),
    ),
    "bot.classes.papers": (
        {"content", "bot.pictures.fonts", "bot.texts", "bot.classes.values", "bot.classes.report",
         "bot.classes.screens.words", "bot.classes.papers"},
        {"fpdf", "xlsxwriter"},
    ),
    "bot.links": ({"content.model"}, set()),
    "bot.takeout": (set(), set()),
    "bot.taps": ({"bot.taps"}, set()),
    "bot.errors": (set(), set()),
    "bot.texts": ({"content.model", "bot.catalogue"}, set()),
    "bot.catalogue": ({"content.model", "content.loader"}, {"babel"}),
    "bot.clock": (set(), set()),
    "bot.counted": (set(), set()),
    "bot.outage": (set(), set()),
    "bot.threads": (set(), set()),
    "bot.guesses": (set(), set()),
    "bot.faults": (set(), set()),
    "bot.drawing": ({"bot.errors"}, set()),
    "bot.located": (set(), {"tzfpy"}),
    "bot.studio": (set(), set()),
    "bot.tasks": (set(), set()),
    "bot.times": (set(), set()),
    "bot.lag": (set(), set()),
    "bot.vault": (set(), {"cryptography"}),
    "bot.settings": ({"bot.learning.zones"}, {"dotenv"}),
    "bot.context": (
        {"content.keeping", "content.model", "content.own", "content.search", "db.engine", "bot.acts",
         "bot.clock", "bot.drawing", "bot.faults", "bot.guesses", "bot.learning", "bot.wire",
         "bot.screens", "bot.services", "bot.settings", "bot.texts", "bot.threads", "bot.times",
         "bot.updates.bursts", "bot.vault"},
        {"telegram"},
    ),
    "bot.handlers": (
        {"content", "bot.acts", "bot.classes", "bot.counted", "bot.located", "bot.measuring", "bot.context",
         "bot.takeout",
         "bot.services", "bot.screens", "bot.taps", "bot.errors", "bot.learning",
         "bot.links", "bot.live", "bot.pictures", "bot.texts", "bot.wire.answers",
         "bot.wire.files", "bot.wire.voice", "bot.handlers"},
        {"telegram"},
    ),
    "bot.log": (set(), set()),
    "bot.leading": ({"bot.acts", "bot.tasks", "db"}, set()),
    "bot.acts": ({"bot.outage", "db.engine", "db.errors"}, set()),
    "bot.measuring": (
        {"bot.acts", "bot.services", "bot.learning", "bot.tasks", "content.model", "db.engine"},
        set(),
    ),
    "bot.wire": ({"bot.log", "bot.outage", "bot.texts", "bot.screens", "bot.taps", "content.model",
                  "bot.wire"},
                 {"telegram", "aiohttp", "orjson", "yarl"}),
    "bot.wire.pacer": (set(), set()),
    "bot.updates.bursts": (set(), {"telegram"}),
    "bot.updates": ({"bot.acts", "bot.clock", "bot.counted", "bot.log", "bot.outage", "bot.taps", "bot.tasks",
                     "bot.vault", "bot.wire", "bot.updates", "db"},
                    {"telegram", "orjson"}),
    "bot.delivery": (
        {"bot.acts", "bot.classes.screens", "bot.clock", "bot.context", "bot.counted", "bot.services",
         "bot.screens", "bot.learning", "bot.errors", "bot.leading", "bot.log",
         "bot.links", "bot.texts", "bot.wire", "content.model", "content.questions", "db.engine", "db.errors",
         "bot.delivery"},
        {"telegram"},
    ),
    "bot.live": ({"content", "db", "bot.errors", "bot.learning", "bot.services", "bot.live"}, set()),
    "bot.live.screens": (
        {"content", "bot.learning", "bot.links", "bot.screens", "bot.taps", "bot.texts",
         "bot.live.screens"}, set(),
    ),
    "bot.live.runner": (
        {"bot.acts", "bot.context", "bot.live", "bot.screens", "bot.services", "bot.texts", "bot.wire",
         "db.errors"},
        {"telegram"},
    ),
    "bot.operations.metrics": ({"bot.times"}, {"prometheus_client"}),
    "bot.playground": ({"bot.playground"}, {"aiohttp", "telegram"}),
    "bot.playground.__main__": (OURS, {"aiohttp"}),
    "bot": (OURS, {"telegram", "aiohttp", "orjson", "uvloop"}),
}  # fmt: skip
"""Whoever stands only under ``bot`` wires: app, running, operations, web, __main__."""


def modules() -> list[tuple[str, Path]]:
    found = []
    for package in sorted(OURS):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found.append((".".join(part for part in parts if part != "__init__"), path))
    return found


def imports(path: Path) -> set[str]:
    """Every module named in an import, also those inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports here are absolute"
            assert node.module is not None
            is_package = (ROOT / node.module.replace(".", "/")).is_dir()
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if is_package else {node.module}
    return found


def rule_of(module: str) -> tuple[set[str], set[str]]:
    fitting = [prefix for prefix in RULES if module == prefix or module.startswith(prefix + ".")]
    return RULES[max(fitting, key=len)]


def is_allowed(name: str, ours: set[str], outside: set[str]) -> bool:
    top = name.partition(".")[0]
    if top in OURS:
        return any(name == prefix or name.startswith(prefix + ".") for prefix in ours)
    return top in outside or top == "msgspec" or top in sys.stdlib_module_names


@pytest.mark.parametrize(("module", "path"), modules(), ids=[module for module, _ in modules()])
def test_imports_keep_to_the_rooms(module: str, path: Path) -> None:
    ours, outside = rule_of(module)
    strangers = {name for name in imports(path) if not is_allowed(name, ours, outside)}
    assert not strangers, f"{module} may not import {', '.join(sorted(strangers))}"


def test_playground_is_a_guest() -> None:
    for module, path in modules():
        if module.startswith("bot.playground") or module == "bot.__main__":
            continue
        assert not {name for name in imports(path) if name.startswith("bot.playground")}, module


def test_only_the_playgrounds_host_knows_the_bot() -> None:
    for module, path in modules():
        if module.startswith("bot.playground") and module != "bot.playground.__main__":
            assert "bot.app" not in imports(path), module


def test_nothing_of_the_program_imports_its_tests() -> None:
    for module, path in modules():
        assert not {name for name in imports(path) if name.partition(".")[0] in {"tests", "benchmarks"}}, (
            module
        )


ROOMS_OF_ACTS = ("bot.services", "bot.classes", "bot.live")


def test_an_act_is_a_plain_function() -> None:
    """What cannot await cannot call Telegram: a transaction never waits for the network."""
    waiting = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    for module, path in modules():
        is_of_acts = module.startswith(ROOMS_OF_ACTS) and module != "bot.live.runner"
        if module.partition(".")[0] != "db" and not is_of_acts:
            continue
        found = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        assert not [node for node in found if isinstance(node, waiting)], module
        assert not {name for name in imports(path) if name.partition(".")[0] == "asyncio"}, module


def test_nobody_opens_a_transaction_in_the_event_loop() -> None:
    for module, path in modules():
        if module.partition(".")[0] != "bot":
            continue
        named = {
            ast.unparse(node)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr == "begin"
        }
        assert not {name for name in named if "database" in name}, f"{module}: use bot.acts.run"


def test_no_room_is_a_lumber_room() -> None:
    lumber = {"utils", "helpers", "common", "manager", "misc"}
    assert not [path for _, path in modules() if path.stem in lumber]
