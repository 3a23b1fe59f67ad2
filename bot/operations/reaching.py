"""What `python -m bot doctor` asks over the network: Telegram, and what answers at the webhook's address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from telegram.error import InvalidToken, TelegramError

from bot.clock import utc_now
from bot.counted import counted
from bot.operations.checks import Finding, Verdict
from bot.settings import Settings
from bot.wire.answers import judge, parse
from bot.wire.certificates import trusted

PATIENCE = aiohttp.ClientTimeout(total=10)
OFF, FAR_OFF = 10, 120
"""Seconds that the clock of this machine may be off that of Telegram: worth a word, and too much."""
POSTED_TO = (443, 80, 88, 8443)
"""The ports to which Telegram posts (Bot API, setWebhook)."""
RECENT = timedelta(hours=1)
MANY_WAIT = 100
_UNREACHED = (aiohttp.ClientError, TimeoutError, OSError)


def asking() -> aiohttp.ClientSession:
    """Speaks TLS with whom this machine trusts; aiohttp's own contexts trust nobody here."""
    return aiohttp.ClientSession(timeout=PATIENCE, connector=aiohttp.TCPConnector(ssl=trusted()))


async def telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Whether Telegram is reached and knows the token, how far this machine's clock is off its own, and what
    it says of the webhook."""
    if settings.bot_token is None:
        yield Finding("WARN", "token", "BOT_TOKEN is not set: the program would open the playground")
        return
    try:
        me, date = await _ask(settings, "getMe")
        now = utc_now()
        name = me.get("username", "?")
        yield Finding("OK", "telegram", f"{settings.bot_api_url} knows the token: @{name}")
        yield _clock(date, now)
        info, _ = await _ask(settings, "getWebhookInfo")
        yield _webhook(settings, info, now)
    except InvalidToken:
        yield Finding("BAD", "token", "Telegram does not know it: put the one BotFather gave you there")
    except (*_UNREACHED, TelegramError) as error:
        words = (
            f"{settings.bot_api_url} is not reached ({type(error).__name__}: {error}): look at the network"
        )
        yield Finding("BAD", "telegram", f"{words}, BOT_API_URL and TELEGRAM_PROXY")


async def _ask(settings: Settings, method: str) -> tuple[dict[str, Any], str | None]:
    """What a method gives, and the server's date. Raises what an answer that is no result means."""
    assert settings.bot_token is not None
    url = f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}/{method}"
    async with (
        asking() as client,
        client.get(url, proxy=settings.telegram_proxy, allow_redirects=False) as answer,
    ):
        payload = await answer.read()
        judge(answer.status, payload)
        result = parse(payload)["result"]
        return result if isinstance(result, dict) else {}, answer.headers.get("Date")


def _clock(date: str | None, now: datetime) -> Finding:
    try:
        seconds = abs((parsedate_to_datetime(date or "") - now).total_seconds())
    except (ValueError, TypeError):
        return Finding("WARN", "clock", "the server does not tell its time: compare this machine's yourself")
    told = f"{seconds:.0f} s off the server's"
    if seconds > OFF:
        verdict: Verdict = "BAD" if seconds > FAR_OFF else "WARN"
        return Finding(verdict, "clock", f"{told}: let NTP set it, or facts go out at the wrong time")
    return Finding("OK", "clock", told)


def _webhook(settings: Settings, info: dict[str, Any], now: datetime) -> Finding:
    """What Telegram says of the webhook, against what is set here."""
    url, stands = settings.webhook_url, str(info.get("url") or "")
    if url is None and not stands:
        return Finding("OK", "webhook", "there is none: the bot asks Telegram")
    if stands not in ("", url):
        words = f"Telegram posts to {urlsplit(stands).hostname}: a start here takes its updates from there"
        return Finding("WARN", "webhook", f"{words}. If a bot with this token runs there, stop it first")
    if not stands:
        return Finding("OK", "webhook", "is not set yet; the start sets it")
    waiting = int(info.get("pending_update_count") or 0)
    wait = counted(waiting, "update waits", "updates wait")
    failed_at = datetime.fromtimestamp(int(info.get("last_error_date") or 0), UTC)
    if now - failed_at < RECENT:
        minutes = (now - failed_at).total_seconds() / 60

        words = f"Telegram could not post {minutes:.0f} min ago ({info.get('last_error_message')})"
        cure = f"{wait}: look at the proxy, its certificate and its log"
        return Finding("WARN", "webhook", f"{words}; {cure}")
    if waiting > MANY_WAIT:
        words = f"{wait} at Telegram: see in the log whether the bot takes any"
        return Finding("WARN", "webhook", words)
    return Finding("OK", "webhook", f"is set; {wait}")


async def address(settings: Settings) -> AsyncIterator[Finding]:
    """Whether the webhook's address leads to the bot as seen from here, and to nothing else of it."""
    if settings.webhook_url is None:
        return
    there = urlsplit(settings.webhook_url)
    if (there.port or 443) not in POSTED_TO and "api.telegram.org" in settings.bot_api_url:
        words = "Telegram posts to the ports 443, 80, 88 and 8443 alone: change WEBHOOK_URL"
        yield Finding("BAD", "address", words)
    try:
        async with asking() as client:
            yield await _leads_to_the_bot(client, settings.webhook_url, there.path)
            if await _tells_its_health(client, f"https://{there.netloc}/healthz"):
                words = (
                    f"the proxy forwards /healthz to everybody: let it forward {there.path} and nothing else"
                )
                yield Finding("WARN", "address", words)
    except aiohttp.ClientConnectorCertificateError as error:
        words = f"its certificate is not trusted ({error.certificate_error}): Telegram would not post there"
        yield Finding("BAD", "address", words)
    except _UNREACHED as error:
        words = f"{there.netloc} is not reached from here ({type(error).__name__}: {error})"
        yield Finding("WARN", "address", f"{words}: look at its name, the proxy and the firewall")


async def _leads_to_the_bot(client: aiohttp.ClientSession, url: str, path: str) -> Finding:
    """A webhook of ours answers 405 to whoever does not post, so that nothing is posted to find out."""
    async with client.get(url, allow_redirects=False) as answer:
        status = answer.status
    if status == 405:
        return Finding("OK", "address", "leads to the bot")
    if status in (502, 503, 504):
        words = f"the proxy answers {status}: no bot runs behind it, or not where HOST and PORT say"
        return Finding("WARN", "address", words)
    words = f"answers {status}, where the bot would 405: let the proxy forward {path} to HOST and PORT"
    return Finding("BAD", "address", words)


async def _tells_its_health(client: aiohttp.ClientSession, url: str) -> bool:
    async with client.get(url, allow_redirects=False) as answer:
        return b"last_poll_seconds" in await answer.content.read(4096)
