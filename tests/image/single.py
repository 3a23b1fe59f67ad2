"""One process on SQLite: what it may do, its health, its end, an update with its volume, and the way back."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable

from bot.version import version
from tests.end_to_end.stand_in import TOKEN, StandIn, text_update
from tests.image import apart
from tests.image.workshop import IMAGE, Workshop, until

Say = Callable[[str], None]
BOT = "server_bot_1"
LIMITS = """
import os
told = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
assert os.getuid() == os.getgid() == 10001, os.getuid()
assert not any(int(told[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")), told
assert (int(told["NoNewPrivs"]), int(told["Seccomp"])) == (1, 2), told
for path, may in (("/app", False), ("/app/bot", False), ("/etc", False), ("/data", True), ("/tmp", True)):
    try:
        open(path + "/x", "w").close()
        os.unlink(path + "/x")
        assert may, path
    except OSError:
        assert not may, path
def limit(*names):
    return next(int(open(name).read()) for name in names if os.path.exists(name))
assert limit("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes") == 512 << 20
assert limit("/sys/fs/cgroup/pids.max", "/sys/fs/cgroup/pids/pids.max") == 128
"""


HEALTH = """
import http.client
bot = http.client.HTTPConnection("127.0.0.1", 8080, timeout=4)
bot.request("GET", "/healthz")
print(bot.getresponse().read().decode())
"""
PEOPLE = """
import sqlite3
for row in sqlite3.connect("/data/hamkori.db").execute("SELECT id FROM learners ORDER BY id"):
    print(*row)
"""


def address(server: StandIn) -> str:
    """Of the server, as the containers reach it."""
    return f"http://10.77.77.1:{server.url.rpartition(':')[2]}"


async def arrive(server: StandIn, person: int) -> None:
    """A newcomer is greeted: then their row is committed."""
    server.feed(text_update(person, "/start"))
    await asyncio.to_thread(
        until, lambda: server.sent("sendMessage")[-1:] and _greeted(server, person), f"{person}"
    )


def _greeted(server: StandIn, person: int) -> bool:
    return any(call.chat_id == person for call in server.sent("sendMessage"))


async def tried(workshop: Workshop, server: StandIn, say: Say) -> None:
    await asyncio.to_thread(_begin, workshop, server, say)
    await arrive(server, 11)
    await asyncio.to_thread(_end, workshop, say)
    await asyncio.to_thread(_update, workshop, say)
    await arrive(server, 12)
    await asyncio.to_thread(_drill, workshop)
    assert await apart.watched(workshop, workshop.project) == 1
    say("hamkori-copy, the drill, hamkori-watch: the copy is read back, the switch hears of the bot")
    await asyncio.to_thread(_go_back, workshop, say)
    await arrive(server, 13)
    await asyncio.to_thread(until, lambda: _people(workshop) == [11, 13], "those of the copy are there")
    say("going back: the copy of before the update is restored, and the older program goes on with it")


def _begin(workshop: Workshop, server: StandIn, say: Say) -> None:
    # One line would do, were Telegram to be reached.
    workshop.settings({"BOT_TOKEN": TOKEN, "BOT_API_URL": address(server)})
    _use(workshop, "old")
    until(lambda: _health(workshop)["status"] == "ok", "the older bot serves")
    say("docker-compose up: the older version serves")
    twin = workshop.beside(may_fail=True)
    assert twin.returncode == 75, (twin.returncode, twin.stdout, twin.stderr)
    say("a second one on the same volume ends with 75")


def _use(workshop: Workshop, tag: str) -> None:
    workshop.use(tag)
    workshop.compose("up", "--detach", "--no-build", "--force-recreate", "bot")


def _end(workshop: Workshop, say: Say) -> None:
    workshop.compose("stop", "bot")
    assert workshop.told(BOT, "{{.State.ExitCode}}") == "0", workshop.log(BOT)
    say("docker-compose stop: it ends with 0")


def _update(workshop: Workshop, say: Say) -> None:
    _use(workshop, "new")
    until(lambda: workshop.is_healthy(BOT), "the updated bot is healthy")
    say("the update: by its health check the container is healthy")
    workshop.inside(BOT, "python", "-c", LIMITS)
    say("user 10001, no capabilities, seccomp, no new privileges, a root read-only, 512 MB, 128 processes")
    assert _health(workshop)["version"] == version(), _health(workshop)
    assert f"this is Hamkori {version()}" in workshop.log(BOT)
    assert version() in workshop.inside(BOT, "python", "-m", "bot", "--version").stdout
    assert _people(workshop) == [11]
    doctor = workshop.compose("exec", "-T", "bot", "python", "-m", "bot", "doctor", may_fail=True)
    assert doctor.returncode == 0, doctor.stdout
    say(f"the update to {version()} keeps the volume; its copy of before is {_copy(workshop)}")
    say("doctor finds nothing BAD")


def _drill(workshop: Workshop) -> None:
    """In a container of its own, whose memory alone has what is restored there."""
    workshop.compose("exec", "-T", "bot", "python", "-m", "bot", "backup")
    assert len(workshop.compose("exec", "-T", "bot", "cat", "data/data.key").stdout.strip()) == 44
    copy = apart.fetched(workshop, workshop.project)
    drill = "cat > /tmp/copy.db && python -m bot restore /tmp/copy.db && python -m bot items"
    options = "--rm --interactive --env DATABASE_URL=sqlite+aiosqlite:////tmp/drill.db"
    given = f"--env-file {workshop.project}/.env --network none"
    words = f"podman run {options} {given} {IMAGE}:latest sh -c '{drill}' < {copy}"
    told = workshop.run("sh", "-c", words).stdout
    assert "2 learners" in told, told


def _copy(workshop: Workshop) -> str:
    """The copy that was made before the tables were changed."""
    names = workshop.inside(BOT, "ls", "/data/backups").stdout.split()
    [found] = [name for name in names if re.fullmatch(r"hamkori\.\w+\.\d{4}\.db", name)]
    return found


def _go_back(workshop: Workshop, say: Say) -> None:
    copy = _copy(workshop)
    workshop.compose("stop", "bot")
    workshop.use("old")
    refused = workshop.beside(may_fail=True)
    assert refused.returncode == 78, (refused.returncode, refused.stdout, refused.stderr)
    say("the older program refuses the newer database with 78")
    workshop.beside("python", "-m", "bot", "restore", "--force", f"/data/backups/{copy}")
    _use(workshop, "old")
    until(lambda: _health(workshop)["status"] == "ok", "the older bot serves again")


def _health(workshop: Workshop) -> dict[str, object]:
    """As the bot tells it. By this, and not by its health check, an older version is known to serve: the
    engine may split at blanks a check that has any."""
    told = workshop.inside(BOT, "python", "-c", HEALTH, may_fail=True).stdout
    return dict(json.loads(told)) if told else {"status": "no answer"}


def _people(workshop: Workshop) -> list[int]:

    return [int(word) for word in workshop.inside(BOT, "python", "-c", PEOPLE).stdout.split()]
