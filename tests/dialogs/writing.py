"""An administrator who writes to many, by the buttons."""

from __future__ import annotations

from datetime import timedelta

from tests.dialogs.administration import administrator
from tests.dialogs.conversation import Talk, World
from tests.dialogs.playing import NAMES

WORDS = "The <b>library</b> is closed & dark until Monday."


async def learner(world: World, name: str = "Alice", language: str = "en") -> Talk:
    talk = world.person(name, language)
    await talk.say("/start")
    await talk.tap(NAMES[language])
    return talk


async def drafts(root: Talk, *choices: str) -> None:
    """From /admin to the draft, past the buttons that say whom it is for."""
    await root.say("/admin")
    await root.tap("Write to many")
    for choice in choices:
        await root.tap(choice)
    await root.tap("Write the text")


async def writes(root: Talk, text: str, for_whom: str = "One text for all") -> None:
    await root.tap(for_whom)
    await root.say(text)


async def sends(root: Talk) -> None:
    await root.tap("Send …")
    await root.tap("Yes, send it")


async def broadcasts(world: World, text: str = WORDS) -> Talk:
    """A new administrator who has just confirmed that this text goes to all."""
    root = await administrator(world)
    await drafts(root)
    await writes(root, text)
    await sends(root)
    return root


async def go_by(world: World, **by: float) -> None:
    """So much time passes, with a beat at its end, until everything that may go out has gone."""
    world.clock.moment += timedelta(**by)
    await world.app.beat()
    await world.app.sender.until_idle()


def got(talk: Talk, text: str) -> int:
    """How many messages of the bot hold the text."""
    return sum(text in (message.text or "") for message in talk.from_bot)
