"""Who is let in to the playground, and what the files of its page come with."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.playground.telegram import Person
from tests.playground.hosting import Playground

Browser = TestClient[web.Request, web.Application]


@pytest.fixture
def host() -> Playground:
    return Playground()


@pytest.fixture
def zarina(host: Playground) -> Person:
    return host.telegram.add_person("Зарина", "tg")


@pytest.fixture
async def browser(host: Playground) -> AsyncIterator[Browser]:
    async with TestClient(TestServer(host.app())) as client:
        yield client


async def test_page_and_its_files_come_with_a_policy_of_their_own_origin_only(browser: Browser) -> None:
    index = await browser.get("/")
    names = re.findall(r'(?:src|href)="/page/([^"]+)"', await index.text())
    assert {"chat.js", "chat.css", "theme.js"} <= set(names)
    for answer in [index, *[await browser.get(f"/page/{name}") for name in names]]:
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"]


async def test_unchanged_file_is_not_sent_again(browser: Browser) -> None:
    first = await browser.get("/page/chat.js")
    again = await browser.get("/page/chat.js", headers={"If-None-Match": first.headers["ETag"]})
    assert first.content_type == "text/javascript"
    assert again.status == 304


@pytest.mark.parametrize("name", ["missing.js", "..%2Fchat.py", "chat.py", "nothing"])
async def test_only_the_files_of_the_page_are_served(browser: Browser, name: str) -> None:
    assert (await browser.get(f"/page/{name}")).status == 404


@pytest.mark.parametrize("name", ["127.0.0.1:8080", "localhost:9", "localhost", "[::1]:8080"])
async def test_loopback_names_are_welcome(browser: Browser, name: str) -> None:
    assert (await browser.get("/chat/state", headers={"Host": name})).status == 200


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "0.0.0.0", "[x"]
)
async def test_other_host_names_are_refused(browser: Browser, name: str) -> None:
    assert (await browser.get("/chat/state", headers={"Host": name})).status == 403


ORIGINS = ["http://evil.example", "http://localhost:1", "null", "https://127.0.0.1"]


@pytest.mark.parametrize("origin", ORIGINS)
async def test_page_of_another_site_cannot_act(
    browser: Browser, host: Playground, zarina: Person, origin: str
) -> None:
    fields = {"person": zarina.id, "text": "hello"}
    answer = await browser.post("/chat/say", json=fields, headers={"Origin": origin})
    assert answer.status == 403
    assert host.telegram.chats[zarina.id].messages == {}


@pytest.mark.parametrize("origin", ORIGINS)
async def test_page_of_another_site_cannot_read(browser: Browser, origin: str) -> None:
    assert (await browser.get("/chat/state", headers={"Origin": origin})).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/chat/state", "/chat/events", "/chat/file/file1", "/page/chat.js"])
async def test_what_another_site_embeds_is_refused_although_it_names_no_origin(
    browser: Browser, site: str, path: str
) -> None:
    assert (await browser.get(path, headers={"Sec-Fetch-Site": site})).status == 403


async def test_a_link_to_the_page_may_be_followed_from_anywhere(browser: Browser) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await browser.get("/", headers=link)).status == 200
    assert (await browser.get("/chat/state", headers=link)).status == 403


FROM_A_BROWSER = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
    {"Origin": "http://evil.example"},
]


@pytest.mark.parametrize("headers", FROM_A_BROWSER)
async def test_no_browser_speaks_for_the_bot_even_with_its_token(
    browser: Browser, host: Playground, zarina: Person, headers: dict[str, str]
) -> None:
    host.telegram.say(zarina, "/start")
    call = f"/bot{host.telegram.token}/sendMessage?chat_id={zarina.id}&text=Hi"
    for answer in (await browser.get(call, headers=headers), await browser.post(call, headers=headers)):
        assert answer.status == 403
    assert len(host.telegram.chats[zarina.id].messages) == 1
    assert (await browser.get(call)).status == 200


async def test_another_host_name_does_not_reach_the_bot_api(browser: Browser, host: Playground) -> None:
    call = f"/bot{host.telegram.token}/getMe"
    assert (await browser.get(call, headers={"Host": "evil.example"})).status == 403


async def test_own_page_may_act(browser: Browser, zarina: Person) -> None:
    own = str(browser.make_url("/")).rstrip("/")
    fields = {"person": zarina.id, "text": "hello"}
    assert (await browser.post("/chat/say", json=fields, headers={"Origin": own})).status == 200


async def test_form_of_another_site_cannot_pass_for_json(browser: Browser, zarina: Person) -> None:
    body = json.dumps({"person": zarina.id, "text": "hello"})
    answer = await browser.post("/chat/say", data=body, headers={"Content-Type": "text/plain"})
    assert (answer.status, "application/json" in await answer.text()) == (400, True)
