"""The time zones there are: those of the tzdata that is shipped with the program, and no others."""

from __future__ import annotations

import logging
import zoneinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

log = logging.getLogger(__name__)

# Not the machine's own data: it differs from one machine to the next, and with every upgrade of theirs.
zoneinfo.reset_tzpath(())

NAMES = frozenset(resources.files("tzdata").joinpath("zones").read_text().split()) - {"Factory"}


@cache
def zone_of(name: str) -> ZoneInfo:
    """A zone by its name; one that the zone data no longer has is as good as UTC, so that nothing fails."""
    if name in NAMES:
        return ZoneInfo(name)
    log.warning("the zone data has no %s; UTC stands for it", name)
    return ZoneInfo("UTC")
