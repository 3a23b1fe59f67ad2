"""What people send besides texts: small plausible parts of a Message."""

from __future__ import annotations

from collections.abc import Callable

from bot.playground.state import Json


def _file(file_id: str) -> Json:
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": 12_345}


def _sticker(file_id: str, date: int) -> Json:
    kind = {"type": "regular", "emoji": "👍", "is_animated": False, "is_video": False}
    return {"sticker": {**_file(file_id), **kind, "width": 512, "height": 512}}


def _photo(file_id: str, date: int) -> Json:
    sizes = ((90, 68), (320, 240))
    return {"photo": [{**_file(f"{file_id}x{w}"), "width": w, "height": h} for w, h in sizes]}


def _voice(file_id: str, date: int) -> Json:
    return {"voice": {**_file(file_id), "duration": 3, "mime_type": "audio/ogg"}}


def _document(file_id: str, date: int) -> Json:
    return {"document": {**_file(file_id), "file_name": "notes.pdf", "mime_type": "application/pdf"}}


def _location(file_id: str, date: int) -> Json:
    return {"location": {"latitude": 38.5598, "longitude": 68.787}}


def _abroad(file_id: str, date: int) -> Json:
    return {"location": {"latitude": 48.2082, "longitude": 16.3738}}


def _forward(file_id: str, date: int) -> Json:
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": date - 3600}
    return {"text": "Something that somebody else wrote", "forward_origin": origin}


ATTACHMENTS: dict[str, Callable[[str, int], Json]] = {
    "sticker": _sticker,
    "photo": _photo,
    "voice": _voice,
    "document": _document,
    "location": _location,
    "abroad": _abroad,
    "forward": _forward,
}
"""By kind: from a file id and the time of sending (Unix, s)."""
