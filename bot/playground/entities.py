"""Marked-up text to what Telegram keeps: plain text, and entities in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from telegram.constants import MessageLimit, ParseMode

from bot.playground.state import ApiError, Json, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]+));")
_TAG = re.compile(r"<(/?)([^\s<>/]*+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"\s+([A-Za-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)))?")
_COMMAND = re.compile(r"(?<![\w/@.:])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


@dataclass(frozen=True)
class Styled:
    text: str
    entities: list[Json]


def utf16_length(text: str) -> int:
    """Telegram's unit for offsets and, on the cautious side, for limits."""
    return len(text.encode("utf-16-le")) // 2


def parse(text: str, parse_mode: str | None) -> Styled:
    """Raises ApiError 400 where Telegram could not parse ``text``, 501 for a mode that is not played."""
    if parse_mode is None or parse_mode == "":
        return detect(_trim(Styled(text, [])))
    if parse_mode.upper() != ParseMode.HTML:
        known = {mode.value.lower() for mode in ParseMode}
        if parse_mode.lower() in known:
            raise ApiError(501, f"The playground reads HTML only: write parse_mode HTML, not {parse_mode}")
        raise bad_request("unsupported parse_mode")
    return detect(_trim(_HtmlReader(text).read()))


def is_address(address: str) -> bool:
    """Whether Telegram would open ``address`` from a link or a button."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and "." in parts.netloc
    return is_web or parts.scheme in {"tg", "mailto", "tel"}


def detect(styled: Styled) -> Styled:
    """Adds what Telegram finds by itself: commands and addresses, outside of code and links."""
    closed = [entity for entity in styled.entities if entity["type"] in {"code", "pre", "text_link"}]
    found = [
        _entity(kind, styled.text, match)
        for kind, pattern in (("url", _URL), ("bot_command", _COMMAND))
        for match in pattern.finditer(styled.text)
    ]
    free = [entity for entity in found if not any(_overlap(entity, other) for other in closed)]
    entities = sorted([*styled.entities, *free], key=lambda entity: (entity["offset"], -entity["length"]))
    return Styled(styled.text, entities)


def _entity(kind: str, text: str, match: re.Match[str]) -> Json:
    return {
        "type": kind,
        "offset": utf16_length(text[: match.start()]),
        "length": utf16_length(match.group()),
    }


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


def _trim(styled: Styled) -> Styled:
    """Telegram cuts white space at both ends; entities move along and lose what was cut."""
    lead = utf16_length(styled.text) - utf16_length(styled.text.lstrip())
    text = styled.text.strip()
    end = utf16_length(text)
    entities = []
    for entity in styled.entities:
        first = max(entity["offset"] - lead, 0)
        last = min(entity["offset"] + entity["length"] - lead, end)
        if last > first:
            entities.append({**entity, "offset": first, "length": last - first})
    if len(entities) > MessageLimit.MESSAGE_ENTITIES:
        # Telegram drops the rest in silence; a screen that loses its markup should be noticed here.
        raise _unparsable(f"more than {int(MessageLimit.MESSAGE_ENTITIES)} entities")
    return Styled(text, entities)


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


@dataclass
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    starts_at: int


@dataclass
class _HtmlReader:
    """Reads Telegram's HTML; its complaints are those of TDLib's parser, with byte offsets."""

    source: str
    position: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    tags: list[_OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> Styled:
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "<":
                self._read_tag()
            elif character == "&":
                self._read_character()
            else:
                self._write(character, 1)
        if self.tags:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.tags[-1].name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Styled("".join(self.text), self.entities)

    def _write(self, characters: str, width: int) -> None:
        self.text.append(characters)
        self.length += utf16_length(characters)
        self.position += width

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _read_character(self) -> None:
        match = _CHARACTER.match(self.source, self.position)
        if match is None:
            # Telegram lets a bare "&" pass although its manual forbids it; here it means that a text
            # reached the markup without being escaped.
            raise _unparsable(f'Write "&" as "&amp;" at byte offset {self._byte(self.position)}')
        self._write(self._character(match), len(match.group()))

    def _character(self, match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name is not None:
            if name not in _NAMED:
                raise _unparsable(f'Unsupported entity "&{name};" at byte offset {self._byte(self.position)}')
            return _NAMED[name]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            raise _unparsable(
                f'Unsupported character "{match.group()}" at byte offset {self._byte(self.position)}'
            )
        return chr(code)

    def _read_tag(self) -> None:
        begin = self._byte(self.position)
        match = _TAG.match(self.source, self.position)
        if match is None:
            kind = "end" if self.source.startswith("</", self.position) else "start"
            raise _unparsable(f"Unclosed {kind} tag at byte offset {begin}")
        slash, name, rest = match.groups()
        if slash:
            self._close(name.lower(), begin)
        else:
            self._open(name.lower(), rest, begin)
        self.position = match.end()

    def _open(self, name: str, rest: str, begin: int) -> None:
        if name not in _KINDS:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        end = 0
        for match in _ATTRIBUTE.finditer(rest):
            if match.start() != end:
                break
            end = match.end()
            key, *values = match.groups()
            raw = next((value for value in values if value is not None), "")
            attributes[key.lower()] = _CHARACTER.sub(self._character, raw)
        if rest[end:].strip():
            raise _unparsable(f'Unexpected attributes in the tag "{name}" at byte offset {begin}')
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.tags.append(_OpenTag(name, attributes, self.length, begin))

    def _close(self, name: str, begin: int) -> None:
        if not self.tags:
            raise _unparsable(f"Unexpected end tag at byte offset {begin}")
        tag = self.tags.pop()
        if name not in {"", tag.name}:
            raise _unparsable(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._keep(tag)

    def _keep(self, tag: _OpenTag) -> None:
        entity: Json = {
            "type": _KINDS[tag.name],
            "offset": tag.offset,
            "length": self.length - tag.offset,
        }
        if tag.name == "a":
            entity["url"] = self._address(tag)
        if tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        language = tag.attributes.get("class", "").removeprefix("language-")
        if tag.name == "code" and language and self.tags and self.tags[-1].name == "pre":
            self.tags[-1].attributes["language"] = language
            return
        if "language" in tag.attributes and tag.name == "pre":
            entity["language"] = tag.attributes["language"]
        self.entities.append(entity)

    def _address(self, tag: _OpenTag) -> str:
        address = tag.attributes.get("href", "")
        if not is_address(address):
            # Telegram drops such a link in silence; a lost source should be noticed here.
            raise _unparsable(f'"{address}" is no link, at byte offset {tag.starts_at}')
        return address
