"""The files of the page, with headers that keep it to itself: no other origin, no inline script."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
MEDIA_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def index(request: web.Request) -> web.StreamResponse:
    return _stored("index.html")


async def page(request: web.Request) -> web.StreamResponse:
    return _stored(request.match_info["name"])


def _stored(name: str) -> web.FileResponse:
    path = PAGE / name
    media_type = MEDIA_TYPES.get(path.suffix)
    if media_type is None or path.parent != PAGE or not path.is_file():
        raise web.HTTPNotFound(text="The page has no such file.\n")
    return web.FileResponse(path, headers={**HEADERS, "Content-Type": f"{media_type}; charset=utf-8"})
