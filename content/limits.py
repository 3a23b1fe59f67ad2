"""How long the bank's texts may be, in characters."""

from __future__ import annotations

# Telegram's: a poll's explanation, question and option, and the bot's own description.
STATEMENT_LIMIT = 200
STATEMENT_LINE_FEEDS = 2
ASK_LIMIT = 300
OPTION_LIMIT = 100
DESCRIPTION_LIMIT = 500
# Ours: what reads well in one message on a phone.
STORY_LIMIT = 600
EVENT_LIMIT = 60
WHY_LIMIT = 200
TITLE_LIMIT = 64
LABEL_LIMIT = 28
"""What a phone shows of a button."""
MEANING_LIMIT = 200
ANSWER_LIMIT = 90
PHRASING_LIMIT = 120
GREETING_LIMIT = 300
INTRODUCTION_LIMIT = 400
LINK_LIMIT = 160
