"""How often somebody may try to log in: by the account that is named, and by where it comes from.

Failures are kept in the database, so that a restart forgets nothing and every process counts the
same. What is kept is a keyed hash: neither names that were mistyped nor addresses stand there.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people.models import Failure

WINDOW = timedelta(minutes=15)
_OF_ACCOUNT, _OF_ADDRESS = 10, 50


@transaction.atomic
def admit(account: str, address: str, *, now: datetime) -> tuple[int, ...]:
    """Let a password be looked at, or refuse where too many were wrong lately.

    The attempt counts as a failure until it is forgiven, so that many at once gain nothing. An
    unknown name is counted like a known one, so the answer tells nothing.

    Args:
        account: The name that was typed.
        address: Where it comes from.
        now: The present moment.

    Returns:
        The rows that count this attempt.

    Raises:
        BaylineError: Too many were wrong within the window.
    """
    second, since = int(now.timestamp()), int((now - WINDOW).timestamp())
    Failure.objects.filter(at__lte=since).delete()
    limits = {_hash("account", account): _OF_ACCOUNT, _hash("address", address): _OF_ADDRESS}
    if any(Failure.objects.filter(subject=one).count() >= most for one, most in limits.items()):
        raise _too_many()
    return tuple(Failure.objects.create(subject=one, at=second).pk for one in limits)


def _too_many() -> BaylineError:
    minutes = int(WINDOW.total_seconds()) // 60
    return BaylineError(
        "too many wrong passwords",
        why="whoever guesses must be slow",
        do=f"wait {minutes} minutes, or ask an administrator for a new password",
        zh=Words("密码错得太多", "防止有人猜", f"请过{minutes}分钟再试，或请管理员重设密码"),
    )


def forgive(attempt: tuple[int, ...]) -> None:
    """Let an attempt that was right not count."""
    Failure.objects.filter(pk__in=attempt).delete()


def forget(account: str) -> None:
    """Forget what went wrong with an account, once its owner has come in or has a new password."""
    Failure.objects.filter(subject=_hash("account", account)).delete()


def _hash(kind: str, value: str) -> str:
    key = str(settings.SECRET_KEY).encode()
    return hmac.new(key, f"{kind}:{value}".encode(), sha256).hexdigest()
