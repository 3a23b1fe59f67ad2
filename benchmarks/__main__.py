"""`make bench`: every variant in turn, five rounds, on one stand-in server; prints medians and ratios."""

from __future__ import annotations

import asyncio
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import uvloop

from benchmarks.answering import AT_ONCE, DRAG, TAPS, VARIANTS, Answering, Cost, Variant
from benchmarks.processes import ROOT, SERVER_CORE
from benchmarks.server import Server, serve
from benchmarks.starting import Start, Starting

ROUNDS = 5
NAMES: dict[Variant, str] = {
    "ptb": "empty PTB callback, httpx, in turn",
    "full": "**full answer, persisted**",
    "repeated": "control: the same button again, nothing written",
    "refused": "control: a refused tap, nothing written or edited",
    "aiogram": "empty aiogram callback",
    "slowed": f"control: empty PTB, stand-in slowed by {DRAG * 1e3:.0f} ms a call",
}


def main() -> int:
    if sys.platform != "linux" or not {0, 1} <= os.sched_getaffinity(0):
        print("The measurement needs Linux and the first two processor cores.", file=sys.stderr)
        return 1
    os.sched_setaffinity(0, {SERVER_CORE})
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    # Beside the checkout and not in /tmp, which may be memory: a commit must reach a disk.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as directory:
        _tell_machine(Path(directory))
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_measure(Path(directory)))
    return 0


async def _measure(directory: Path) -> None:
    async with serve() as server:
        _tell_answers(await _answers(server, directory))
        _tell_starts(await _starts(server, directory))
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")


async def _answers(server: Server, directory: Path) -> list[dict[Variant, Cost]]:
    answering = Answering(server, directory)
    try:
        await answering.start()
        await answering.prepare()
        return [await answering.round() for _ in range(ROUNDS)]
    finally:
        answering.stop()


async def _starts(server: Server, directory: Path) -> list[tuple[Start, Start]]:
    starting = Starting(server, directory)
    await starting.prepare()
    return [(await starting.imports(), await starting.bot()) for _ in range(ROUNDS)]


def _tell_machine(directory: Path) -> None:
    print(
        f"{os.cpu_count()} cores, Linux {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}; one 4 KiB fdatasync {_sync_ms(directory):.2f} ms; "
        f"load at the beginning {os.getloadavg()[0]:.1f}"
    )
    print(f"{ROUNDS} rounds of {TAPS} taps (controls fewer), {AT_ONCE} people at once\n")


def _tell_answers(rounds: Sequence[dict[Variant, Cost]]) -> None:
    print("| variant | CPU ms | times empty PTB (range) | answers/s | p50 ms | p99 ms | stand-in's core |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for variant in VARIANTS:
        costs = [round_[variant] for round_ in rounds]
        ratios = [round_[variant].cpu_ms / round_["ptb"].cpu_ms for round_ in rounds]
        print(
            f"| {NAMES[variant]} | {_of(costs, lambda c: c.cpu_ms):.2f} "
            f"| {_spread(ratios)} "
            f"| {_of(costs, lambda c: c.per_second):.0f} | {_of(costs, lambda c: c.p50):.0f} "
            f"| {_of(costs, lambda c: c.p99):.0f} | {_of(costs, lambda c: c.server_load):.0%} |"
        )
    print()
    repeated, refused = _ratio(rounds, "full", "repeated"), _ratio(rounds, "full", "refused")
    assert min(repeated, refused) > 1, "a tap that writes nothing costs no less than an answer"
    rates = [round_["slowed"].per_second / round_["ptb"].per_second for round_ in rounds]
    assert median(rates) < 0.8, "a slowed stand-in does not show"
    print(f"controls hold: full answer / repeated tap {repeated:.2f}, ", end="")
    print(f"/ refused tap {refused:.2f}; rate when slowed {median(rates):.2f}\n")


def _tell_starts(pairs: Sequence[tuple[Start, Start]]) -> None:
    imports, bots = zip(*pairs, strict=True)
    print("| | start ms | CPU ms | idle MB |")
    print("| --- | --- | --- | --- |")
    for name, starts in (("bare imports", imports), ("bot, to its first getUpdates", bots)):
        print(
            f"| {name} | {median(s.ms for s in starts):.0f} | {median(s.cpu_ms for s in starts):.0f} "
            f"| {median(s.megabytes for s in starts):.1f} |"
        )
    clock = _spread([bot.ms / bare.ms for bare, bot in pairs])
    cpu = _spread([bot.cpu_ms / bare.cpu_ms for bare, bot in pairs])
    memory = _spread([bot.megabytes / bare.megabytes for bare, bot in pairs])
    print(f"| times the imports (range) | {clock} | {cpu} | {memory} |\n")


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _ratio(rounds: Sequence[dict[Variant, Cost]], one: Variant, other: Variant) -> float:
    return median(round_[one].cpu_ms / round_[other].cpu_ms for round_ in rounds)


def _of(costs: Sequence[Cost], value: Callable[[Cost], float]) -> float:
    return median(map(value, costs))


def _sync_ms(directory: Path) -> float:
    """The median time of a 4 KiB write and its fdatasync where the databases will lie."""
    times = []
    with (directory / "sync").open("wb", buffering=0) as file:
        for _ in range(50):
            started_at = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - started_at)
    return median(times) * 1e3


if __name__ == "__main__":
    sys.exit(main())
