"""`python -m bot doctor`: whether the bot can run here, a line for each thing with what to do about it."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial

import aiohttp
from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.clock import utc_now
from bot.log import redact
from bot.operations import checks
from bot.operations.checks import Finding
from bot.operations.loopback import address_of
from bot.operations.serve import load_bank
from bot.settings import Settings
from bot.version import version
from bot.web import CannotListen, serve
from bot.wire.answers import judge, parse
from content.loader import ContentError
from content.model import Bank

HELP = "check whether the bot can run here; changes nothing, also while the bot runs"
PATIENCE = aiohttp.ClientTimeout(total=10)
OFF, FAR_OFF = 10, 120
"""Seconds that the clock of this machine may be off that of Telegram: worth a word, and too much."""


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Gives 1 if something is BAD."""
    print(f"Hamkori {version()}")
    findings = [*await _of_telegram(settings), *await _of_port(settings)]
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
    return bank, [Finding("OK", "bank", f'"{bank.id}", {len(bank.facts)} facts')]


async def _of_telegram(settings: Settings) -> list[Finding]:
    """Whether Telegram is reached and knows the token, and how far this machine's clock is off its own."""
    if settings.bot_token is None:
        return [Finding("WARN", "token", "BOT_TOKEN is not set: the program would open the playground")]
    url = f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}/getMe"
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as client,
            client.get(url, proxy=settings.telegram_proxy, allow_redirects=False) as answer,
        ):
            payload, date, now = await answer.read(), answer.headers.get("Date"), utc_now()
        judge(answer.status, payload)
    except InvalidToken:
        return [Finding("BAD", "token", "Telegram does not know it: put the one BotFather gave you there")]
    except (aiohttp.ClientError, TimeoutError, OSError, TelegramError) as error:
        words = (
            f"{settings.bot_api_url} is not reached ({type(error).__name__}: {error}): look at the network"
        )
        return [Finding("BAD", "telegram", f"{words}, BOT_API_URL and TELEGRAM_PROXY")]
    name = parse(payload)["result"].get("username", "?")
    return [Finding("OK", "telegram", f"{settings.bot_api_url} knows the token: @{name}"), *_clock(date, now)]


def _clock(date: str | None, now: datetime) -> list[Finding]:
    try:
        seconds = abs((parsedate_to_datetime(date or "") - now).total_seconds())
    except (ValueError, TypeError):
        return [
            Finding("WARN", "clock", "the server does not tell its time: compare this machine's yourself")
        ]
    told = f"{seconds:.0f} s off the server's"
    if seconds > OFF:
        verdict: checks.Verdict = "BAD" if seconds > FAR_OFF else "WARN"
        return [Finding(verdict, "clock", f"{told}: let NTP set it, or facts go out at the wrong time")]
    return [Finding("OK", "clock", told)]


async def _of_port(settings: Settings) -> list[Finding]:
    """Whether the port is free, or the bot's own."""
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as client,
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
