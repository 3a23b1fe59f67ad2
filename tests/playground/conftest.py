"""An in-memory Telegram with a clock to turn by hand, and one person who talks to the bot."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.telegram import Person, Telegram


@pytest.fixture
def now() -> list[datetime]:
    """The only item is the time."""
    return [datetime(2026, 3, 21, 12, tzinfo=UTC)]


@pytest.fixture
def later(now: list[datetime]) -> Callable[[timedelta], None]:
    """Turns the clock."""

    def turn(by: timedelta) -> None:
        now[0] += by

    return turn


@pytest.fixture
def playground(now: list[datetime]) -> Telegram:
    return Telegram(token="42:top-secret", clock=lambda: now[0])


@pytest.fixture
def zarina(playground: Telegram) -> Person:
    """Has opened the chat, and the bot has heard of it."""
    person = playground.add_person("Zarina", "tg", last_name="Rahimova", username="zarina")
    playground.say(person, "/start")
    playground.queue.pending.clear()
    return person
