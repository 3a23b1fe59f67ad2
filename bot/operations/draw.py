"""`python -m bot draw`: the questions that a recipe draws, for whoever wants to check a draw."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from bot.learning.recipe import FEWEST, Recipe, draw, from_plain
from bot.operations.serve import load_bank
from bot.settings import Settings

HELP = "the questions that a set was drawn with, from its recipe or, of the five of a day, from the date"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("recipe", help="what the bot tells of a set, as JSON; or a date such as 2026-12-01")


async def run(settings: Settings, arguments: Namespace) -> int:
    """Prints a fact and a question to a line, in the order asked; 1 for what is no recipe."""
    try:
        recipe = _read(arguments.recipe)
    except (KeyError, TypeError, ValueError) as error:
        print(f"This is no recipe of a set: {error}")
        return 1
    bank = load_bank(settings)
    print(f"# bank {bank.version}, seed {recipe.seed}")
    for item in draw(bank, recipe):
        print(item.fact_id, item.question_id)
    return 0


def _read(text: str) -> Recipe:
    if text.startswith("{"):
        return from_plain(json.loads(text))
    return Recipe(FEWEST, text, "daily", keeps_order=True)
