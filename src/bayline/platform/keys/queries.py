"""Ask for keys, and for whoever shows one."""

import hmac
import re
from base64 import b64decode
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.instants import moment
from bayline.platform.keys import models
from bayline.platform.keys.terms import Key, KeyRefusedError, Scope
from bayline.platform.people.terms import Grant, Role, Visitor

PREFIX = "bl_"
_SHOWN = re.compile(r"bl_([0-9a-z]{10})_([0-9A-Za-z_-]{43})")
_ROLES = {Scope.READ: Role.VIEWER, Scope.WRITE: Role.CLERK}


def made_keys() -> list[Key]:
    """List all keys, those made last first."""
    return [_key(row) for row in models.Key.objects.order_by("-made", "id")]


def key(identifier: str) -> Key:
    """Give a key by its public part.

    Raises:
        BaylineError: There is none.
    """
    row = models.Key.objects.filter(pk=identifier).first()
    if row is None:
        raise BaylineError(
            f"no key “{identifier[:40]}”",
            do="see the list of keys",
            zh=Words(f"没有钥匙“{identifier[:40]}”", do="请看钥匙列表"),
        )
    return _key(row)


def visitor_of_key(header: str, at: datetime) -> Visitor | None:
    """Give whoever shows a key.

    That it was used on a day is noted once on that day.

    Args:
        header: The header `Authorization` of a request; empty where it has none.
        at: The present moment.

    Returns:
        The visitor, named after the organisation and the key; None where no key is shown.

    Raises:
        KeyRefusedError: A key is shown that does not work, or something else than a key.
    """
    if not header:
        return None
    found = _working(header, at)
    if found.scope is Scope.FEED:
        raise _refused(None, timezone.localdate(at))
    role = _ROLES[found.scope]
    grants = (Grant(role=role, organisation=found.organisation),)
    return Visitor(name=f"{found.organisation}（{found.name}）", grants=grants)


def holder_of_feed(shown: str, at: datetime) -> Key:
    """Give the key of feeds that stands in an address.

    Args:
        shown: The key.
        at: The present moment.

    Raises:
        KeyRefusedError: It does not work, or is no key of feeds.
    """
    found = _working(f"Bearer {shown}", at)
    if found.scope is not Scope.FEED:
        raise _refused(None, timezone.localdate(at))
    return found


def _working(header: str, at: datetime) -> Key:
    found, today = _shown(header), timezone.localdate(at)
    if found is None or not found.works(today):
        raise _refused(found, today)
    if found.used != today:
        models.Key.objects.filter(pk=found.id).update(used=today)
    return found


# Asked with every request of a program; in words, since putting them together takes as long as all
# else of an answer that is known.
_ASKED = (
    "SELECT digest, id, name, organisation, scope, made, made_by, expires, revoked, used"
    " FROM keys_key WHERE id = %s"
)


def _secret(header: str) -> str:
    """Give what is shown as a key: behind Bearer, or, as forms of phones do, as a password."""
    scheme, _space, rest = header.partition(" ")
    if scheme.lower() == "basic":
        try:
            return b64decode(rest, validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return rest.strip() if scheme.lower() == "bearer" else ""


def _shown(header: str) -> Key | None:
    parts = _SHOWN.fullmatch(_secret(header))
    if parts is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [parts[1]])
        row = cursor.fetchone()
    if row is None or not hmac.compare_digest(row[0], digest_of(parts[2])):
        return None
    return _built(tuple(row[1:]))


@lru_cache(maxsize=256)
def _built(row: tuple[Any, ...]) -> Key:
    """Give the key that a row tells; a program shows the same one again and again."""
    identifier, name, organisation, scope, made, made_by, expires, revoked, used = row
    return Key(
        id=identifier,
        name=name,
        organisation=organisation,
        scope=Scope(scope),
        made=moment(made),
        made_by=made_by,
        expires=expires,
        revoked=None if revoked is None else moment(revoked),
        used=used,
    )


def digest_of(secret: str) -> str:
    """Hash the secret part of a key."""
    return sha256(secret.encode()).hexdigest()


def _refused(found: Key | None, today: date) -> KeyRefusedError:
    if found is None:
        return KeyRefusedError(
            "the key is not known",
            why="it is incomplete, or another home made it",
            do="send Authorization: Bearer bl_… with a key of this home",
            zh=Words(
                "不认识这把钥匙",
                "它不完整，或是别处的",
                "请用本处发的钥匙：Authorization: Bearer bl_…",
            ),
        )
    ended = found.expires is not None and found.expires <= today
    return KeyRefusedError(
        f"the key {found.id} no longer works",
        why=f"it ended on {found.expires}" if ended else "it was taken back",
        do="ask the administrators for a new one",
        zh=Words(
            f"钥匙{found.id}已失效",
            f"有效期到{found.expires}为止" if ended else "已被收回",
            "请向管理员要一把新的",
        ),
    )


def _key(row: models.Key) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        organisation=row.organisation,
        scope=Scope(row.scope),
        made=row.made,
        made_by=row.made_by,
        expires=row.expires,
        revoked=row.revoked,
        used=row.used,
    )
