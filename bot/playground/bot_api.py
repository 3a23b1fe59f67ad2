"""The Bot API face over HTTP: what the bot talks to instead of Telegram's server."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import BodyPartReader, web
from telegram.constants import FileSizeLimit

from bot.playground.loopback import is_browser
from bot.playground.state import ApiError, Json, Upload, bad_request
from bot.playground.telegram import Telegram

Form = tuple[dict[str, str], dict[str, Upload]]
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes(telegram: Telegram) -> list[web.RouteDef]:
    """The token is a part of the path: whoever serves this must not write an access log."""
    call = _answer_calls(telegram)
    return [
        web.post("/bot{token}/{method}", call),
        web.get("/bot{token}/{method}", call),
        web.get("/file/bot{token}/files/{file_id}", _send_files(telegram)),
    ]


def _answer_calls(telegram: Telegram) -> _Handler:
    async def call(request: web.Request) -> web.StreamResponse:
        try:
            _check_caller(telegram, request)
            fields, files = await _read_form(request)
            result = await telegram.call(request.match_info["method"], fields, files)
        except ApiError as error:
            return _refusal(error)
        return web.json_response({"ok": True, "result": result})

    return call


def _send_files(telegram: Telegram) -> _Handler:
    async def send_file(request: web.Request) -> web.StreamResponse:
        try:
            _check_caller(telegram, request)
        except ApiError as error:
            return _refusal(error)
        upload = telegram.files.get(request.match_info["file_id"])
        if upload is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=upload.content, content_type="application/octet-stream")

    return send_file


def _check_caller(telegram: Telegram, request: web.Request) -> None:
    """The bot alone calls; a page of whatever site that got hold of the token does not."""
    if is_browser(request):
        raise ApiError(403, "Forbidden: the playground's Bot API is for its bot alone")
    given = request.match_info["token"].encode(errors="replace")
    if not hmac.compare_digest(given, telegram.token.encode()):
        raise ApiError(401, "Unauthorized")


def _refusal(error: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


async def _read_form(request: web.Request) -> Form:
    fields = dict(request.query)
    if request.content_type == "application/json":
        return fields | await _read_json(request), {}
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, fields)
    return fields | await _read_urlencoded(request), {}


async def _read_urlencoded(request: web.Request) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in (await request.post()).items()}
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


async def _read_json(request: web.Request) -> dict[str, str]:
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON of the request") from None
    if not isinstance(body, dict):
        raise bad_request("the JSON of a request must be an object")
    given = {name: value for name, value in body.items() if value is not None}
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}


async def _read_multipart(request: web.Request, fields: dict[str, str]) -> Form:
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("a part of the request has no name")
        # The reader itself has no limit, and the application's would be too small for pictures.
        content = await _read_part(part)
        if part.filename is None:
            fields[part.name] = content.decode(errors="surrogateescape")
        else:
            content_type = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, content_type, content)
    return fields, files


async def _read_part(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65_536):
        content += chunk
        if len(content) > FileSizeLimit.FILESIZE_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
    return bytes(content)
