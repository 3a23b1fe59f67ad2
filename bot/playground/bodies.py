"""What the page's acts bring along, read strictly; a refusal is a sentence and a word for it."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.playground.state import Json

Act = Callable[[Json], Awaitable[Json]]


def answering(act: Act, version: Callable[[], int]) -> Handler:
    """The handler that reads a JSON object, lets ``act`` do it, and answers with another.

    It tells the version of the world that has what was done: a page that shows an older one waits for news.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            body = await request.json()
        except ValueError:
            raise refusal("Send a JSON object.") from None
        if request.content_type != "application/json" or not isinstance(body, dict):
            raise refusal("Send a JSON object with the content type application/json.")
        return web.json_response(await act(body) | {"version": version()})

    return answer


def refusal(sentence: str, about: str = "request") -> web.HTTPBadRequest:
    """``about`` is what the page says it by in its own language."""
    body = {"error": sentence, "about": about}
    return web.HTTPBadRequest(text=json.dumps(body), content_type="application/json")


def number(body: Json, name: str) -> int:
    found = body.get(name)
    if isinstance(found, bool) or not isinstance(found, int):
        raise refusal(f'Give "{name}" as a whole number.')
    return found


def optional_number(body: Json, name: str) -> int | None:
    return None if body.get(name) is None else number(body, name)


def flag(body: Json, name: str) -> bool:
    found = body.get(name)
    if not isinstance(found, bool):
        raise refusal(f'Give "{name}" as true or false.')
    return found


def words(body: Json, name: str, *, longest: int) -> str:
    found = body.get(name)
    if not isinstance(found, str) or not found.strip():
        raise refusal(f'Give "{name}" as a text that is not empty.')
    if len(found) > longest:
        raise refusal(f'Give "{name}" with at most {longest} characters.')
    return found


def content(body: Json, name: str, *, largest: int) -> bytes:
    """The bytes of a file, in base64."""
    try:
        found = base64.b64decode(str(body.get(name) or ""), validate=True)
    except ValueError:
        raise refusal(f'Give "{name}" in base64.') from None
    if not 0 < len(found) <= largest:
        raise refusal(f"Give a file of 1 to {largest} bytes.", "file")
    return found


def one_of(body: Json, name: str, choices: Sequence[str]) -> str:
    choice = body.get(name)
    if choice not in choices:
        raise refusal(f'Give "{name}" as one of: {", ".join(choices)}.')
    return str(choice)


def numbers(body: Json, name: str) -> list[int]:
    found = body.get(name)
    if not isinstance(found, list) or not all(type(each) is int for each in found):
        raise refusal(f'Give "{name}" as a list of the numbers of the options.')
    return found
