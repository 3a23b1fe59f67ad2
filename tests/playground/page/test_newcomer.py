"""Who looks whether to use the bot lands in their language, is told what to try, and is not led away."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.playground.browsing import DESKTOP, PHONE, Screen, Window, keyboard
from tests.playground.hosting import Playground

pytestmark = pytest.mark.browser

BOT = "https://t.me/hamkori_bot"


@pytest.mark.parametrize(
    ("locale", "name", "start"),
    [("en-US", "Alice", "Start"), ("ru-RU", "Даниил", "Начать"), ("tg", "Зарина", "Оғоз")],
)
async def test_the_browsers_language_chooses_who_one_is(
    window: Window, locale: str, name: str, start: str
) -> None:
    screen = await window(PHONE, locale=locale)
    await expect(screen.page.locator("#status")).to_contain_text(name)
    await expect(screen.page.locator(".face[aria-current]")).to_contain_text(name)
    await expect(screen.button(start)).to_be_visible()


async def test_on_a_phone_everybody_is_one_tap_away(window: Window) -> None:
    screen = await window(PHONE, locale="en")
    for name in ("Зарина", "Даниил", "Alice"):
        await screen.page.locator(".face", has_text=name).click()
        await expect(screen.page.locator("#status")).to_contain_text(name)


async def linked(window: Window, playground: Playground, address: str) -> Screen:
    """Alice has a link in a text and one on a button."""
    alice = playground.person("Alice")
    playground.telegram.say(alice, "/start")
    markup = f'{{"inline_keyboard": [[{{"text": "Open", "url": "{address}"}}]]}}'
    await playground.send(alice, f"Try {address}", reply_markup=markup)
    return await window(locale="en")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{BOT}?start=f_mission_first-staff", "/start f_mission_first-staff"),
        (f"{BOT}?start=v_ABC123", "/start v_ABC123"),
        ("https://telegram.me/Hamkori_Bot?start=t_peace", "/start t_peace"),
        ("tg://resolve?domain=hamkori_bot&start=e_war", "/start e_war"),
        (BOT, "/start"),
    ],
)
async def test_links_of_the_bot_open_in_place(
    window: Window, playground: Playground, address: str, said: str
) -> None:
    screen = await linked(window, playground, address)
    await screen.button("Open").click()
    await expect(screen.page.locator(".mine .text").last).to_have_text(said)
    await expect(screen.page.locator("#toast")).to_have_text("The link opened here and not in Telegram.")
    assert len(screen.page.context.pages) == 1


async def test_a_link_in_a_text_opens_in_place_and_from_a_group_too(
    window: Window, playground: Playground
) -> None:
    alice = playground.person("Alice")
    playground.telegram.say(alice, "/start")
    group = playground.telegram.add_group("Class 9", [alice])
    await playground.send(group, f"Try {BOT}?start=f_x")
    screen = await window(locale="en")
    await screen.open_chat("Class 9")
    await screen.bubble("Try").get_by_role("button", name=f"{BOT}?start=f_x").click()
    await expect(screen.page.locator("#bot-name")).to_have_text("Hamkori")
    await expect(screen.page.locator(".mine .text").last).to_have_text("/start f_x")


@pytest.mark.parametrize("address", ["https://t.me/BotFather", "https://example.org/hamkori_bot?start=1"])
async def test_other_links_lead_where_they_say(window: Window, playground: Playground, address: str) -> None:
    screen = await linked(window, playground, address)
    link = screen.page.get_by_role("link", name="Open")
    await expect(link).to_have_attribute("href", address)
    await expect(link).to_have_attribute("target", "_blank")


async def test_a_link_to_share_is_opened_by_somebody_else(window: Window, playground: Playground) -> None:
    address = f"https://t.me/share/url?url={BOT}%3Fstart%3Df_x"
    screen = await linked(window, playground, address)
    await screen.button("Open").click()
    await screen.page.get_by_role("radio", name="Даниил").check()
    await screen.button("OK").click()
    await expect(screen.page.locator("#status")).to_contain_text("Даниил")
    await expect(screen.page.locator(".mine .text")).to_have_text(["/start f_x"])


async def test_a_link_for_groups_brings_the_bot_into_one(window: Window, playground: Playground) -> None:
    alice = playground.person("Alice")
    group = playground.telegram.add_group("Class 9", [alice], has_bot=False)
    screen = await linked(window, playground, f"{BOT}?startgroup=live")
    await screen.button("Open").click()
    await screen.page.get_by_role("radio", name="Class 9").check()
    await screen.button("OK").click()
    await expect(screen.page.locator(".mine .text")).to_have_text(["/start@hamkori_bot live"])
    assert group.has_bot


async def is_ticked(screen: Screen, name: str) -> None:
    await expect(screen.page.locator(f'.tour-item.done[data-item="{name}"]')).to_have_count(1)


async def test_what_to_try_is_ticked_off_as_it_is_done(window: Window, playground: Playground) -> None:
    alice = playground.person("Alice")
    screen = await window(locale="en")
    await expect(screen.page.locator("#tour-done")).to_have_text("0 of 9 done")
    await screen.button("/quiz").click()
    await expect(screen.page.locator(".mine .text")).to_have_text(["/quiz"])
    await playground.send(alice, "🏁 3 of 5 right")
    await is_ticked(screen, "quiz")
    await screen.button("When was the peace agreement signed?").click()
    await playground.send(alice, "In 1997.")
    await is_ticked(screen, "ask")
    await screen.button("Next morning").click()
    await playground.send(alice, "Fact of the day")
    await is_ticked(screen, "morning")
    await playground.send(alice, "The exam, the settings", reply_markup=keyboard(["eb", "sw:text:1"]))
    for label, name in (("eb", "exam"), ("sw:text:1", "text")):
        await screen.button(label).click()
        await playground.answer_tap()
        await is_ticked(screen, name)
    playground.problems = ["eras.yaml, line 3"]
    await is_ticked(screen, "content")
    playground.telegram.add_group("Class 9", [alice])
    await is_ticked(screen, "group")
    await screen.switch_to("Зарина")
    await is_ticked(screen, "person")
    await expect(screen.page.locator("#tour-title")).to_have_text("Чиро санҷидан мумкин аст")
    await expect(screen.page.locator("#tour-done")).to_have_text("8 аз 9 иҷро шуд")
    await screen.page.reload()
    await expect(screen.page.locator("#tour-done")).to_have_text("8 аз 9 иҷро шуд")


async def test_ticks_end_with_the_world_they_belong_to(window: Window, playground: Playground) -> None:
    screen = await window(locale="en")
    await screen.switch_to("Зарина")
    await expect(screen.page.locator("#tour-done")).to_have_text("1 аз 9 иҷро шуд")
    await playground.reset()
    await expect(screen.page.locator("#tour-done")).to_have_text("0 of 9 done")


@pytest.mark.parametrize(("size", "is_beside"), [(DESKTOP, True), ((1024, 700), False), (PHONE, False)])
async def test_what_to_try_stands_beside_the_chat_or_behind_the_tools(
    window: Window, size: tuple[int, int], is_beside: bool
) -> None:
    screen = await window(size, locale="en")
    panel = screen.page.locator("#tour")
    if not is_beside:
        await expect(panel).to_be_hidden()
        await screen.tool("What to try")
    await expect(panel).to_be_in_viewport(ratio=0.99)
    if not is_beside:
        await panel.get_by_role("button", name="/quiz").click()
        await expect(panel).to_be_hidden()
        await expect(screen.page.locator(".mine .text")).to_have_text(["/quiz"])


async def test_an_action_fetches_only_its_news(window: Window, playground: Playground) -> None:
    alice = playground.person("Alice")
    playground.telegram.say(alice, "/start")
    for number in range(100):
        message = await playground.send(alice, f"{number} " + "x" * 1000, reply_markup=keyboard(["Yes"]))
    screen = await window(locale="en")
    await expect(screen.bubble("99 x")).to_be_visible()
    fetched: list[int] = []

    async def weigh(response: object) -> None:
        if "/chat/state" in response.url:  # type: ignore[attr-defined]
            fetched.append(len(await response.body()))  # type: ignore[attr-defined]

    screen.page.on("response", weigh)
    await screen.button("Yes").last.click()
    await playground.edit(alice, message, "Right!")
    await playground.answer_tap(text="Well done")
    await expect(screen.page.locator("#toast")).to_have_text("Well done")
    await expect(screen.bubble("Right!")).to_be_visible()
    assert 0 < sum(fetched) < 10_000
