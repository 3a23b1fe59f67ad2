"""The bot called in any chat offers sets, one's own results and facts; in an exam it offers nothing."""

from __future__ import annotations

from bot.playground.telegram import Chat, Message
from content.model import Bank
from tests.dialogs.conversation import Talk, World, buttons
from tests.dialogs.playing import rows
from tests.dialogs.test_challenge import challenged, squares
from tests.dialogs.test_five import take_part
from tests.dialogs.test_sets import begun


async def call(talk: Talk, words: str) -> dict[str, str]:
    """The results by their ids, and under "" the id of the query."""
    query = talk.world.telegram.call_inline(talk.person, words)
    await talk.world.settle()
    assert query.results is not None
    return {"": query.id, **{each["id"]: each["title"] for each in query.results}}


async def choose(talk: Talk, words: str, result: str, chat: Chat | None = None) -> Message:
    offered = await call(talk, words)
    sent = talk.world.telegram.choose_inline(talk.person, offered[""], result, chat=chat)
    await talk.world.settle()
    return sent


async def test_a_challenge_is_sent_to_a_group_and_followed_there(world: World, rivers: Bank) -> None:
    maker, payload = await challenged(world, rivers)
    [button] = [each for each in buttons(maker.last) if "switch_inline_query" in each]
    code = button["switch_inline_query"]
    assert payload == f"s_{code}"
    group = world.telegram.add_group("Class", [maker.person])
    await world.settle()  # it says its one line
    said = len(group.messages)
    sent = await choose(maker, code, f"r-{code}", group)
    assert squares(sent) == ["🟩🟥🟩🟩🟩"]
    assert buttons(sent)[0]["url"].endswith(payload)
    assert len(group.messages) == said + 1, "the bot says nothing to it"
    friend = await begun(world, name="Bob")
    assert list(await call(friend, code))[1:] == [f"s-{code}"], "somebody else is offered no result"


async def test_the_five_are_offered_to_a_stranger_who_becomes_no_learner_by_it(
    world: World, rivers: Bank
) -> None:
    stranger, talk = world.person("Bob"), await begun(world)
    assert list(await call(stranger, ""))[1:] == ["s-day-20260302"]
    assert len(await rows(world.app.house.database, "learners")) == 1
    await take_part(talk, rivers)
    assert list(await call(talk, "five"))[1:] == ["r-day-20260302", "s-day-20260302"]
    told = len(talk.from_bot)
    await choose(talk, "five", "r-day-20260302")
    assert len(talk.from_bot) == told, "what was chosen in the chat with the bot is no question to it"


async def test_a_question_offers_facts_but_not_in_an_exam(world: World, rivers: Bank) -> None:
    talk = await begun(world)
    question = rivers.facts[0].statement.en
    assert any(each.startswith("f-") for each in await call(talk, question))
    assert list(await call(talk, "ffffffffffff"))[1:] == [], "no such set"
    await talk.say("/exam")
    await talk.tap(talk.labels[0])
    assert list(await call(talk, question))[1:] == []


async def test_without_inline_mode_a_link_page_takes_its_place(world: World, rivers: Bank) -> None:
    bot = world.app.house.voice.bot
    object.__setattr__(
        bot, "_bot_user", bot.bot.de_json({**bot.bot.to_dict(), "supports_inline_queries": False}, bot)
    )
    maker, payload = await challenged(world, rivers)
    [button] = buttons(maker.last)
    assert button["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    assert payload in button["url"]
