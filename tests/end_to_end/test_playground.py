"""The playground as a newcomer starts it: one process, its page's interface, its clock, its own database."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from content.model import Bank, Question
from tests.banks import put_at_hand, shipped, write_bank
from tests.end_to_end.knowing import question_in, right_words
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
ALICE = 7_000_000_003


async def start(directory: Path, **more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=directory,
        env={**os.environ, "BOT_TOKEN": "", "PORT": "0", "PYTHONPATH": str(ROOT), **more},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


@dataclass
class Page:
    """What the page's script can do, without a browser."""

    address: str
    session: aiohttp.ClientSession

    async def state(self) -> dict[str, Any]:
        async with self.session.get(f"{self.address}/chat/state?person={ALICE}") as answer:
            return dict(await answer.json())

    async def post(self, act: str, **values: object) -> None:
        async with self.session.post(f"{self.address}/chat/{act}", json=values) as answer:
            assert answer.status == 200, await answer.text()

    async def until(self, holds: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        ends_at = time.monotonic() + PATIENCE
        while not holds(state := await self.state()):
            assert time.monotonic() < ends_at, f"never came; the last state was {state}"
            await asyncio.sleep(0.05)
        return state

    async def tap(self, code: str) -> None:
        state = await self.state()
        message = state["messages"][-1]
        data = [b["callback_data"] for row in message["buttons"] for b in row]
        codes = {given.split(":")[0]: given for given in reversed(data)}
        # A question that takes more than one tap, or typing, is not known.
        found = codes["x" if code == "a" and "a" not in codes else code]
        await self.post("tap", person=ALICE, message_id=message["id"], data=found)
        await self.until(lambda now: now["messages"] != state["messages"])

    async def play_to_the_end(self, bank: Bank) -> None:
        """Type right answers; what is not known comes back by another question."""
        for _ in range(40):
            message = (await self.state())["messages"][-1]
            if "🏁" in message["text"]:
                return
            question = question_in(message["text"], bank, "en")
            if question is None or not await self._is_answered(question, message):
                await self.tap("x")
            await self.tap("n")
        raise AssertionError("the quiz does not end")

    async def _is_answered(self, question: Question, message: dict[str, Any]) -> bool:
        """Type the answer; a made question in the words of a written one takes another, and waits."""
        labels = [b["text"] for row in message["buttons"] for b in row]
        await self._say(right_words(question, "en", message["text"], labels))
        last = (await self.state())["messages"][-1]
        if any(sign in last["text"] for sign in "✅🟡❌"):
            return True
        await self._say("/quiz")
        await self.tap("go")
        return False

    async def _say(self, text: str) -> None:
        count = len((await self.state())["messages"]) + 2
        await self.post("say", person=ALICE, text=text)
        await self.until(lambda now: len(now["messages"]) >= count)


@asynccontextmanager
async def playground(directory: Path, **more: str) -> AsyncIterator[Page]:
    process = await start(directory, LOG_LEVEL="WARNING", **more)
    assert process.stdout is not None
    found, said = None, ""
    while found is None:
        line = (await process.stdout.readline()).decode()
        assert line, said
        said += line
        found = re.search(r"here is the playground: open (http://127\.0\.0\.1:\d+) in a browser", line)
    try:
        async with aiohttp.ClientSession() as session:
            yield Page(found[1], session)
    finally:
        process.terminate()
        async with asyncio.timeout(PATIENCE):
            rest = (await process.stdout.read()).decode()
            assert await process.wait() == 0, rest
    assert "Traceback" not in rest, rest


async def test_chats_survive_a_restart_and_are_their_owners_alone(tmp_path: Path) -> None:
    async with playground(tmp_path) as page:
        await page.post("say", person=ALICE, text="/start")
        before = await page.until(lambda state: len(state["messages"]) == 2)
    files = [path for path in (tmp_path / "data").rglob("*") if path.stat().st_mode & 0o077]
    assert files == []
    async with playground(tmp_path) as page:
        after = await page.state()
        assert after["messages"] == before["messages"]
        await page.tap("l")


async def test_newcomer_plays_and_sees_a_fact_next_morning(tmp_path: Path) -> None:
    put_at_hand(tmp_path / "data")
    async with playground(tmp_path) as page:
        await page.post("say", person=ALICE, text="/start")
        await page.until(lambda state: len(state["messages"]) == 2)
        await page.tap("l")
        await page.tap("s")
        await page.play_to_the_end(shipped())
        # The fact of the first day is out by then, so the evening one comes a day later.
        for time, mornings in (("08:30", 1), ("20:00", 2)):
            await page.post("say", person=ALICE, text=f"/daily {time}")
            await page.until(lambda state: "Every day at" in state["messages"][-1]["text"])
            before = await page.state()
            for _ in range(mornings):
                await page.post("clock", to="next-morning")
            state = await page.until(lambda now: "Fact of the day" in now["messages"][-1]["text"])
            assert state["now"] > before["now"]
        await page.tap("f")
        assert (tmp_path / "data" / "playground.db").exists()
    async with playground(tmp_path) as page:
        assert (await page.state())["now"] > state["now"], "the clock never goes back"
        await page.post("say", person=ALICE, text="/progress")
        await page.until(lambda now: now["messages"] and "Mastered:" in now["messages"][-1]["text"])
        await page.post("reset")
        await page.post("say", person=ALICE, text="/progress")
        await page.until(lambda now: now["messages"] and "Nothing here yet" in now["messages"][-1]["text"])


async def test_no_token_of_another_start_opens_the_bot_api_and_the_table_is_told(tmp_path: Path) -> None:
    put_at_hand(tmp_path / "data")
    async with playground(tmp_path) as page:
        constant = "1000000:playground-token-of-nobody-at-all-000"
        async with page.session.get(f"{page.address}/bot{constant}/getMe") as answer:
            assert answer.status == 401
        async with page.session.get(f"{page.address}/items") as answer:
            assert (answer.status, answer.headers["X-Hamkori"]) == (200, "items")


async def test_saved_content_is_picked_up_and_problems_are_told(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    about = bank / "bank.yaml"
    good = about.read_text(encoding="utf-8")
    async with playground(tmp_path, CONTENT_DIR=str(bank)) as page:
        about.write_text(good.replace("en: Rivers,", "en: Rivers & Co,"), encoding="utf-8")
        async with asyncio.timeout(PATIENCE):
            said = ""
            while "Rivers & Co" not in said:
                await page.post("say", person=ALICE, text="/start")
                await asyncio.sleep(0.1)
                said = (await page.state())["messages"][-1]["text"]
        about.write_text(good.replace("greeting:", "greting:"), encoding="utf-8")
        state = await page.until(lambda now: now["problems"])
        assert any(problem.startswith("bank.yaml:") for problem in state["problems"])
        await page.post("say", person=ALICE, text="/start")
        about.write_text(good, encoding="utf-8")
        await page.until(lambda now: not now["problems"])


async def test_watch_outlives_whatever_lies_in_the_bank(tmp_path: Path) -> None:
    bank, aside = write_bank(tmp_path / "bank"), tmp_path / "aside"
    lost = bank / "facts" / "lost.yaml"
    async with playground(tmp_path, CONTENT_DIR=str(bank)) as page:
        (bank / "facts" / ".#springs.yaml").symlink_to("author@machine.4711:1700000000")
        lost.symlink_to("nowhere")
        state = await page.until(lambda now: now["problems"])
        assert [problem.partition(" leads")[0] for problem in state["problems"]] == [
            "facts/lost.yaml:1: the link"
        ]
        lost.unlink()
        await page.until(lambda now: not now["problems"])
        bank.rename(aside)
        state = await page.until(lambda now: now["problems"])
        assert "there is no such directory" in state["problems"][0]
        aside.rename(bank)
        await page.until(lambda now: not now["problems"])


async def test_taken_port_gets_a_clear_sentence(tmp_path: Path) -> None:
    put_at_hand(tmp_path / "data")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = await start(tmp_path, PORT=str(port))
        assert process.stdout is not None
        said = (await process.stdout.read()).decode()
        assert await process.wait() == 78
    assert f"Port {port} is taken by another program; set PORT to a free one" in said
    assert "Traceback" not in said


async def test_wrong_setting_is_named_with_what_it_should_be(tmp_path: Path) -> None:
    process = await start(tmp_path, DEFAULT_ZONE="Atlantis", LOG_LEVEL="LOUD")
    assert process.stdout is not None
    said = (await process.stdout.read()).decode()
    assert await process.wait() == 78
    assert "DEFAULT_ZONE should be a zone name such as Asia/Dushanbe" in said
    assert "LOG_LEVEL should be one of" in said


async def test_second_playground_on_the_same_database_is_refused(tmp_path: Path) -> None:
    put_at_hand(tmp_path / "data")
    async with playground(tmp_path):
        process = await start(tmp_path)
        assert process.stdout is not None
        said = (await process.stdout.read()).decode()
        assert await process.wait() == 75
    assert "playground.db" in said
    assert "Traceback" not in said
