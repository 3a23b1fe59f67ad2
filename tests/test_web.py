"""The bot's own web server: an address that cannot be listened on gets a sentence."""

from __future__ import annotations

import pytest
from aiohttp import web as aiohttp_web

from bot import web


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
async def test_an_address_of_another_machine_is_told_what_to_do(host: str) -> None:
    with pytest.raises(web.CannotListen, match=f"Nothing can listen on {host}, port 8080 .* set HOST to"):
        async with web.serve(aiohttp_web.Application(), host, 8080):
            pass
