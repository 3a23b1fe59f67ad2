"""What learners typed is kept sealed: a name on a certificate, the words of a report.

The key is DATA_KEY, or else a file beside the database that only its owner can read. Telegram's terms for
bots (4.4) ask for encryption at rest with the key kept elsewhere: so it never goes into a backup.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

log = logging.getLogger(__name__)

KEY_FILE = "data.key"
_OWNER_ONLY = 0o600


class UnusableKey(Exception):
    """The key cannot be read or made; ``str`` says what to do."""


class Vault:
    """Seals texts with the first of some keys (32 bytes, URL-safe base64), opens what any of them sealed."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = MultiFernet([Fernet(key) for key in keys])
        self._raw = [base64.urlsafe_b64decode(key) for key in keys]
        self.fingerprints = [hashlib.sha256(key.encode()).hexdigest()[:16] for key in keys]
        """Of the keys, in their order: they tell keys apart, and nobody finds a key by one."""

    def seal(self, text: str) -> str:
        return self._keys.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """The text; None if it was sealed with a key that is gone."""
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeError):
            log.warning("what a learner typed cannot be read: it was sealed with a key that is not here")
            return None

    def mark(self, text: str) -> str:
        """64 characters that are the same for the same text and tell nothing of it without the first key."""
        return hmac.new(self._raw[0], b"mark " + text.encode(), hashlib.sha256).hexdigest()

    def administrator(self, person_id: int) -> str:
        """What stands for an administrator where their acts are kept."""
        return self.mark(f"admin {person_id}")[:12]

    def sign(self, chat_id: int) -> str:
        """What stands for a person or chat in the log: 10 characters that lead to nobody without the key."""
        return self.signs(chat_id)[0]

    def signs(self, chat_id: int) -> list[str]:
        """The same by each of the keys, since an older log was written under an older one."""
        text = f"sign {chat_id}".encode()
        return [hmac.new(key, text, hashlib.sha256).hexdigest()[:10] for key in self._raw]


def open_vault(keys: Sequence[str], directory: Path) -> Vault:
    """The vault of these keys; without any, of the key in ``directory``, made there if there is none.

    Raises UnusableKey.
    """
    return Vault(keys or [_read_key(directory / KEY_FILE)])


def _read_key(file: Path) -> str:
    try:
        with _alone_in(file.parent):
            if not file.exists():
                _make_key(file)
    except OSError as error:
        raise UnusableKey(
            f"The key file {file} cannot be made ({error.strerror}). Make room on its disk and let the user "
            "this program runs as write in its directory, or set DATA_KEY."
        ) from error
    try:
        if file.stat().st_mode & 0o077:
            log.warning("%s could be read by others; now only its owner can", file)
            file.chmod(_OWNER_ONLY)
        key = file.read_text(encoding="ascii").strip()
        Fernet(key)
    except (OSError, ValueError) as error:
        raise UnusableKey(
            f"The key in {file} cannot be used ({error}). Put back the file from when it worked, or set "
            "DATA_KEY; only if it is lost for good, delete it: then names on certificates and the words of "
            "reports are lost too."
        ) from error
    return key


@contextmanager
def _alone_in(directory: Path) -> Iterator[None]:
    """No other process makes a key in this directory meanwhile: of two, one would seal what is lost."""
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_key(file: Path) -> None:
    """Whole or not at all: a kill must not leave half a key behind."""
    partial = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(Fernet.generate_key() + b"\n")
            written.flush()
            os.fsync(written.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
