"""What one process at a time does for all on a server: a lease by the server's own clock, with an epoch."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import case, func, select, update

from db.engine import Session, insert_into
from db.models import leases


def hold(session: Session, name: str, owner: str, lasting: timedelta) -> int | None:
    """Take the lease if nobody has it, or renew one's own; gives its epoch, or None if another holds it.

    The epoch grows with every new owner. The clock is that of the transaction's beginning: whoever had to
    wait here asks by an older moment and promises less, so two never hold it at once.
    """
    now = func.now()
    fresh = insert_into(session, leases).values(name=name, owner=owner, epoch=1, until=now + lasting)
    is_mine = leases.c.owner == owner
    epoch = case((is_mine, leases.c.epoch), else_=leases.c.epoch + 1)
    taken = fresh.on_conflict_do_update(
        index_elements=["name"],
        set_={"owner": owner, "epoch": epoch, "until": now + lasting},
        where=is_mine | (leases.c.until <= now),
    )
    found: int | None = session.execute(taken.returning(leases.c.epoch)).scalar()
    return found


def is_held(session: Session, name: str, owner: str, epoch: int) -> bool:
    """Whether nobody has taken it over since; and nobody will before this transaction ends."""
    mine = select(leases.c.epoch).where(
        leases.c.name == name, leases.c.owner == owner, leases.c.epoch == epoch
    )
    return session.execute(mine.with_for_update(read=True)).scalar() is not None


def release(session: Session, name: str, owner: str) -> None:
    """Let another take it at once."""
    mine = update(leases).where(leases.c.name == name, leases.c.owner == owner)
    session.execute(mine.values(until=func.now()))
