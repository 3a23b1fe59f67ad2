"""The container, without an engine: what its files say, and the program with the tree and rights it gets."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings
from tests import deployed
from tests.deployed import COMPOSE, DOCKERFILE, ROOT, Image, the
from tests.end_to_end.stand_in import TOKEN, StandIn, text_update
from tests.patience import PATIENCE

TOOLS = Path(sys.executable).parent
SETTINGS = {each.name.upper() for each in fields(Settings)}
NOT_OURS = re.compile(r"PATH|PYTHON\w+|SQLITE_TMPDIR")
COMPOSE_COMMAND = shutil.which("docker-compose")
needs_compose = pytest.mark.skipif(
    COMPOSE_COMMAND is None, reason="docker-compose is not installed (Debian package docker-compose)"
)


# What the tools say


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    done = subprocess.run([TOOLS / "hadolint", DOCKERFILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_fits_its_schema() -> None:
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def resolve(directory: Path, env_file: str, *options: str) -> subprocess.CompletedProcess[str]:
    """What docker-compose makes of the compose file beside such a .env."""
    shutil.copy(COMPOSE, directory)
    (directory / ".env").write_text(env_file, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(directory)}
    command = [str(COMPOSE_COMMAND), *options, "config"]
    return subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, check=False
    )


@needs_compose
def test_docker_compose_reads_the_file_with_and_without_the_profile(tmp_path: Path) -> None:
    for options in ((), ("--profile", "postgres")):
        done = resolve(tmp_path, f"BOT_TOKEN={TOKEN}\nPOSTGRES_PASSWORD=secret\n", *options)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert f"BOT_TOKEN: {TOKEN}" in done.stdout


@needs_compose
def test_docker_compose_asks_for_a_forgotten_token(tmp_path: Path) -> None:
    done = resolve(tmp_path, (ROOT / ".env.example").read_text(encoding="utf-8"))
    assert done.returncode != 0
    assert "put the token that BotFather gave you into the file .env" in done.stderr


# What the schema and the tools do not look at


def test_both_stages_begin_from_the_same_named_release_of_python() -> None:
    bases = [stage[0].argument.split()[0] for stage in deployed.dockerfile()]
    assert bases == ["python:3.13-slim-trixie"] * 2


def test_dependencies_come_from_the_lock_with_hashes() -> None:
    installs = [each.argument for each in deployed.dockerfile()[0] if "pip install" in each.argument]
    assert len(installs) == 1
    assert "--require-hashes -r requirements.lock" in installs[0]


def test_volumes_and_services_that_are_named_exist() -> None:
    file = deployed.compose()
    named = {mount.split(":")[0] for service in file["services"].values() for mount in service["volumes"]}
    files = {name for name in named if name.startswith("./")}
    assert named - files == set(file["volumes"])
    assert [name for name in files if not (ROOT / name).is_file()] == []
    for service in file["services"].values():
        assert set(service["networks"]) <= set(file["networks"])
        assert set(service.get("depends_on", ())) <= set(file["services"])


def test_durations_are_durations_and_leave_time_to_finish() -> None:
    for service in deployed.compose()["services"].values():
        check = service["healthcheck"]
        times = {name: deployed.seconds(check[name]) for name in ("interval", "timeout", "start_period")}
        assert times["timeout"] < times["interval"] <= 60
        assert deployed.seconds(service["stop_grace_period"]) >= 30
    for duration in re.findall(r"--(?:interval|timeout|start-period)=(\S+)", the("HEALTHCHECK").argument):
        deployed.seconds(duration)
    with pytest.raises(AssertionError, match="abc is no duration"):
        deployed.seconds("abc")


def test_the_bot_runs_as_nobody_special_in_a_tree_it_cannot_change() -> None:
    bot = deployed.compose()["services"]["bot"]
    assert bot["user"] == the("USER").argument == "10001:10001"
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert bot["init"] is True
    assert bot["restart"] == "unless-stopped"
    assert not {"ports", "privileged", "cap_add", "network_mode"} & set(bot)
    assert {"mem_limit", "logging"} <= set(bot)


def test_the_database_server_has_no_more_rights_than_it_needs_either() -> None:
    server = deployed.compose()["services"]["db"]
    assert server["read_only"] is True
    assert server["cap_drop"] == ["ALL"]
    # What its entry point needs to give the volume to its user, and to become that user.
    assert set(server["cap_add"]) <= {"CHOWN", "DAC_READ_SEARCH", "FOWNER", "SETGID", "SETUID"}
    assert server["security_opt"] == ["no-new-privileges:true"]
    assert set(server["tmpfs"]) == {"/tmp", "/run/postgresql"}
    assert not {"ports", "privileged", "network_mode"} & set(server)


def test_no_service_can_fill_the_machine_with_processes() -> None:
    for service in deployed.compose()["services"].values():
        assert 64 <= service["pids_limit"] <= 512


def test_the_bot_may_write_in_data_and_tmp_alone_and_keeps_its_data_on_a_volume() -> None:
    bot = deployed.compose()["services"]["bot"]
    assert [mount.partition(":")[2] for mount in bot["volumes"]] == [the("VOLUME").argument] == ["/data"]
    assert bot["tmpfs"] == ["/tmp"]
    environment = deployed.image_environment()
    assert environment["DATABASE_URL"].removeprefix("sqlite+aiosqlite:///") == "/data/hamkori.db"
    assert environment["SQLITE_TMPDIR"] == "/data"


def test_variables_of_image_and_compose_are_settings_of_the_program() -> None:
    names = set(deployed.image_environment()) | set(deployed.compose()["services"]["bot"]["environment"])
    assert {name for name in names if not NOT_OURS.fullmatch(name)} <= SETTINGS


def test_the_image_runs_the_program_and_stops_it_by_the_signal_it_knows() -> None:
    assert the("CMD").command == ["python", "-m", "bot"]
    assert the("STOPSIGNAL").argument == "SIGTERM"
    assert not [each for each in deployed.dockerfile()[-1] if each.name == "ENTRYPOINT"]


def test_compose_asks_for_health_as_the_image_does() -> None:
    assert deployed.compose()["services"]["bot"]["healthcheck"]["test"] == [
        "CMD",
        *the("HEALTHCHECK").command,
    ]


def packages_of_ours() -> set[str]:
    """The packages in the project's root."""
    return {file.parent.name for file in ROOT.glob("*/__init__.py")} | {"tests", "benchmarks"}


