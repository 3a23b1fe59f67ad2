"""The time zone of a place on earth, looked up on this machine; the place itself is kept nowhere."""

from __future__ import annotations

import asyncio


async def zone_at(latitude: float, longitude: float) -> str:
    """Its name, in degrees north and east; empty where there is none."""
    return await asyncio.to_thread(_look_up, latitude, longitude)


def _look_up(latitude: float, longitude: float) -> str:
    # Imported only here: few share where they are, and the borders of all zones are dear to load.
    import tzfpy

    return tzfpy.get_tz(longitude, latitude)
