"""A place to try the bot without a token: an in-memory Telegram with a Bot API face and a chat face."""
