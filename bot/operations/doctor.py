"""`python -m bot doctor`: whether the bot can run here, a line for each thing with what to do about it."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

import aiohttp
from aiohttp import web

from bot.clock import utc_now
from bot.counted import counted
from bot.log import redact
from bot.operations import checks, reaching
from bot.operations.checks import Finding
from bot.operations.loopback import address_of
from bot.operations.serve import load_bank
from bot.settings import Settings
from bot.version import version
from bot.web import CannotListen, serve
from bot.wire.answers import parse
from content.loader import ContentError
from content.model import Bank

HELP = "check whether the bot can run here; changes nothing, also while the bot runs"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Gives 1 if something is BAD."""
    print(f"Hamkori {version()}")
    findings = [finding async for finding in reaching.telegram(settings)]
    findings += [finding async for finding in reaching.address(settings)]
    findings += await _of_port(settings)
    findings += await asyncio.to_thread(_of_this_machine, settings, utc_now())
    for finding in findings:
        print(redact(f"{finding.verdict:<5} {finding.what:<9} {finding.words}"))
    return int(any(finding.verdict == "BAD" for finding in findings))


def tell_settings(problems: str) -> int:
    """For settings that cannot even be read; gives the exit code."""
    for problem in problems.splitlines():
        print(f"{'BAD':<5} {'settings':<9} {problem}")
    return 1


def _of_this_machine(settings: Settings, now: datetime) -> list[Finding]:
    bank, findings = _bank(settings)
    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("database", partial(checks.database, settings, bank)),
        ("sqlite", partial(checks.sqlite, settings)),
        ("disk", partial(checks.disk, settings)),
        ("backup", partial(checks.newest_backup, settings, now)),
        ("key", partial(checks.key, settings)),
        ("zones", partial(checks.zones, settings)),
        ("settings", partial(checks.names, settings)),
    ]
    for what, look in looks:
        findings += _all_of(what, look)
    return findings


def _all_of(what: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """What a look finds; one that fails itself leaves the others their turn."""
    try:
        return list(look())
    except Exception as error:
        return [Finding("BAD", what, f"could not be looked at: {error}")]


def _bank(settings: Settings) -> tuple[Bank | None, list[Finding]]:
    try:
        bank = load_bank(settings)
    except (ContentError, OSError) as error:
        return None, [Finding("BAD", "bank", f"{error}".replace("\n", " | "))]
    return bank, [Finding("OK", "bank", f'"{bank.id}", {counted(len(bank.facts), "fact")}')]


async def _of_port(settings: Settings) -> list[Finding]:
    """Whether the port is free, or the bot's own."""
    try:
        async with (
            aiohttp.ClientSession(timeout=reaching.PATIENCE) as client,
            client.get(f"{address_of(settings)}/healthz") as answer,
        ):
            health = parse(await answer.read())
        if isinstance(health, dict) and health.get("status") == "ok":
            return [Finding("OK", "port", f"{settings.port}: the bot runs there and is well")]
        if isinstance(health, dict) and "last_poll_seconds" in health:
            return [
                Finding("WARN", "port", f"{settings.port}: the bot runs there and is ill: {health['reason']}")
            ]
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
        pass  # nobody listens, or another program
    try:
        async with serve(web.Application(), settings.host, settings.port):
            return [Finding("OK", "port", f"{settings.port} is free")]
    except CannotListen as error:
        return [Finding("BAD", "port", str(error))]
