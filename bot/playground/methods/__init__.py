"""The Bot API methods that the playground plays, by name."""

from bot.playground.methods import (
    callbacks,
    chats,
    edits,
    files,
    inline,
    members,
    polls,
    profile,
    sending,
    updates,
)
from bot.playground.world import Method

METHODS: dict[str, Method] = {
    **callbacks.METHODS,
    **chats.METHODS,
    **edits.METHODS,
    **files.METHODS,
    **inline.METHODS,
    **members.METHODS,
    **polls.METHODS,
    **profile.METHODS,
    **sending.METHODS,
    **updates.METHODS,
}

PLAYED_FIELDS = frozenset({("editMessageMedia", "media")})
"""Fields that this method reads, although another has one of that name that is not played."""

UNPLAYED_FIELDS = frozenset(
    {
        "allow_adding_options",
        "business_connection_id",
        "caption_entities",
        "certificate",
        "country_codes",
        "description_entities",
        "direct_messages_topic_id",
        "entities",
        "explanation_entities",
        "explanation_media",
        "inline_message_id",
        "media",
        "members_only",
        "message_effect_id",
        "question_entities",
        "suggested_post_parameters",
        "thumbnail",
    }
)
"""Fields that would change what is seen and that no played method reads: better refused than ignored."""
