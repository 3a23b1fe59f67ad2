"""Dockerfile and compose file as values, and the tree of the image without an engine that builds it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = ROOT / "Dockerfile"
COMPOSE = ROOT / "docker-compose.yml"


@dataclass(frozen=True)
class Instruction:
    """One line of the Dockerfile, continuations joined: ``USER`` and ``10001:10001``, say."""

    name: str
    argument: str

    @property
    def command(self) -> list[str]:
        """The exec form it ends with; fails if there is none."""
        return [str(word) for word in json.loads(self.argument[self.argument.index("[") :])]


def dockerfile() -> list[list[Instruction]]:
    """The instructions of each stage."""
    lines = [line for line in DOCKERFILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    stages: list[list[Instruction]] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        name, _, argument = line.partition(" ")
        if name == "FROM":
            stages.append([])
        stages[-1].append(Instruction(name, " ".join(argument.split())))
    return stages


def the(name: str) -> Instruction:
    """The one instruction of that name in the last stage."""
    [found] = [instruction for instruction in dockerfile()[-1] if instruction.name == name]
    return found


def image_environment() -> dict[str, str]:
    return dict(assignment.split("=", 1) for assignment in the("ENV").argument.split())


def copied() -> dict[str, str]:
    """What the build takes from the project: source and target inside the image."""
    targets = {}
    for instruction in dockerfile()[0]:
        if instruction.name == "COPY":
            source, target = instruction.argument.split()
            targets[source] = str(Path("/app", target, source if target.endswith("/") else ""))
    return targets


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(COMPOSE)
    return loaded


def seconds(duration: str) -> float:
    """A duration as compose and Docker read it; fails if it is none."""
    units = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
    assert re.fullmatch(r"(\d+(us|ms|s|m|h))+", duration), f"{duration} is no duration"
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)(us|ms|s|m|h)", duration))


class Image:
    """What the container would see, below ``root``: /app, which nobody may write in, and /data."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.chmod(0o755)
        for source, target in copied().items():
            self._copy(ROOT / source, self.inside(target))
        self.inside("/data").mkdir(mode=0o700)
        self.inside("/app/data").symlink_to(self.inside("/data"))
        self._set_modes(directories=0o555, files=0o444)
        uid, self._prefix = _user()
        os.chown(self.inside("/data"), uid, -1)

    def inside(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def environment(self, **more: str) -> dict[str, str]:
        """The variables of the image and no others; paths lie below ``root``."""
        ours = {
            name: re.sub(r"/data\b", str(self.inside("/data")), value)
            for name, value in image_environment().items()
            if name != "PATH"
        }
        return {"PATH": os.defpath, "HOME": "/nonexistent"} | ours | more

    def command(self, words: list[str]) -> list[str]:
        """The command line that runs them as the image's user, with the interpreter of the tests."""
        assert words[0] == "python"
        return [*self._prefix, sys.executable, *words[1:]]

    def files(self) -> set[str]:
        """All files of the program."""
        return {str(path) for path in self.inside("/app").rglob("*") if "data" not in path.parts}

    def clear(self) -> None:
        self._set_modes(directories=0o755, files=0o644)
        shutil.rmtree(self.root)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, target)

    def _set_modes(self, directories: int, files: int) -> None:
        for directory, _, names in os.walk(self.inside("/app"), topdown=False):
            for name in names:
                Path(directory, name).chmod(files)
            Path(directory).chmod(directories)


def _user() -> tuple[int, list[str]]:
    """Who plays the image's user, and what goes before a command so that it runs with his rights.

    Root becomes another user, or at least loses every capability where that user cannot reach the
    interpreter (in root's home, say). Anybody else stays who he is.
    """
    if os.getuid() != 0:
        return os.getuid(), []
    if shutil.which("setpriv") is None:
        pytest.skip("the image's user cannot be played without setpriv (Debian package util-linux)")
    powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    another = [*powerless, "--reuid=10001", "--regid=10001", "--clear-groups"]
    probe = [sys.executable, "-c", "import sys, telegram; print(sys.base_prefix)"]
    done = subprocess.run([*another, *probe], capture_output=True, text=True, check=False)
    return (10001, another) if done.stdout.strip() == sys.base_prefix else (0, powerless)
