"""getUpdates: through outages, without spinning, to an end when asking is pointless."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.updates import polling
from bot.updates.polling import Hopeless
from tests.end_to_end.stand_in import (
    ANSWER_LOST,
    BAD_GATEWAY,
    CONFLICT,
    FLOOD,
    LOST,
    WELL,
    Fate,
    StandIn,
    text_update,
)
from tests.patience import PATIENCE, until
from tests.updates.conftest import MakeBot

UNAUTHORIZED = Fate(status=401, description="Unauthorized")
REFUSED = [UNAUTHORIZED, Fate(status=404, description="Not Found")]
WEBHOOK = Fate(status=409, description="Conflict: can't use getUpdates method while webhook is active")


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.02)


@pytest.fixture
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an answer in which there is nothing to hand on."""
    monkeypatch.setattr(polling, "EMPTY_POLL_PERIOD", 0.02)


async def test_every_call_names_the_kinds_of_updates_and_acknowledges_the_last(
    server: StandIn, make_bot: MakeBot
) -> None:
    bot = await make_bot()
    async with bot.polling():
        await server.wait_for_poll()
        [update_id] = server.feed(text_update(5, "hi"))
        await server.wait_for_poll()
    fields = server.polls[-1].fields
    assert fields["offset"] == str(update_id + 1)
    assert fields["timeout"] == "1"
    assert fields["allowed_updates"] == (
        '["message", "edited_message", "callback_query", "poll_answer", "my_chat_member"]'
    )


async def test_outages_are_survived_and_nothing_is_lost(server: StandIn, make_bot: MakeBot) -> None:
    fates = iter([BAD_GATEWAY, LOST, ANSWER_LOST, Fate(status=429, retry_after=1), LOST])
    server.poll_fate = lambda call: next(fates, WELL)
    [update_id] = server.feed(text_update(5, "hi"))
    bot = await make_bot()
    async with bot.polling():
        assert bot.poll.pulse.ailment is not None
        async with asyncio.timeout(PATIENCE):
            while not bot.ended:
                await server.wait_for_poll()
        await bot.intake.idle()
        assert bot.poll.pulse.ailment is None
    assert bot.ended == [update_id]


async def test_a_flood_answer_is_waited_out(server: StandIn, make_bot: MakeBot) -> None:
    fates = iter([FLOOD])
    server.poll_fate = lambda call: next(fates, WELL)
    bot = await make_bot()
    async with bot.polling():
        await server.wait_for_poll()
        await server.wait_for_poll()
    first, second = server.polls[:2]
    assert second.arrived_at - first.arrived_at >= 1


@pytest.mark.parametrize("fate", REFUSED)
async def test_a_token_that_getme_refuses_too_ends_it(server: StandIn, make_bot: MakeBot, fate: Fate) -> None:
    bot = await make_bot()
    server.poll_fate = server.fate = lambda call: fate
    with pytest.raises(Hopeless, match="BOT_TOKEN") as caught:
        await bot.poll.run(bot.intake)
    assert caught.value.exit_code == 78


@pytest.mark.parametrize("fate", REFUSED)
async def test_a_token_that_only_getupdates_refuses_is_asked_with_again(
    server: StandIn, make_bot: MakeBot, fate: Fate
) -> None:
    await assert_survived(server, make_bot, [fate] * 3)


@pytest.mark.parametrize("of_getme", [BAD_GATEWAY, LOST, Fate(status=404, body=b"404: Not Found")])
async def test_a_refused_token_of_which_getme_says_nothing_is_asked_with_again(
    server: StandIn, make_bot: MakeBot, of_getme: Fate
) -> None:
    fates = iter([WELL, of_getme, of_getme])  # the first is for the start
    server.fate = lambda call: next(fates, WELL) if call.method == "getMe" else WELL
    await assert_survived(server, make_bot, [UNAUTHORIZED] * 2)


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409, 429, 502])
async def test_answers_that_are_not_telegrams_are_outwaited_whatever_their_status(
    server: StandIn, make_bot: MakeBot, status: int
) -> None:
    bodies = [b"404: Not Found", b"<html></html>", b"", b"{}", b"[]", b"null", b'"x"', b'{"ok":true}']
    await assert_survived(server, make_bot, [Fate(status=status, body=body) for body in bodies])


@pytest.mark.usefixtures("short_rests")
@pytest.mark.parametrize(
    "result", [b"true", b"{}", b"7", b'"x"', b'[{"message": {}}]', b'[1, null, "x", []]']
)
async def test_what_is_no_list_of_numbered_updates_is_asked_for_again(
    server: StandIn, make_bot: MakeBot, result: bytes
) -> None:
    await assert_survived(server, make_bot, [Fate(body=b'{"ok": true, "result": %b}' % result)] * 3)


