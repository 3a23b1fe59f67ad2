"""Facts and subscribers in any number, for tests of what goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.services import subscriptions
from bot.services.subscriptions import Wish
from content.model import Bank, Choice, Era, Fact, Option, Source, Text
from content.partial_date import PartialDate
from db.engine import Database
from db.models import deliveries

EIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 08:00 in Dushanbe
DUE = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)  # 08:30 in Dushanbe, when these subscribers have their fact


def bank_of(fact_ids: Sequence[str]) -> Bank:
    """A bank of facts that say nothing but their ids."""
    era = Era(id="era", title=_text("Era"), introduction=_text("Era"))
    source = Source(id="source", title="Source", publisher="Source", url="https://example.org/")
    return Bank(
        id="numbers",
        version="1",
        title=_text("Numbers"),
        greeting=_text("Numbers"),
        description=_text("Numbers"),
        eras=(era,),
        sources=(source,),
        facts=tuple(_fact(fact_id) for fact_id in fact_ids),
    )


def _fact(fact_id: str) -> Fact:
    options = (Option(key="right", text=_text("Yes")), Option(key="no", text=_text("No")))
    return Fact(
        id=fact_id,
        era="era",
        when=PartialDate("1994"),
        level="core",
        statement=_text(fact_id),
        sources=("source",),
        questions=(Choice(id="question", ask=_text("Is it?"), options=options),),
    )


def _text(text: str) -> Text:
    return Text(en=text, ru=text, tg=text)


async def subscribe_all(database: Database, chat_ids: Iterable[int], now: datetime = EIGHT) -> None:
    """Subscribe each chat to a fact at 08:30 in Dushanbe."""
    with database.begin() as session:
        for chat_id in chat_ids:
            subscriptions.subscribe(
                session, Wish(chat_id, "en", "Asia/Dushanbe", "08:30", learner_id=chat_id), now
            )


async def rows(database: Database, *names: str) -> list[tuple[Any, ...]]:
    """Columns of all deliveries, in the order in which they were planned."""
    with database.begin() as session:
        statement = select(*(deliveries.c[name] for name in names)).order_by(deliveries.c.id)
        return [tuple(row) for row in session.execute(statement)]
