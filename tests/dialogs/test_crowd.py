"""Sixty people ask for a picture at once, and a tap of somebody else does not wait for them."""

from __future__ import annotations

from tests.dialogs.conversation import World, data_of

PEOPLE = 60


async def test_crowd_that_wants_pictures_gets_them_and_nobody_else_waits(world: World) -> None:
    crowd = [world.person(f"Person {number}") for number in range(PEOPLE)]
    bystander = world.person("Boris")
    for talk in (*crowd, bystander):
        await talk.say("/timeline")
    era = data_of(crowd[0].last, "The springs")
    world.telegram.calls.clear()
    for talk in crowd:
        world.telegram.tap(talk.person, talk.last.id, era)
    world.telegram.say(bystander.person, "/help")
    await world.settle()
    assert all(talk.last.photo for talk in crowd)
    shown = [call for call in world.telegram.calls if call.method in ("sendPhoto", "sendMessage")]
    [place] = [n for n, call in enumerate(shown) if call.fields["chat_id"] == str(bystander.person.id)]
    assert place < PEOPLE / 4
