"""The way out: messages that are owed to chats."""
