"""Only the imports that a bot of this kind cannot do without: what start and memory are compared with."""

from __future__ import annotations

import signal

import alembic  # noqa: F401
import apscheduler  # type: ignore[import-untyped]  # noqa: F401
import sqlalchemy  # noqa: F401
import telegram.ext  # noqa: F401

print("imported", flush=True)
signal.pause()
