"""What was acknowledged by subscribers, in a small file each, at once and without the database."""

import os
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from bayline.systems.produce.queries.subscribing import digest_of

_RECORD = 64  # bytes


class Noted(NamedTuple):
    """What the file of a subscription says.

    Attributes:
        done: The number of the last event that was acknowledged, or did not fit.
        sending: That of the last event of the delivery that was on its way.
    """

    done: int
    sending: int


class Notes:
    """The file of a subscription; one write of a few bytes, which is there once it was made."""

    def __init__(self, name: str) -> None:
        self._file = Path(settings.HOME) / "subscriptions" / name

    def read(self) -> Noted | None:
        """Read it; None if there is none, or the events of this home are not those it speaks of."""
        try:
            done, sending, mark = self._file.read_bytes()[:_RECORD].decode().split()
            noted = Noted(int(done), int(sending))
        except (OSError, ValueError):
            return None
        return noted if mark_of(noted.done) == mark else None

    def write(self, done: int, sending: int, mark: str, *, is_final: bool = False) -> None:
        """Say how far it is; what is final survives a power cut too."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(target, f"{done:020d} {sending:020d} {mark}\n".encode(), 0)
            if is_final:
                os.fsync(target)
        finally:
            os.close(target)

    def remove(self) -> None:
        """Take it away with its subscription."""
        self._file.unlink(missing_ok=True)


def mark_of(number: int) -> str:
    """Give the beginning of the digest of an event, by which its home is known again."""
    return digest_of(number)[:16].ljust(16, "-")
