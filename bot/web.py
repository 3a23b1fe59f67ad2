"""The bot's own small web server: whether it is alive, and what the commands of this machine ask it."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp.web_routedef import AbstractRouteDef

from bot.updates.health import Health
from bot.updates.polling import Polling
from bot.updates.webhook import LARGEST, Webhook
from bot.version import version

KNOWN_BY = "X-Telegram-Bot-Api-Secret-Token"
"""The header by which Telegram is known (Bot API, setWebhook)."""


class CannotListen(Exception):
    """The address cannot be listened on; ``str`` says what to do."""


class PortTaken(CannotListen):
    """Another program listens on the port."""


def application(health: Health, more: Sequence[AbstractRouteDef] = ()) -> web.Application:
    """Whether the bot lives, and what else is asked."""
    app = web.Application(client_max_size=LARGEST)
    app.add_routes([*health_pages(lambda: health), *more])
    return app


def health_pages(find: Callable[[], Health]) -> list[web.RouteDef]:
    """``/healthz``: 200 while the bot serves, else 503 with the reason; ``/readyz``: whether updates can be
    brought to this process. The health is asked for at each request."""

    async def readyz(_: web.Request) -> web.Response:
        if (reason := await find().unreadiness()) is not None:
            return web.json_response({"status": "not ready", "reason": reason}, status=503)
        return web.json_response({"status": "ready"})

    async def healthz(_: web.Request) -> web.Response:
        health = find()
        age = health.pulse.age
        facts = {"version": version(), "last_poll_seconds": None if age is None else round(age, 1)}
        if (ailment := await health.ailment()) is not None:
            return web.json_response({"status": "ill", "reason": ailment, **facts}, status=503)
        return web.json_response({"status": "ok", "in_hand": health.intake.in_hand, **facts})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]


def posted_to(way_in: Polling | Webhook) -> list[web.RouteDef]:
    """Where Telegram posts updates, if it does: the one page of which a reverse proxy is told."""
    if not isinstance(way_in, Webhook):
        return []

    async def post(request: web.Request) -> web.Response:
        if not way_in.knows(request.headers.get(KNOWN_BY, "")):
            raise web.HTTPForbidden  # before anything is read of it
        return web.Response(status=await way_in.keep(await request.read()))

    return [web.post(urlsplit(way_in.url).path, post)]


def private(handler: Handler) -> Handler:
    """A handler that answers this machine alone; to anybody else the page does not exist."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if not (_is_of_this_machine(request) and _is_address(request.host)):
            raise web.HTTPNotFound
        return await handler(request)

    return answer


def _is_of_this_machine(request: web.Request) -> bool:
    transport = request.transport
    if transport is None or any(name in request.headers for name in _PASSED_ON):
        return False
    peer, own = (_address(transport.get_extra_info(name)) for name in ("peername", "sockname"))
    return peer.is_loopback or peer == own


def _is_address(host: str) -> bool:
    """Whether it is an address, or this machine's own name: a page of another site whose name was made to
    point here (DNS rebinding) asks by that name."""
    with suppress(ValueError):
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ip_address(name))
    return False


_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
"""Headers of a proxy: it may stand on this machine, but whoever asks it need not."""


def _address(name: tuple[str, int]) -> IPv4Address | IPv6Address:
    """Of a socket; one that serves both kinds writes an IPv4 address as ::ffff:127.0.0.1."""
    address = ip_address(name[0].partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@asynccontextmanager
async def serve(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve while the block lasts; gives the address, ``http://host:port``. Raises CannotListen."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        yield f"http://{_shown(host)}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise CannotListen(
                f"Nothing can listen on {host}, port {port} ({error.strerror}); set HOST to an address of "
                "this machine, such as 127.0.0.1, and PORT to one this program may use, such as 8080"
            ) from None
        raise PortTaken(
            f"Port {port} is taken by another program; set PORT to a free one, e.g. PORT={port + 1} make run"
        ) from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
