"""The whole path with real processes: `python -m bot` against a program that speaks the Bot API."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.playground import bot_api
from bot.playground.telegram import Message, Person, Telegram
from content.model import LANGUAGES, Bank, Language
from tests.banks import put_at_hand, shipped
from tests.dialogs.conversation import data_of, labels
from tests.end_to_end.knowing import question_in, right_words
from tests.patience import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "7654321:a-token-of-the-whole-path-test-0000000"
NAMES = {"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}
QUIZ_ME = {"tg": "Худро санҷидан", "ru": "Проверить себя", "en": "Quiz me on this"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return shipped()


@asynccontextmanager
async def telegram_over_http() -> AsyncIterator[tuple[Telegram, str]]:
    telegram = Telegram(token=TOKEN, clock=lambda: datetime.now(UTC))  # noqa: TID251 - real time, real process
    app = web.Application()
    app.add_routes(bot_api.routes(telegram))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield telegram, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        telegram.close()
        await runner.cleanup()


@asynccontextmanager
async def bot_process(directory: Path, url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The real program; at the end it gets SIGTERM and must end well by itself."""
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment |= {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{directory / 'bot.db'}",
        "PORT": "0",
        "LOG_LEVEL": "DEBUG",
    }
    put_at_hand(directory)
    with (directory / "bot.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            async with asyncio.timeout(PATIENCE):
                code = await process.wait()
    assert code == 0, f"code {code}: " + (directory / "bot.log").read_text()[-3000:]


@dataclass
class OverHttp:
    """A person whose bot lives in another process."""

    telegram: Telegram
    person: Person

    @property
    def last(self) -> Message:
        messages = self.telegram.chats[self.person.id].messages.values()
        return [message for message in messages if message.sender_id != self.person.id][-1]

    async def until(self, holds: Callable[[], object], what: str) -> None:
        try:
            await until(lambda: self.telegram.chats[self.person.id].messages and holds(), every=0.02)
        except TimeoutError:
            raise AssertionError(f"never came: {what}") from None

    async def say(self, text: str) -> None:
        said = self.telegram.say(self.person, text)
        await self.until(lambda: max(self.telegram.chats[self.person.id].messages) > said.id, text)

    async def tap(self, label: str) -> None:
        message, before = self.last, self.last.text
        self.telegram.tap(self.person, message.id, data_of(message, label))
        await self.until(lambda: self.last.text != before, label)

    async def answer_to_the_end(self, bank: Bank, language: Language) -> None:
        """Type right answers; what is not known is not known, and comes back by another question."""
        for _ in range(40):
            text = self.last.text or ""
            if "🏁" in text:
                return
            question = question_in(text, bank, language)
            if question is None:
                await self.tap(labels(self.last)[-1])
            else:
                await self.say(right_words(question, language, text, labels(self.last)))
                if not {"✅", "❌"} & set(self.last.text or ""):
                    # A made question in the words of a written one: then it is not known.
                    await self.say("/quiz")
                    await self.tap(labels(self.last)[0])
                    await self.tap(labels(self.last)[-1])
            await self.tap(labels(self.last)[0])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_reaches_the_end_of_a_quiz_and_a_fact(
    tmp_path: Path, bank: Bank, language: Language
) -> None:
    async with telegram_over_http() as (telegram, url):
        talk = OverHttp(telegram, telegram.add_person("Зарина", language))
        async with bot_process(tmp_path, url):
            await talk.say("/start")
            await talk.tap(NAMES[language])
            await talk.tap("▶️")
            await talk.tap(labels(talk.last)[-1])  # don't know: it comes back, and then it is known
            await talk.tap(labels(talk.last)[0])
            await talk.answer_to_the_end(bank, language)
            assert talk.last.text is not None
            assert "🏁" in talk.last.text
            await talk.say("/daily 08:30")
        _let_the_fact_be_due(tmp_path / "bot.db")
        async with bot_process(tmp_path, url):
            due = QUIZ_ME[language]
            await talk.until(lambda: due in str(labels(talk.last)), "the fact that fell due meanwhile")
            await talk.tap(due)
            await talk.tap(labels(talk.last)[-1])
            assert talk.last.text is not None
            assert "💡" in talk.last.text
    words = (tmp_path / "bot.log").read_text()
    assert "DEBUG" in words
    assert TOKEN not in words
    assert TOKEN.partition(":")[2] not in words
    assert "Traceback" not in words


def _let_the_fact_be_due(file: Path) -> None:
    """As if the bot had been down over the moment of the fact."""
    moment = datetime.now(UTC) - timedelta(minutes=5)  # noqa: TID251 - real time, real process
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE subscriptions SET next_at = ?", (moment.strftime("%Y-%m-%d %H:%M:%S.%f"),))
    connection.close()


async def test_refused_token_ends_the_process_with_its_own_code(tmp_path: Path) -> None:
    async with telegram_over_http() as (telegram, url):
        telegram.token = "9999999:another-token-altogether-000000000000"
        environment = {**os.environ, "BOT_TOKEN": TOKEN, "BOT_API_URL": url, "PORT": "0"}
        environment["DATABASE_URL"] = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
        put_at_hand(tmp_path)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot"),
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert process.stdout is not None
        said = (await process.stdout.read()).decode()
        assert await process.wait() == 78
    assert "BOT_TOKEN" in said
    assert "Traceback" not in said
    assert TOKEN not in said


async def test_token_refused_later_ends_the_process_too(tmp_path: Path) -> None:
    async with telegram_over_http() as (telegram, url):
        with pytest.raises(AssertionError, match=r"(?s)code 78.*BOT_TOKEN"):
            await _live_until_the_token_is_withdrawn(telegram, url, tmp_path)


async def _live_until_the_token_is_withdrawn(telegram: Telegram, url: str, directory: Path) -> None:
    async with bot_process(directory, url) as process:
        await until(lambda: any(call.method == "getUpdates" for call in telegram.calls))
        telegram.token = "9999999:another-token-altogether-000000000000"
        telegram.say(telegram.add_person("X", "en"), "/start")
        async with asyncio.timeout(PATIENCE):
            await process.wait()
