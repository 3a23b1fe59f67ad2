"""Without a container, as the unit of systemd has it: an environment made anew from the lock, another user, a
tree that is read-only but for data/; a backup, the drill with it, and a restore."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from bot.version import version
from tests.end_to_end.stand_in import TOKEN, StandIn
from tests.image import apart
from tests.image.single import HEALTH, arrive
from tests.image.workshop import Workshop, until

Say = Callable[[str], None]
USER = "10002"
READ_ONLY = f"""
set -e
user={USER}
mount --bind . . && mount --options remount,bind,ro . && cd "$PWD"
mount --bind data data && mount --options remount,bind,rw data
exec setpriv --reuid=$user --regid=$user --clear-groups --bounding-set=-all --no-new-privs "$@"
"""
DRILL = "sqlite+aiosqlite:///data/drill/hamkori.db"


async def tried(workshop: Workshop, server: StandIn, say: Say) -> None:
    place = workshop.root / "srv"
    await asyncio.to_thread(_set_up, workshop, place, server)
    say("make setup: the hashes of the lock fit")
    log = workshop.root / "bare.log"
    with log.open("wb") as written:
        words = _as_unit(".venv/bin/python", "-m", "bot")
        bot = await asyncio.create_subprocess_exec(*words, cwd=place, stdout=written, stderr=written)
        try:
            await arrive(server, 51)
            await asyncio.to_thread(until, lambda: _health(workshop, place) == version(), "it serves")
            say("another user, no capabilities, a read-only tree: it serves")
            await asyncio.to_thread(_operate, workshop, place, say)
            assert await apart.watched(workshop, place) == 1
            say("hamkori-copy and hamkori-watch: another machine gets a copy, the switch a word")
        finally:
            bot.terminate()
            code = await bot.wait()
    assert code == 0, log.read_text()
    assert await apart.watched(workshop, place) == 0
    say("SIGTERM: it ends with 0, and the switch hears nothing")
    told = await asyncio.to_thread(_run, workshop, place, "restore", "--force", "newest")
    say(f"restore: {told.splitlines()[0]}")


def _set_up(workshop: Workshop, place: Path, server: StandIn) -> None:
    place.mkdir(mode=0o755)
    archive = workshop.root / "bare.tar"
    workshop.run("git", "archive", f"--output={archive}", "HEAD")
    workshop.run("tar", "--extract", f"--file={archive}", f"--directory={place}")
    workshop.run("make", "setup", "PYTHON=/usr/bin/python3", where=place)
    workshop.run("install", "-d", "-o", USER, "-g", USER, "-m", "700", str(place / "data"))
    settings = place / ".env"
    settings.write_text(f"BOT_TOKEN={TOKEN}\nBOT_API_URL=http://127.0.0.1:{server.url.rpartition(':')[2]}\n")
    workshop.run("chown", f"{USER}:{USER}", str(settings))
    workshop.run("chmod", "600", str(settings))
    workshop.root.chmod(0o711)


def _as_unit(*words: str) -> list[str]:
    return ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh", *words]


def _run(workshop: Workshop, place: Path, *words: str) -> str:
    """What `python -m bot WORDS` tells, as the bot's user; fails unless it goes well."""
    return workshop.run(*_as_unit(".venv/bin/python", "-m", "bot", *words), where=place).stdout


def _health(workshop: Workshop, place: Path) -> str | None:
    done = workshop.run(*_as_unit(".venv/bin/python", "-c", HEALTH), where=place, may_fail=True)
    return str(json.loads(done.stdout)["version"]) if done.stdout else None


def _operate(workshop: Workshop, place: Path, say: Say) -> None:
    attempt = "open('bot/x', 'w')"
    refused = workshop.run(*_as_unit(".venv/bin/python", "-c", attempt), where=place, may_fail=True)
    assert "Read-only file system" in refused.stderr, refused.stderr
    assert "BAD" not in _run(workshop, place, "doctor")
    say("doctor finds nothing BAD beside it")
    _run(workshop, place, "status")
    _run(workshop, place, "backup")
    copy = apart.fetched(workshop, place)
    copy.chmod(0o644)
    drill = ("env", f"DATABASE_URL={DRILL}", ".venv/bin/python", "-m", "bot")
    workshop.run("install", "-d", "-o", USER, "-g", USER, "-m", "700", str(place / "data/drill"))
    workshop.run(*_as_unit(*drill, "restore", str(copy)), where=place)
    workshop.run(*_as_unit(*drill, "items"), where=place)
    workshop.run("rm", "--recursive", str(place / "data/drill"))
    say("backup and the drill: the copy that another machine got is read back")
