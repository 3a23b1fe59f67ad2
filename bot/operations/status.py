"""`python -m bot status`: how the running bot does, in a few lines."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.operations.loopback import address_of, ask
from bot.operations.seeing import STATUS
from bot.settings import Settings

HELP = "how the running bot does, in a few lines; 1 if it is ill or none answers"


def add_arguments(_: ArgumentParser) -> None:
    """There are none."""


async def run(settings: Settings, _: Namespace) -> int:
    """Gives 0 while the bot serves, else 1."""
    is_well, told = await ask(settings, STATUS)
    print(f"no bot answers at {address_of(settings)}\n" if told is None else told, end="")
    return 0 if is_well else 1
