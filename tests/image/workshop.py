"""A container engine of Debian's packages in a directory of its own, and the images that are made in it."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.deployed import ROOT

NEEDED = {
    "debootstrap": "debootstrap",
    "buildah": "buildah",
    "podman": "podman",
    "runc": "runc",
    "iptables": "iptables",
    "age": "age",
    "curl": "curl",
    "docker-compose": "docker-compose",
    "/usr/libexec/podman/catatonit": "catatonit",
    "/usr/lib/podman/netavark": "netavark",
    "/usr/lib/podman/aardvark-dns": "aardvark-dns",
}
"""Commands and the Debian packages they come with."""
HERE = Path(__file__).parent
BASE = "docker.io/library/python:3.13-slim-trixie"
IMAGE = "docker.io/library/hamkori"
STAND_INS = {"docker.io/library/postgres:17-trixie": "postgres", "docker.io/library/caddy:2-alpine": "caddy"}
PATIENCE = 300.0


def missing() -> list[str]:
    """The packages that are not there."""
    return [package for command, package in NEEDED.items() if shutil.which(command) is None]


class Workshop:
    """The engine's store, its socket, and the directory in which compose finds its files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = root / "server"
        self.trees = {"new": ROOT, "old": root / "older"}
        (self.project / "docs/deploy").mkdir(parents=True)
        self._configure()
        self._environment = os.environ | {
            "CONTAINERS_STORAGE_CONF": str(root / "storage.conf"),
            "CONTAINERS_CONF": str(root / "containers.conf"),
            "DOCKER_HOST": f"unix://{root}/podman.sock",
            "PATH": f"{root}/bin:{os.environ['PATH']}",
        }
        for name in ("BOT_TOKEN", "HOST", "COMPOSE_PROFILES", "COMPOSE_FILE"):
            self._environment.pop(name, None)
        shutil.copy(HERE / "override.yml", self.project / "docker-compose.override.yml")
        self._service: subprocess.Popen[bytes] | None = None

    def _configure(self) -> None:
        (self.root / "bin").mkdir(exist_ok=True)
        (self.root / "bin/docker").write_text('#!/bin/sh\nexec podman "$@"\n')
        (self.root / "bin/docker").chmod(0o755)
        files = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 8192)
        (self.root / "storage.conf").write_text(
            f'[storage]\ndriver = "overlay"\nrunroot = "{self.root}/run"\ngraphroot = "{self.root}/store"\n'
        )
        # runc, since crun does not work where both versions of cgroups are mounted; the engine's own limits
        # of files may be above those of this machine.
        (self.root / "containers.conf").write_text(
            '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
            f'[containers]\ndefault_ulimits = ["nofile={files}:{files}", "nproc=4096:4096"]\n'
            f'[network]\nnetwork_backend = "netavark"\nnetwork_config_dir = "{self.root}/networks"\n'
        )

    # Commands

    def run(
        self, *words: str, where: Path = ROOT, may_fail: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; fails with what it said."""
        done = subprocess.run(
            words, cwd=where, env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode and not may_fail:
            raise AssertionError(f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def compose(self, *words: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        return self.run("docker-compose", *words, where=self.project, may_fail=may_fail)

    def beside(self, *words: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        """As `docker-compose run --rm bot WORDS`, whose links this engine does not know."""
        options = ("--rm", "--read-only", "--cap-drop", "all", "--env-file", str(self.project / ".env"))
        volume = ("--volume", "server_hamkori-data:/data", "--network", "hamkori-trial")
        return self.run("podman", "run", *options, *volume, f"{IMAGE}:latest", *words, may_fail=may_fail)

    def inside(self, container: str, *words: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        return self.run("podman", "exec", container, *words, may_fail=may_fail)

    def use(self, tag: str) -> None:
        """What a checkout of that version gives an operator: its compose file, and its image by its name."""
        tree = self.trees[tag]
        shutil.copy(tree / "docker-compose.yml", self.project)
        shutil.copy(ROOT / "docs/deploy/Caddyfile", self.project / "docs/deploy")
        self.run("podman", "tag", f"{IMAGE}:{tag}", f"{IMAGE}:latest")

    def settings(self, values: Mapping[str, str]) -> None:
        (self.project / ".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))

    # Images

    def make_base(self) -> None:
        """A base image by the name that the Dockerfile asks for, of Debian's own Python."""
        tree = self.root / "base"
        self.run(
            *("debootstrap", "--variant=minbase", "--include=python3,python3-venv,ca-certificates"),
            *("trixie", str(tree)),
        )
        (tree / "usr/bin/python").symlink_to("python3")
        made = self.run("buildah", "from", "scratch").stdout.strip()
        self.run("cp", "--archive", f"{tree}/.", self.run("buildah", "mount", made).stdout.strip())
        self.run("buildah", "umount", made)
        path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        self.run("buildah", "config", "--env", path, "--cmd", "python", made)
        self.run("buildah", "commit", "--quiet", "--rm", made, BASE)
        shutil.rmtree(tree)

    def build(self, tag: str, directory: Path, *more: str) -> None:
        """By the Dockerfile in a directory, in no more isolation than chroot: what must come over the network
        comes by this machine's own way."""
        self.run(
            *("buildah", "bud", "--isolation", "chroot", "--pull-never", "--format", "docker"),
            *("--tag", tag, *more, "."),
            where=directory,
        )

    # The engine

    def open(self) -> None:
        """Listen for compose, as Docker's engine would."""
        log = (self.root / "engine.log").open("wb")
        words = ["podman", "system", "service", "--time", "0", self._environment["DOCKER_HOST"]]
        self._service = subprocess.Popen(words, env=self._environment, stdout=log, stderr=log)
        until(lambda: (self.root / "podman.sock").exists(), "the engine listens")
        self.run("podman", "network", "create", "--subnet", "10.77.77.0/24", "hamkori-trial")

    def close(self) -> None:
        """Leave nothing behind."""
        if self._service is not None:
            self.compose("down", "--volumes", "--remove-orphans", may_fail=True)
            self._service.terminate()
            self._service.wait()
        self.run("podman", "rm", "--all", "--force", may_fail=True)
        self.run("podman", "network", "prune", "--force", may_fail=True)
        self.run("podman", "rmi", "--all", "--force", may_fail=True)
        with suppress(FileNotFoundError):
            for mount in sorted((self.root / "store").glob("overlay*"), reverse=True):
                subprocess.run(["umount", "--quiet", str(mount)], check=False)
        shutil.rmtree(self.root)

    def is_healthy(self, container: str) -> bool:
        """By the health check of the container; its timer would need systemd."""
        return self.run("podman", "healthcheck", "run", container, may_fail=True).returncode == 0

    def told(self, container: str, form: str) -> str:
        return self.run("podman", "inspect", "--format", form, container).stdout.strip()

    def logs(self) -> str:
        """The end of what each container told, for whoever looks for a fault."""
        names = self.run("podman", "ps", "--all", "--format", "{{.Names}}", may_fail=True).stdout.split()
        return "\n".join(f"--- {name}\n{self.log(name)[-2000:]}" for name in names)

    def log(self, container: str) -> str:
        done = self.run("podman", "logs", container, may_fail=True)
        return done.stdout + done.stderr


def until(is_so: object, words: str, patience: float = PATIENCE) -> None:
    """Wait for something; fails if it does not come."""
    assert callable(is_so)
    ends_at = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > ends_at:
            raise AssertionError(f"it never came that {words}")
        time.sleep(0.25)
