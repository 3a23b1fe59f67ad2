"""The way to an in-memory Telegram: no socket anywhere, so dialog tests have no network by construction."""

from __future__ import annotations

import json

from telegram.request import BaseRequest, RequestData

from bot.playground.telegram import ApiError, Telegram, Upload
from bot.wire.answers import judge


class MemoryRequest(BaseRequest):
    """Hands every call to ``telegram``."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if method == "GET":
            upload = self._telegram.files.get(name)
            return (200, upload.content) if upload is not None else (404, b"")
        fields = dict(request_data.json_parameters) if request_data else {}
        files = {
            key: Upload(filename=value[0], content_type=value[2], content=bytes(value[1]))  # type: ignore[arg-type]
            for key, value in (request_data.multipart_data if request_data else {}).items()
        }
        try:
            result = await self._telegram.call(name, fields, files)
        except ApiError as error:
            answer = {"ok": False, "error_code": error.code, "description": error.description}
            if error.parameters:
                answer["parameters"] = error.parameters
            judge(error.code, json.dumps(answer).encode())
        return 200, json.dumps({"ok": True, "result": result}).encode()
