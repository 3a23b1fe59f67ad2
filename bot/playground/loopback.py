"""Who may speak to the playground: this machine, and no page of another site."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses other host names (DNS rebinding) and acts that another site's page sends (CSRF)."""
    if not _is_loopback(request.host):
        raise web.HTTPForbidden(text="Open the playground at 127.0.0.1 or localhost.\n")
    origin = request.headers.get("Origin")
    if request.method not in {"GET", "HEAD"} and origin is not None and not _is_own(origin, request.host):
        raise web.HTTPForbidden(text="Only the playground's own page may do this.\n")
    return await handler(request)


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return urlsplit(f"//{host}").hostname in LOOPBACK
    return False


def _is_own(origin: str, host: str) -> bool:
    return origin.lower() == f"http://{host.lower()}"
