"""`python -m tests.image`, as root on Debian: the program is set up without a container; the image is built,
run by compose, updated with its volume, taken back, and run as several processes with PostgreSQL and a proxy.
By hand: it needs an engine.

The engine is podman with runc, which docker-compose takes for Docker's. What that cannot show stands at the
end.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.deployed import ROOT
from tests.end_to_end.stand_in import StandIn
from tests.image import bare, several, single
from tests.image.workshop import BASE, HERE, IMAGE, STAND_INS, Workshop, missing

TRUSTED = ("--volume", "/etc/ssl/certs:/etc/ssl/certs:ro")
"""Whom this machine trusts, the build trusts as well."""
NOT_SHOWN = f"""
Not shown:
- the images of the registries: {BASE} is made of Debian's python3 here, and
  {" and ".join(STAND_INS)} are Debian's packages with an entry point that does the same;
- Docker's own engine, its seccomp profile, cgroups and networks, and its timer of the health check;
- `docker-compose run`, in whose place the engine's own command stands, and an older version's health check;
- systemd: the unit's way out to restarts, limits and its filter of system calls;
- Telegram itself, and a certificate of a public authority;
- another processor than {os.uname().machine}."""


def main() -> int:
    if os.geteuid() != 0 or missing():
        print("This needs root and: apt-get install --no-install-recommends " + " ".join(missing()))
        return 2
    began = time.monotonic()
    workshop = Workshop(Path(tempfile.mkdtemp(prefix="hamkori-image-", dir="/var/tmp")))
    try:
        _build(workshop)
        workshop.open()
        asyncio.run(_try(workshop))
    except BaseException:
        print(workshop.logs())
        raise
    finally:
        workshop.close()
    print(NOT_SHOWN)
    print(f"{time.monotonic() - began:.0f} s")
    return 0


def _build(workshop: Workshop) -> None:
    workshop.make_base()
    say(f"{BASE} is made of Debian's packages")
    check_out_older(workshop)
    for tag, tree in workshop.trees.items():
        workshop.build(f"{IMAGE}:{tag}", tree, *TRUSTED)
        say(f"the Dockerfile builds, {tag}: the hashes of the lock fit")
    for name, directory in STAND_INS.items():
        workshop.build(name, HERE / directory)
        say(f"{name} has a stand-in")


def check_out_older(workshop: Workshop) -> None:
    """The program before the newest change of the tables."""
    newest = sorted((ROOT / "db/migrations/versions").glob("[0-9]*.py"))[-1]
    words = ("git", "log", "--diff-filter=A", "-1", "--format=%H", "--", str(newest))
    commit = workshop.run(*words).stdout.strip() + "^"
    tree = workshop.trees["old"]
    tree.mkdir()
    archive = workshop.root / "older.tar"
    workshop.run("git", "archive", f"--output={archive}", commit)
    workshop.run("tar", "--extract", f"--file={archive}", f"--directory={tree}")


async def _try(workshop: Workshop) -> None:
    async with StandIn(host="0.0.0.0") as server:
        await bare.tried(workshop, server, say)
    for part in (single.tried, several.tried):
        async with StandIn(host="0.0.0.0") as server:
            await part(workshop, server, say)
        workshop.compose("down", "--volumes", "--remove-orphans")


def say(words: str) -> None:
    print(f"ok  {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
