"""Why the database cannot be used: each error's text is a sentence for the operator that says what to do."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class Busy(Exception):
    """No act could begin in time: others hold the database."""


class CannotStart(Exception):
    """The program must end before it serves anyone; nothing in the database was changed."""


class UnusableDatabase(CannotStart):
    """There is no database of ours at DATABASE_URL, nor room to make one."""


class Damaged(CannotStart):
    """A part of the database reads back as nothing that was ever written there."""


class ReadOnly(Exception):
    """The server takes no changes just now: it has become, or has not yet become, the first of several."""


UNAVAILABLE = (OperationalError, NoConnectionFree, Busy, Damaged, ReadOnly)
"""What a database raises that cannot be used just now, or not before it is restored."""


class NewerDatabase(CannotStart):
    """A newer version of the program has already changed the tables."""


class OtherBank(CannotStart):
    """What was answered in this database belongs to the facts of another bank."""


class BackupFailed(CannotStart):
    """The copy before a migration could not be made or does not read back whole."""


class AlreadyRunning(CannotStart):
    """Another process holds this database."""


class CannotRestore(CannotStart):
    """The copy cannot take the place of the database, or must not without being told to."""


class CannotMove(CannotStart):
    """The rows cannot be carried over into the other database."""
