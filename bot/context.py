"""What a handler has at hand: the house, the moment, and a way to show a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.settings import Settings
from bot.texts import Catalogues
from content.model import Bank
from db.engine import Database

Clock = Callable[[], datetime]
"""Gives the present moment, aware UTC. The playground and the tests turn it by hand."""


@dataclass
class House:
    """Everything the running bot is made of; one per process, wired in bot.app."""

    settings: Settings
    database: Database
    bank: Bank  # replaced when the playground picks up saved content
    texts: Catalogues
    clock: Clock
