"""What somebody is in a chat: creator, administrator with some rights, member, or gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["creator", "administrator", "member", "left", "kicked"]
ChatKind = Literal["private", "group", "supergroup", "channel"]

_PRESENT = ("creator", "administrator", "member")
_EVERYWHERE = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_IN_GROUPS = ("can_pin_messages", "can_manage_tags")
_IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
RIGHTS: dict[ChatKind, tuple[str, ...]] = {
    "private": (),
    "group": (*_EVERYWHERE, *_IN_GROUPS),
    "supergroup": (*_EVERYWHERE, *_IN_GROUPS, "can_manage_topics"),
    "channel": (*_EVERYWHERE, *_IN_CHANNELS),
}
"""What an administrator may be given, and what the Bot API tells of one, by kind of chat."""

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What a group lets its plain members do, the bot among them."""


@dataclass(frozen=True)
class Standing:
    """``is_anonymous``: an administrator whose messages come from the chat itself."""

    status: Status = "left"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False

    @property
    def is_present(self) -> bool:
        return self.status in _PRESENT

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        return self.status == "creator" or right in self.rights

    def json(self, user: dict[str, Any], kind: ChatKind) -> dict[str, Any]:
        """The Bot API's ChatMember."""
        told: dict[str, Any] = {"user": user, "status": self.status}
        if self.status == "creator":
            told["is_anonymous"] = self.is_anonymous
        if self.status == "kicked":
            told["until_date"] = 0
        if self.status == "administrator":
            told |= {"can_be_edited": False, "is_anonymous": self.is_anonymous}
            told |= {right: right in self.rights for right in RIGHTS[kind]}
        return told


GONE = Standing()
MEMBER = Standing("member")
CREATOR = Standing("creator")
KICKED = Standing("kicked")


def administrator(rights: Iterable[str], *, is_anonymous: bool = False) -> Standing:
    return Standing("administrator", frozenset({"can_manage_chat", *rights}), is_anonymous)
