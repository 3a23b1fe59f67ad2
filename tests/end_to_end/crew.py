"""The processes of one bot: one, or several on the same database, behind a proxy if there is a webhook."""

from __future__ import annotations

import asyncio
from string import ascii_lowercase

from tests.end_to_end.grounds import Ground
from tests.end_to_end.process import BotProcess
from tests.end_to_end.stand_in import StandIn
from tests.patience import until


class Crew:
    """All alike, each with its share of SEND_RATE. The proxy knows their doors, dead or alive, in turn."""

    def __init__(
        self,
        server: StandIn,
        ground: Ground,
        environment: dict[str, str],
        module: str = "bot",
        arguments: tuple[str, ...] = (),
        within: tuple[str, ...] = (),
    ) -> None:
        self._server = server
        self._ground = ground
        self._doors: dict[str, str] = {}
        share = {"SEND_RATE": str(int(environment["SEND_RATE"]) // ground.processes)}
        self.bots = [
            BotProcess(
                server,
                environment | share | _addresses(server, ground, name),
                ground.directory / f"{name}.log",
                module,
                arguments,
                within,
                name,
                ground.directory,  # where its database is no file, it has its "data" where it runs
            )
            for name in ascii_lowercase[: ground.processes]
        ]

    async def start(self) -> None:
        """Start those that do not run, and wait until they take updates."""
        await asyncio.gather(*(self._start(bot) for bot in self.bots if not bot.is_running))

    async def _start(self, bot: BotProcess) -> None:
        if not self._ground.has_webhook:
            await bot.start()
            return
        door = await bot.open()
        if bot.name in self._doors:
            self._server.doors.remove(self._doors[bot.name])
        self._doors[bot.name] = door
        self._server.doors.append(door)

    async def one_is_dead(self) -> BotProcess:
        """Wait until one of them is."""
        await until(lambda: not all(bot.is_running for bot in self.bots))
        return next(bot for bot in self.bots if not bot.is_running)

    async def kill(self, bot: BotProcess) -> None:
        """SIGKILL; when this returns, all it had said has arrived and been written down."""
        await bot.kill()
        await self._ground.is_left_by(bot.name)

    async def stop(self) -> list[int]:
        """SIGTERM to all that run, and wait for the end; gives the exit codes."""
        return await asyncio.gather(*(bot.stop() for bot in self.bots if bot.is_running))

    def words(self, last: int = 4000) -> str:
        """The end of what each wrote to its log."""
        return "\n".join(bot.words(last) for bot in self.bots)


def _addresses(server: StandIn, ground: Ground, name: str) -> dict[str, str]:
    """By which the server and the database know this process."""
    return {"BOT_API_URL": f"{server.url}/{name}", "DATABASE_URL": ground.url_of(name)}