async def test_updates_without_a_number_are_passed_over_and_the_others_handled(
    server: StandIn, make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    [update_id] = server.feed(text_update(5, "hi"))
    unnumbered = [text_update(5, "x"), {"update_id": "a7"}, {"update_id": True}, {"update_id": 10**30}, "x"]
    batch = {"ok": True, "result": [*unnumbered, *server.queue]}
    fates = iter([Fate(body=json.dumps(batch).encode())])
    server.poll_fate = lambda call: next(fates, WELL)
    bot = await make_bot()
    async with bot.polling():
        await server.wait_for_poll()
        await server.wait_for_poll()
        await bot.intake.idle()
    assert bot.ended == [update_id]
    assert "updates without a number, which nobody can keep (5 of 6)" in caplog.text


async def assert_survived(server: StandIn, make_bot: MakeBot, fates: list[Fate]) -> None:
    """A person's message is handled after these answers to getUpdates; meanwhile the bot counts as ill."""
    to_come = iter(fates)
    server.poll_fate = lambda call: next(to_come, WELL)
    [update_id] = server.feed(text_update(5, "hi"))
    bot = await make_bot()
    async with bot.polling():
        for _ in fates:
            await server.wait_for_poll()
        assert bot.poll.pulse.ailment is not None
        async with asyncio.timeout(PATIENCE):
            await bot.has_begun()
        await bot.intake.idle()
    assert bot.ended == [update_id]
    assert len(server.polls) > len(fates)


async def test_an_outage_of_a_day_is_outwaited_like_one_of_a_minute(
    server: StandIn, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.0)
    await assert_survived(server, make_bot, [LOST] * 1100)


async def test_a_conflict_is_borne_for_a_while_and_then_ends_it(
    server: StandIn, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "CONFLICT_PATIENCE", 0.1)
    server.poll_fate = lambda call: CONFLICT
    bot = await make_bot()
    with pytest.raises(Hopeless, match=r"another instance .* stolen") as caught:
        await bot.poll.run(bot.intake)
    assert caught.value.exit_code == 75
    assert len(server.polls) > 1


async def test_a_conflict_that_ends_is_forgotten(
    server: StandIn, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "CONFLICT_PATIENCE", 0.1)
    fates = iter([CONFLICT, WELL, CONFLICT])
    server.poll_fate = lambda call: next(fates, WELL)
    server.feed(text_update(5, "hi"))
    bot = await make_bot()
    async with bot.polling():
        for _ in range(3):
            await server.wait_for_poll()
            await asyncio.sleep(0.08)


async def test_two_instances_conflict_and_one_of_them_is_told(server: StandIn, make_bot: MakeBot) -> None:
    one, other = await make_bot(), await make_bot()
    async with one.polling():
        await server.wait_for_poll()
        async with other.polling():
            await server.wait_for_poll()
            await server.wait_for_poll()


async def test_a_webhook_is_deleted_at_the_start_and_when_it_comes_back(
    server: StandIn, make_bot: MakeBot
) -> None:
    fates = iter([WEBHOOK])
    server.poll_fate = lambda call: next(fates, WELL)
    bot = await make_bot()
    async with bot.polling():
        await server.wait_for_poll()
        await server.wait_for_poll()
    deleted = server.sent("deleteWebhook")
    assert len(deleted) == 2
    assert all(
        "drop_pending_updates" not in call.fields or call.fields["drop_pending_updates"] == "false"
        for call in deleted
    )


async def test_a_deletion_of_the_webhook_that_hangs_does_not_delay_a_stop(
    server: StandIn, make_bot: MakeBot
) -> None:
    server.fate = lambda call: Fate(delay=10 * PATIENCE) if call.method == "deleteWebhook" else WELL
    bot = await make_bot()
    async with asyncio.timeout(PATIENCE), bot.polling():
        await until(lambda: server.calls)


async def test_a_server_without_webhooks_or_long_polling_is_asked_once_a_second(
    server: StandIn, make_bot: MakeBot
) -> None:
    server.fate = lambda call: Fate(status=404) if call.method == "deleteWebhook" else WELL
    server.has_long_polling = False
    bot = await make_bot()
    async with bot.polling():
        await until(lambda: len(server.polls) == 2)
    first, second = server.polls
    assert second.arrived_at - first.arrived_at > 0.9


async def test_a_server_without_long_polling_hands_out_updates_all_the_same(
    server: StandIn, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "EMPTY_POLL_PERIOD", 300.0)  # only nothing is worth a pause
    server.has_long_polling = False
    ids = server.feed(*(text_update(5, str(number)) for number in range(150)))
    bot = await make_bot()
    async with bot.polling():
        async with asyncio.timeout(PATIENCE):
            while server.queue:
                await server.wait_for_poll()
        await bot.intake.idle()
    assert bot.ended == ids


async def test_stopping_does_not_wait_for_the_poll_to_end(server: StandIn, make_bot: MakeBot) -> None:
    bot = await make_bot(poll_timeout=int(10 * PATIENCE))
    async with asyncio.timeout(PATIENCE), bot.polling():
        await server.wait_for_poll()
