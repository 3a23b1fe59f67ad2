"""The code of a class, sent alone as it stands on a blackboard."""

from __future__ import annotations

import pytest

from tests.dialogs.conversation import World
from tests.dialogs.schooling import known, make_class


async def test_code_alone_leads_into_its_class_and_any_other_word_is_a_question(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.classes.make_code", lambda _: "k7mp2qxa")
    await make_class(world)
    pupil = await known(world, "Bek")
    await pupil.say("K7MP2QXA")
    assert "You are invited" in pupil.text
    await pupil.say("Bek")
    await pupil.say("k7mp2qxa")
    assert "no homework yet" in pupil.text
    for word in ("k7mp2qxb", "security"):
        await pupil.say(word)
        assert "outside what I know" in pupil.text
