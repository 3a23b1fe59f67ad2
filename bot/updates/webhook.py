"""The way in by webhook: Telegram posts updates, and is told 200 only of what lies safe in the inbox."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import deque
from collections.abc import Iterable
from typing import Any

import orjson
from msgspec import Struct
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.counted import counted
from bot.outage import Outage
from bot.tasks import done_before, results_before, stops_within
from bot.updates.envelope import with_number
from bot.updates.intake import Intake
from bot.updates.polling import ALLOWED_UPDATES, LONGEST_PAUSE, TAKEN_ELSEWHERE, TOKEN_REFUSED, Hopeless
from bot.updates.pulse import Pulse
from bot.wire.answers import NotTelegram, seconds_asked
from bot.wire.call import call, is_token_refused
from db.errors import UNAVAILABLE

log = logging.getLogger(__name__)

LOOK = 15.0
"""Seconds between two looks at what Telegram says of the webhook."""
LONGEST_SILENCE = 4 * LOOK
"""Seconds without an answer of Telegram's after which the bot is ill."""
CONNECTIONS = 40
"""How many updates Telegram may post at once: its own default, by chats and in order within each."""
CAPACITY = 200
"""Posts that wait to be kept; another one hears 503, and Telegram posts it again."""
AT_ONCE = 100
"""Updates kept in one transaction at most, as many as getUpdates would give."""
PATIENCE = 20.0
"""Seconds that a post waits to be kept: Telegram itself hangs up later."""
LARGEST = 1 << 20
"""Bytes of a post; a message of Telegram's has 4096 characters, and an update some kilobytes."""
TAKEN_AWAY = 3
"""So many looks in a row that find another webhook, or none, mean that somebody else takes the updates."""

KEPT, NO_JSON, NOT_NOW = 200, 400, 503
"""What a post is told, as a status of HTTP. Telegram repeats whatever is not told 200."""


class _Post(Struct, frozen=True):
    update: dict[str, Any]
    told: asyncio.Future[int]


