"""Whether the bot of this machine serves, for a container's health check: the standard library alone, so that
asking every half minute costs nothing: `python -m bot.operations.alive`."""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Mapping

PATIENCE = 4  # seconds
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses that nobody can ask


def asked_at(host: str) -> str:
    """Where to ask a server that listens on this address."""
    return _EVERYWHERE.get(host, host)


def is_serving(environment: Mapping[str, str]) -> bool:
    """By HOST and PORT, as the bot reads them there."""
    host, port = environment.get("HOST") or "127.0.0.1", int(environment.get("PORT") or 8080)
    # Not urllib.request, which would ask the proxy that HTTP_PROXY may name.
    bot = http.client.HTTPConnection(asked_at(host), port, timeout=PATIENCE)
    try:
        bot.request("GET", "/healthz")
        return bot.getresponse().status == 200
    except OSError:
        return False
    finally:
        bot.close()


if __name__ == "__main__":
    sys.exit(not is_serving(os.environ))
