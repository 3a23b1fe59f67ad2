"""How long a failed update waits: as Telegram asks, through any outage, and for the rest not for ever."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.updates.patience import Patience
from bot.wire.answers import NotTelegram
from db.errors import Busy

PAUSES = (1.0, 3.0, 10.0)


def waits(*errors: Exception) -> list[float | None]:
    patience = Patience(PAUSES)
    return [patience.after(error) for error in errors]


def lost(cause: Exception) -> NetworkError:
    error = NetworkError(str(cause))
    error.__cause__ = cause
    return error


def test_a_flood_answer_is_no_try_and_waited_out_to_the_end() -> None:
    long = RetryAfter(timedelta(seconds=10_072))
    assert waits(long, long, long, long, NetworkError("502")) == [10_072, 10_072, 10_072, 10_072, 1]


def test_whatever_answers_in_telegrams_place_is_outwaited() -> None:
    page = NotTelegram("<html>")
    assert waits(*[page] * 6, NetworkError("502")) == [1, 3, 10, 10, 10, 10, 1]


def test_what_never_left_is_tried_on() -> None:
    refused = lost(aiohttp.InvalidURL("x"))
    assert waits(*[refused] * 5) == [1, 3, 10, 10, 10]


@pytest.mark.parametrize(
    "error", [NetworkError("Bad Gateway"), InvalidToken("Unauthorized"), Busy("no turn")]
)
def test_an_error_of_telegram_or_the_database_is_borne_a_few_times(error: Exception) -> None:
    assert waits(error, error, error, error) == [1, 3, 10, None]


@pytest.mark.parametrize("error", [TimedOut(), lost(ConnectionResetError("reset"))])
def test_what_may_have_arrived_is_sent_once_more(error: Exception) -> None:
    assert waits(error, error) == [1, None]


def test_a_pause_between_two_unknown_fates_makes_no_third_try() -> None:
    assert waits(TimedOut(), RetryAfter(7), NotTelegram("<html>"), TimedOut()) == [1, 7, 1, None]


@pytest.mark.parametrize("error", [BadRequest("chat not found"), Forbidden("blocked"), ValueError("a bug")])
def test_what_does_not_pass_is_not_waited_for(error: Exception) -> None:
    assert waits(error) == [None]
