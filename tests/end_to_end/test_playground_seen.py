"""The playground in a process of its own is asked like the bot: /metrics, /status, /healthz and /readyz."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families as read

from tests.banks import write_bank
from tests.end_to_end.process import ROOT
from tests.patience import PATIENCE


@contextmanager
def playground(directory: Path) -> Iterator[str]:
    """In an empty directory, with the tiny bank; gives its address."""
    content = write_bank(directory / "rivers")
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": "",
        "PORT": "0",
        "CONTENT_DIR": str(content),
    }
    command = [sys.executable, "-m", "bot"]
    with subprocess.Popen(
        command, cwd=directory, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            addresses = (re.search(r"http://\S+", line) for line in process.stdout)
            found = next(filter(None, addresses), None)
            assert found, "the playground did not say its address"
            yield found[0]
        finally:
            process.terminate()


async def served(monitor: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            async with monitor.get("/healthz") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.01)


async def test_playground_is_seen_from_this_machine_alone(tmp_path: Path) -> None:
    with playground(tmp_path) as address:
        async with aiohttp.ClientSession(address) as monitor:
            await served(monitor)
            async with monitor.get("/metrics") as answer:
                families = {family.name: family for family in read(await answer.text())}
            assert [sample.value for sample in families["hamkori_serving"].samples] == [1]
            async with monitor.get("/status") as answer:
                assert (answer.status, (await answer.text()).splitlines()[0]) == (200, "serving")
            async with monitor.get("/readyz") as answer:
                assert answer.status == 200
            for page in ("/metrics", "/status"):
                async with monitor.get(page, headers={"X-Forwarded-For": "192.0.2.7"}) as answer:
                    assert answer.status == 404, "through a proxy there is no such page"
