"""Files that the bot uploads: kept by file id, described as Telegram does."""

from __future__ import annotations

import struct

from telegram.constants import FileSizeLimit

from bot.playground.checks import Values
from bot.playground.state import ApiError, Json, Upload, bad_request
from bot.playground.world import World

_MAX_SIDES = 10_000
_MAX_RATIO = 20
# Start-of-frame markers of JPEG carry the size; 0xC4, 0xC8 and 0xCC in the same range mean other things.
_JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def photo_json(world: World, photo: Upload | str) -> list[Json]:
    """The Bot API's list of PhotoSize; raises ApiError 400 for what Telegram would not take as a photo."""
    file_id, upload = _keep(world, photo, FileSizeLimit.PHOTOSIZE_UPLOAD)
    width, height = _image_size(upload.content)
    if width + height > _MAX_SIDES or max(width, height) > _MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{**_file_json(file_id, upload), "width": width, "height": height}]


def document_json(world: World, document: Upload | str) -> Json:
    """The Bot API's Document."""
    file_id, upload = _keep(world, document, FileSizeLimit.FILESIZE_UPLOAD)
    return {
        **_file_json(file_id, upload),
        "file_name": upload.filename,
        "mime_type": upload.content_type,
    }


def _keep(world: World, file: Upload | str, limit: int) -> tuple[str, Upload]:
    if isinstance(file, str):
        if file not in world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return file, world.files[file]
    if not file.content:
        raise bad_request("file must be non-empty")
    if len(file.content) > limit:
        raise ApiError(413, "Request Entity Too Large")
    file_id = f"file{world.next_id()}"
    world.files[file_id] = file
    return file_id, file


def _file_json(file_id: str, upload: Upload) -> Json:
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(upload.content)}


def _image_size(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return _positive(width, height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        length, _, height, width = struct.unpack(">HBHH", content[place + 2 : place + 9])
        if content[place + 1] in _JPEG_FRAMES:
            return _positive(width, height)
        place += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")


def _positive(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return width, height


async def get_file(world: World, values: Values) -> object:
    file_id = values["file_id"]
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    upload = world.files[file_id]
    if len(upload.content) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise bad_request("file is too big")
    return {**_file_json(file_id, upload), "file_path": f"files/{file_id}"}


METHODS = {"getFile": get_file}
