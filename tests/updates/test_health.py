"""What /healthz says, and what a taken port is told."""

from __future__ import annotations

import aiohttp
import pytest

from bot import web
from bot.updates.pulse import Pulse
from tests.end_to_end.stand_in import StandIn
from tests.updates.conftest import NOON, MakeBot


class TurnedSeconds:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_the_pulse_is_of_the_last_answer_and_not_of_the_process() -> None:
    seconds = TurnedSeconds()
    pulse = Pulse(longest_gap=40, monotonic=seconds)
    assert pulse.ailment == "Telegram has not answered since the start"
    pulse.beat(NOON)
    seconds.seconds += 40
    assert pulse.ailment is None
    assert pulse.last_at == NOON
    seconds.seconds += 5
    assert pulse.ailment == "Telegram has not answered for 45 seconds"
    pulse.beat(NOON)
    assert pulse.ailment is None


async def test_healthz_is_ill_until_telegram_answers(server: StandIn, make_bot: MakeBot) -> None:
    bot = await make_bot()
    async with (
        web.serve(web.application(bot.poll.pulse, bot.intake), "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as client,
    ):
        async with client.get(f"{address}/healthz") as answer:
            assert answer.status == 503
            assert (await answer.json())["reason"] == "Telegram has not answered since the start"
        async with bot.polling():
            await server.wait_for_poll()
            await server.wait_for_poll()
            async with client.get(f"{address}/healthz") as answer:
                assert answer.status == 200
                body = await answer.json()
        assert (body["status"], body["in_hand"]) == ("ok", 0)
        assert 0 <= body["last_poll_seconds"] < 2


async def test_a_taken_port_is_told_what_to_do(make_bot: MakeBot) -> None:
    bot = await make_bot()
    async with web.serve(web.application(bot.poll.pulse, bot.intake), "127.0.0.1", 0) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(web.PortTaken, match=f"Port {port} is taken .* PORT={port + 1} make run"):
            async with web.serve(web.application(bot.poll.pulse, bot.intake), "127.0.0.1", port):
                pass
