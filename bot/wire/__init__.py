"""The way to Telegram."""