class Webhook:
    """``url`` is where Telegram posts, ``secret`` what it says there to be known."""

    def __init__(self, bot: Bot, clock: Clock, url: str, secret: str) -> None:
        self.pulse = Pulse(LONGEST_SILENCE)
        self.url = url
        self._secret = secret.encode()
        self._bot = bot
        self._clock = clock
        self._waiting: deque[_Post] = deque()
        self._news = asyncio.Event()
        self._is_open = False
        self._failures = 0
        self._taken_away = 0
        self._strangers = 0
        self._last_error: object = None
        self._outage = Outage("Telegram does not take the webhook")

    async def run(self, intake: Intake) -> None:
        """Give the intake what is posted until it is stopped. Raises Hopeless.

        The webhook stays set: what comes while no process runs, Telegram keeps and posts later.
        """
        async with intake.holding():
            try:
                self._is_open = True
                async with asyncio.TaskGroup() as work:
                    work.create_task(self._stay_set(intake.stopping))
                    work.create_task(self._feed(intake))
            except* Hopeless as hopeless:
                raise hopeless.exceptions[0] from None
            finally:
                self._is_open = False
                self._tell_all(NOT_NOW)

    def knows(self, secret: str) -> bool:
        """Whether a post with this secret is of Telegram; in a time that tells nothing of the right one."""
        is_right = hmac.compare_digest(secret.encode(errors="replace"), self._secret)
        self._strangers += not is_right
        return is_right

    async def keep(self, body: bytes) -> int:
        """Keep the one update of a post of Telegram's; gives the status of HTTP to answer with."""
        try:
            update = with_number(orjson.loads(body))
        except orjson.JSONDecodeError:
            return NO_JSON  # cut off on its way: it comes again
        if update is None:
            log.warning("Telegram posts an update without a number, which nobody can keep; it is skipped")
            return KEPT
        if not self._is_open or len(self._waiting) >= CAPACITY:
            return NOT_NOW
        post = _Post(update, asyncio.get_running_loop().create_future())
        self._waiting.append(post)
        self._news.set()
        try:
            async with asyncio.timeout(PATIENCE):
                return await post.told
        except TimeoutError:
            return NOT_NOW

    async def _feed(self, intake: Intake) -> None:
        while not intake.stopping.is_set():
            if not self._waiting:
                self._news.clear()
                await done_before(intake.stopping, self._news.wait())
            await done_before(intake.stopping, intake.room())
            if not intake.stopping.is_set():
                await self._keep_waiting(intake)

    async def _keep_waiting(self, intake: Intake) -> None:
        """Put those that wait into the inbox in one transaction, and tell them so when it is committed."""
        posts = [self._waiting.popleft() for _ in range(min(len(self._waiting), AT_ONCE))]
        posts = [post for post in posts if not post.told.done()]  # nobody waits for it any more
        try:
            await intake.take([post.update for post in posts])
        except UNAVAILABLE:
            _tell(posts, NOT_NOW)
        except BaseException:
            _tell(posts, NOT_NOW)
            raise
        else:
            _tell(posts, KEPT)

    def _tell_all(self, status: int) -> None:
        _tell(self._waiting, status)
        self._waiting.clear()

    async def _stay_set(self, stopping: asyncio.Event) -> None:
        """Set the webhook, and again should it be gone; as long as it stands, this is the pulse."""
        is_set, pause = False, 0.0
        while not await stops_within(stopping, pause):
            try:
                [is_set] = await results_before(stopping, self._look() if is_set else self._set()) or [False]
            except TelegramError as error:
                pause = await self._pause_after(error)
                continue
            self._tell_strangers()
            self._outage.over()
            self._failures = 0
            self.pulse.beat(self._clock())
            pause = LOOK if is_set else 0.0

    async def _set(self) -> bool:
        wish = {
            "url": self.url,
            "secret_token": self._secret.decode(),
            "allowed_updates": list(ALLOWED_UPDATES),
            "max_connections": CONNECTIONS,
        }
        await call(self._bot, "setWebhook", wish)
        return True

    async def _look(self) -> bool:
        """Whether the webhook stands as it was set. Raises Hopeless if others take it away for good."""
        info = await call(self._bot, "getWebhookInfo")
        if not isinstance(info, dict):
            raise NotTelegram("getWebhookInfo gave no object")
        if info.get("url") == self.url:
            self._taken_away = 0
            self._tell_errors(info)
            return True
        self._taken_away += 1
        log.warning("the webhook has been taken away by somebody; it is set again")
        if self._taken_away >= TAKEN_AWAY:
            raise Hopeless(
                "Somebody else takes this bot's updates: another instance asks for them or has a webhook of "
                "its own and should be stopped, or the token is stolen and BotFather should revoke it",
                TAKEN_ELSEWHERE,
            )
        return False

    def _tell_strangers(self) -> None:
        if self._strangers:
            log.warning(
                "%s came to the webhook without its secret; if nobody gets an answer meanwhile, let "
                "the reverse proxy pass the header X-Telegram-Bot-Api-Secret-Token",
                counted(self._strangers, "post"),
            )
            self._strangers = 0

    def _tell_errors(self, info: dict[str, Any]) -> None:
        """What Telegram met at our address, each once: what stands between is not to be seen from here."""
        error = info.get("last_error_date"), info.get("last_error_message")
        if error[0] and error != self._last_error:
            wait = counted(info.get("pending_update_count") or 0, "update waits", "updates wait")
            log.warning("Telegram could not post to the webhook: %s (%s)", error[1], wait)
        self._last_error = error

    async def _pause_after(self, error: TelegramError) -> float:
        """Seconds to wait before the next try; raises Hopeless if that is pointless."""
        if isinstance(error, InvalidToken) and await is_token_refused(self._bot):
            raise Hopeless(
                "Telegram does not accept BOT_TOKEN (any more); put the token that BotFather shows there",
                TOKEN_REFUSED,
            ) from None
        self._outage.met(error)
        if isinstance(error, RetryAfter):
            return seconds_asked(error)
        self._failures += 1
        return min(2.0 ** min(self._failures - 1, 10), LONGEST_PAUSE)  # 2 ** 1024 is no number


def _tell(posts: Iterable[_Post], status: int) -> None:
    for post in posts:
        if not post.told.done():
            post.told.set_result(status)
