"""aiohttp, without the certificates of all authorities that it reads twice as it is imported.

Import this module before anything that imports aiohttp. Its own contexts then trust nobody, so that a
connection that forgets ``trusted()`` fails.
"""

from __future__ import annotations

import ssl
from functools import cache

# A twentieth of a start, and 2 MB that stay: two contexts (aiohttp/connector.py), of which a bot on Telegram
# needs one, and a bot on a Bot API server of its own network none.
_reading = ssl.SSLContext.set_default_verify_paths
ssl.SSLContext.set_default_verify_paths = lambda self: None  # type: ignore[method-assign]
try:
    import aiohttp  # noqa: F401
finally:
    ssl.SSLContext.set_default_verify_paths = _reading  # type: ignore[method-assign]


@cache
def trusted() -> ssl.SSLContext:
    """What trusts the authorities that this machine trusts; read once."""
    return ssl.create_default_context()
