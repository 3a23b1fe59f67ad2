"""For developers: `python -m db revise "what changes"` writes the next revision from db/models.py."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from db.migrate import migrating
from db.upgrade import VERSIONS


def revise(message: str, *, versions: Sequence[Path] = (VERSIONS,)) -> Path:
    """Write the next revision into the last of ``versions``: what the models have beyond all of them."""
    directory = versions[-1]
    before = set(directory.glob("*.py"))
    number = 1 + max(int(file.name.partition("_")[0]) for each in versions for file in each.glob("[0-9]*.py"))
    with TemporaryDirectory() as empty, migrating(f"sqlite:///{empty}/models.db", versions) as config:
        command.upgrade(config, "head")
        command.revision(
            config, message, autogenerate=True, rev_id=f"{number:04d}", version_path=str(directory)
        )
    return (set(directory.glob("*.py")) - before).pop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m db")
    verbs = parser.add_subparsers(required=True, metavar="revise")
    verb = verbs.add_parser("revise", help="write the next revision from db/models.py")
    verb.add_argument("message", help="what changes, in a few words")
    print(f"Read it through and edit it before it is committed: {revise(parser.parse_args().message)}")


if __name__ == "__main__":
    main()
