"""Several processes on PostgreSQL behind a proxy: what passes it, and that another takes over."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from http.client import HTTPSConnection
from socket import create_connection

from cryptography.fernet import Fernet

from tests.end_to_end.stand_in import TOKEN, StandIn
from tests.image.single import address, arrive
from tests.image.workshop import Workshop, until

Say = Callable[[str], None]
BOTS = ["server_bot_1", "server_worker_1"]
HOST = "bot.localhost"  # for which Caddy is its own authority
LEADS = "this process leads:"


async def tried(workshop: Workshop, server: StandIn, say: Say) -> None:
    workshop.use("new")
    workshop.settings(
        {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": address(server),
            "COMPOSE_PROFILES": "postgres",
            "POSTGRES_PASSWORD": "secret",
            "DATABASE_URL": "postgresql+psycopg://hamkori:secret@db/hamkori",
            "WEBHOOK_URL": f"https://{HOST}/telegram",
            "WEBHOOK_HOST": f"{HOST}, http://127.0.0.1",  # the second for the server in Telegram's place
            "DATA_KEY": Fernet.generate_key().decode(),
            "SEND_RATE": "15",
        }
    )
    server.doors[:] = ["http://127.0.0.1"]
    await asyncio.to_thread(_begin, workshop, say)
    for person in range(21, 31):
        await arrive(server, person)
    assert not server.polls, "somebody asks for updates"
    say("ten people are answered through the proxy, and nobody polls")
    await asyncio.to_thread(_look_at_the_proxy, say)
    leader = await asyncio.to_thread(_leader, workshop, BOTS)
    await asyncio.to_thread(workshop.run, "podman", "kill", "--signal", "KILL", leader)
    [other] = [bot for bot in BOTS if bot != leader]
    await asyncio.to_thread(_leader, workshop, [other])
    for person in range(31, 36):
        await arrive(server, person)
    say("the leader is killed: the other leads, and answers")
    await asyncio.to_thread(_switch_to_polling, workshop, server, say)
    await arrive(server, 41)
    say("without WEBHOOK_URL one of the two asks Telegram, and the other stands by")


def _begin(workshop: Workshop, say: Say) -> None:
    workshop.compose("up", "--detach", "--no-build")
    for container in ("server_db_1", "server_proxy_1", *BOTS):
        until(lambda name=container: workshop.is_healthy(name), f"{container} is healthy")
    say("the profile postgres: database, proxy and two processes are healthy")
    leaders = [bot for bot in BOTS if LEADS in workshop.log(bot)]
    assert len(leaders) == 1, leaders


def _leader(workshop: Workshop, among: list[str]) -> str:
    until(lambda: any(LEADS in workshop.log(bot) for bot in among), "one leads")
    return next(bot for bot in among if LEADS in workshop.log(bot))


def _look_at_the_proxy(say: Say) -> None:
    asked = {
        ("POST", "/telegram"): 403,  # without the secret
        ("GET", "/telegram"): 405,
        **{("GET", path): 404 for path in ("/", "/healthz", "/readyz", "/metrics", "/status", "/telegram/x")},
    }
    for (method, path), status in asked.items():
        assert _asked(method, path) == status, (method, path, _asked(method, path))
    say("by TLS the proxy passes on the path of the webhook and nothing else")


def _asked(method: str, path: str) -> int:
    nobody = ssl.create_default_context()
    nobody.check_hostname, nobody.verify_mode = False, ssl.CERT_NONE
    proxy = HTTPSConnection(HOST, timeout=10)
    try:
        # Not every machine finds a name below localhost.
        proxy.sock = nobody.wrap_socket(create_connection(("127.0.0.1", 443), 10), server_hostname=HOST)
        proxy.request(method, path)
        return proxy.getresponse().status
    finally:
        proxy.close()


def _switch_to_polling(workshop: Workshop, server: StandIn, say: Say) -> None:
    kept = [line for line in (workshop.project / ".env").read_text().splitlines() if "WEBHOOK" not in line]
    workshop.settings(dict(line.split("=", 1) for line in kept))
    workshop.compose("stop")
    workshop.compose("up", "--detach", "--no-build", "bot", "worker", "db")
    for bot in BOTS:
        until(lambda name=bot: workshop.is_healthy(name), f"{bot} is healthy")
    until(lambda: len(server.polls) >= 2, "one polls")
