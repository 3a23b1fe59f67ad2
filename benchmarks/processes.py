"""The processes that are measured: each on the bots' core, with its processor time and memory from /proc."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
AIOGRAM_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
BOT_CORE, SERVER_CORE = 0, 1
TICK = os.sysconf("SC_CLK_TCK")


class Measured:
    """A process, by itself on ``cores``; ``words`` gets what it writes."""

    def __init__(
        self, arguments: Sequence[str], directory: Path, cores: str = str(BOT_CORE), **more: str
    ) -> None:
        self.words = directory / "words.log"
        self.started_at = time.perf_counter()
        with self.words.open("ab") as words:
            self._process = subprocess.Popen(
                ["taskset", "--cpu-list", cores, *arguments],
                cwd=directory,  # not the checkout: an .env there is somebody's own
                env=_environment(more),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=words,
            )

    @property
    def output(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def cpu(self) -> float:
        """Seconds of user and system time so far, of all its threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> float:
        """Resident megabytes (10^6 bytes)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6

    def check(self) -> None:
        if self._process.poll() is not None:
            raise RuntimeError(f"a measured process ended; it said:\n{self.words.read_text()[-2000:]}")

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.output.close()


def start_bot(
    directory: Path, url: str, token: str, send_rate: int = 0, *, cores: str = str(BOT_CORE), **more: str
) -> Measured:
    """The real bot, as `make run` starts it, with its database in ``directory``, or as ``more`` settings say.

    Nothing limits how fast it speaks, unless ``send_rate`` does.
    """
    settings = {
        "BOT_TOKEN": token,
        "BOT_API_URL": url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{directory / 'bot.db'}",
        "PORT": "0",
        "SEND_RATE": str(send_rate),
        "PYTHONPATH": str(ROOT),
    }
    return Measured([sys.executable, "-m", "bot"], directory, cores, **settings | more)


def start_script(
    name: str, directory: Path, *arguments: str, python: Path | str = sys.executable, **more: str
) -> Measured:
    return Measured([str(python), str(Path(__file__).parent / name), *arguments], directory, **more)


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | more