def imported(package: str) -> set[str]:
    names = set()
    for file in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_the_image_has_every_package_the_program_imports_and_nothing_else() -> None:
    sources = set(deployed.copied())
    packages = sources - {"requirements.lock", "pyproject.toml"}
    needed, new = {"bot"}, {"bot"}
    while new:
        new = (set().union(*map(imported, new)) & packages_of_ours()) - needed
        needed |= new
    assert packages == needed
    assert sources <= set(os.listdir(ROOT))


def test_the_build_is_sent_what_it_copies_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == set(deployed.copied())


# The program in the image's tree


@pytest.fixture
def image() -> Iterator[Image]:
    # Not in tmp_path, which pytest keeps closed to other users.
    image = Image(Path(tempfile.mkdtemp(prefix="hamkori-image-")))
    yield image
    image.clear()


@pytest.mark.skipif(sys.platform != "linux", reason="the image is one of Linux")
async def test_the_program_runs_in_the_image_tells_its_health_and_ends_well(image: Image) -> None:
    before = image.files()
    log = image.root / "log"
    async with StandIn() as server:
        server.feed(text_update(42, "/start"))  # the first poll is answered at once, so the bot is alive
        environment = image.environment(BOT_TOKEN=TOKEN, BOT_API_URL=server.url, PORT="0")
        with log.open("wb") as written:
            process = await asyncio.create_subprocess_exec(
                *image.command(the("CMD").command),
                cwd=image.inside("/app"),
                env=environment,
                stdout=written,
                stderr=written,
            )
        try:
            await second_poll(server, process)
            health = await run(image, the("HEALTHCHECK").command, environment | {"PORT": port_told(log)})
            if process.returncode is None:
                process.terminate()
            async with asyncio.timeout(PATIENCE):
                code = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        await server.bury()
    told = log.read_text(encoding="utf-8")
    assert (health, code) == (0, 0), told
    assert [call.chat_id for call in server.sent("sendMessage")] == [42]
    assert "Traceback" not in told
    assert TOKEN not in told
    assert image.files() == before
    assert image.inside("/data/hamkori.db").is_file()
    assert image.inside("/data/cache").is_dir()


async def test_the_health_check_fails_where_nobody_answers(image: Image) -> None:
    assert await run(image, the("HEALTHCHECK").command, image.environment(PORT="1")) != 0


async def test_nothing_but_data_can_be_written_in_the_image(image: Image) -> None:
    attempt = "import pathlib, sys; pathlib.Path(sys.argv[1], 'x').write_text('x')"
    for path, works in (("/app", False), ("/app/bot", False), ("/data", True), ("/app/data", True)):
        words = ["python", "-c", attempt, str(image.inside(path))]
        assert (await run(image, words, image.environment()) == 0) is works, path


async def run(image: Image, words: list[str], environment: dict[str, str]) -> int:
    """Run a command in the image to its end; gives its exit code."""
    process = await asyncio.create_subprocess_exec(
        *image.command(words),
        cwd=image.inside("/app"),
        env=environment,
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(PATIENCE):
        return await process.wait()


async def second_poll(server: StandIn, process: asyncio.subprocess.Process) -> None:
    """Wait until the bot has the answer to its first poll, or has ended."""
    async with asyncio.timeout(PATIENCE):
        while len(server.polls) < 2 and process.returncode is None:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


def port_told(log: Path) -> str:
    """The port of /healthz, as the log has it."""
    found = re.search(r"http://127\.0\.0\.1:(\d+)/healthz", log.read_text(encoding="utf-8"))
    return found[1] if found else "1"
