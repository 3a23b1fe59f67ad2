"""Who may speak to the playground: this machine, and no page of another site."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_OWN_SITE = {"same-origin", "none"}
"""Values of Sec-Fetch-Site for what our own page asks for, and for an address typed by hand."""
_BROWSERS_ONLY = ("Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest")


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses other host names (DNS rebinding) and whatever the page of another site asks for (CSRF)."""
    if not _is_loopback(request.host):
        raise web.HTTPForbidden(text="Open the playground at 127.0.0.1 or localhost.\n")
    if not _is_link(request) and not _is_from_own_page(request):
        raise web.HTTPForbidden(text="Only the playground's own page may do this.\n")
    return await handler(request)


def is_browser(request: web.Request) -> bool:
    """Whether the request says of itself what only browsers say, and scripts cannot leave out."""
    return any(name in request.headers for name in _BROWSERS_ONLY)


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return urlsplit(f"//{host}").hostname in LOOPBACK
    return False


def _is_from_own_page(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    is_own = origin is None or origin.lower() == f"http://{request.host.lower()}"
    return is_own and site in _OWN_SITE


def _is_link(request: web.Request) -> bool:
    """Somebody followed a link to the page: that does nothing, and its policy shuts out frames."""
    is_navigation = request.headers.get("Sec-Fetch-Mode") == "navigate"
    return request.method == "GET" and request.path == "/" and is_navigation
