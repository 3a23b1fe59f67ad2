"""On what a bot of the harness stands: a database, read here by its URL; a way in; one process or several."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, Executable, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from bot.vault import Vault, open_vault
from db.address import blocking
from tests.banks import write_bank
from tests.end_to_end.process import bot_environment
from tests.end_to_end.stand_in import StandIn
from tests.patience import until

WEBHOOK_URL = "https://bot.example.org/telegram"
_IS_THERE = text(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = :name"
)


@dataclass(frozen=True)
class Ground:
    """``directory`` has the logs, and in "data" what the bot keeps: its database too, if that is a file."""

    directory: Path
    url: str
    has_webhook: bool = False
    processes: int = 1
    key: str = field(default_factory=lambda: Fernet.generate_key().decode())

    @property
    def is_file(self) -> bool:
        return make_url(self.url).get_backend_name() == "sqlite"

    @property
    def data(self) -> Path:
        return self.directory / "data"

    @property
    def vault(self) -> Vault:
        """That of the bot: beside a file lies its key, and of a server the environment has it."""
        return open_vault([] if self.is_file else [self.key], self.data)

    def environment(self, server: StandIn, **more: str) -> dict[str, str]:
        here = {"DATABASE_URL": self.url}
        if not self.is_file:
            # Beside no file is the bank that ships at hand, and to read it takes seconds at each start.
            here |= {"DATA_KEY": self.key, "CONTENT_DIR": str(write_bank(self.directory / "rivers"))}
        if self.has_webhook:
            here["WEBHOOK_URL"] = WEBHOOK_URL
        return bot_environment(server, self.data, **here | more)

    def url_of(self, name: str) -> str:
        """The database's, by which a server knows this process."""
        if self.is_file:
            return self.url
        named = make_url(self.url).update_query_dict({"application_name": name})
        return named.render_as_string(hide_password=False)

    async def is_left_by(self, name: str) -> None:
        """Wait until a server has done what a dead process had told it: then nothing changes any more."""
        if not self.is_file:
            await until(lambda: not self._fetched(_IS_THERE, {"name": name}))

    def rows(self, statement: Executable) -> list[Any]:
        """What is in the database, read beside the bot."""
        return self._fetched(statement, {})

    def _fetched(self, statement: Executable, values: dict[str, str]) -> list[Any]:
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(statement, values)]

    @cached_property
    def _engine(self) -> Engine:
        if self.is_file:
            return create_engine(blocking(self.url), poolclass=NullPool)
        return create_engine(self.url, pool_size=1, max_overflow=0, isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        self._engine.dispose()


def on_a_file(directory: Path) -> Ground:
    """SQLite, by polling, in one process; nothing of it has to be closed."""
    return Ground(directory, url_of_file(directory / "data"))


def url_of_file(data: Path) -> str:
    return f"sqlite+aiosqlite:///{data / 'bot.db'}"
