"""The way in: updates, kept before Telegram may forget them."""
