"""Methods that hand updates to the bot, and the queue they stand in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from telegram.constants import PollingLimit

from bot.playground.checks import Values
from bot.playground.state import ApiError, bad_request
from bot.playground.world import World

_MAX_WAIT = 50
"""Seconds: Telegram's servers end a long poll then, whatever was asked."""


async def get_updates(world: World, values: Values) -> object:
    if world.webhook.get("url"):
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    limit, timeout_s = values.get("limit", int(PollingLimit.MAX_LIMIT)), values.get("timeout", 0)
    if not PollingLimit.MIN_LIMIT <= limit <= PollingLimit.MAX_LIMIT:
        raise bad_request("limit must be 1 to 100")
    if timeout_s < 0:
        raise bad_request("timeout must not be negative")
    world.close_overdue_polls()
    if "allowed_updates" in values:
        world.queue.allow(values["allowed_updates"])
    if "offset" in values:
        world.queue.acknowledge(values["offset"])
    return await world.queue.take(limit, min(timeout_s, _MAX_WAIT))


async def set_webhook(world: World, values: Values) -> object:
    if not values["url"]:
        return await delete_webhook(world, values)
    if urlsplit(values["url"]).scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = values.get("secret_token", "")
    if not re.fullmatch("[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if "allowed_updates" in values:
        world.queue.allow(values["allowed_updates"])
    _drop(world, values)
    world.webhook = {"url": values["url"], "max_connections": values.get("max_connections", 40)}
    world.webhook_secret = secret
    world.queue.on_news()
    return True


async def delete_webhook(world: World, values: Values) -> object:
    _drop(world, values)
    world.webhook = {}
    return True


def _drop(world: World, values: Values) -> None:
    if values.get("drop_pending_updates"):
        world.queue.pending.clear()


async def get_webhook_info(world: World, values: Values) -> object:
    return (
        {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(world.queue.pending),
        }
        | world.webhook_error
        | world.webhook
    )


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
