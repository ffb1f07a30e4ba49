"""Seal values, and erase what is known of a person."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.platform.seals import queries
from bayline.platform.seals.ciphers import closed, home_key, is_sealed, wrapped
from bayline.platform.seals.models import Key, Tombstone
from bayline.platform.seals.terms import Erasure

_NONCE, _KEY = 12, 32


def _keep(subject: str, key: bytes) -> None:
    home = home_key(str(settings.SECRET_KEY))
    stored = wrapped(key, subject=subject, home=home, nonce=os.urandom(_NONCE))
    Key.objects.create(subject=subject, wrapped=stored)


@transaction.atomic
def restore_keys(keys: Mapping[str, bytes]) -> None:
    """Take over the keys of another home, so that what was sealed there opens here."""
    for subject, key in keys.items():
        if queries.erasure(subject) is None and not Key.objects.filter(subject=subject).exists():
            _keep(subject, key)


@transaction.atomic
def restore_erasures(erasures: Iterable[Erasure]) -> None:
    """Take over the tombstones of another home."""
    take_turn()
    for one in erasures:
        _entomb(one)


def _entomb(one: Erasure) -> None:
    how = (one.by, microseconds(one.recorded))
    digest = linked(last_digest(Tombstone), content_hash((one.subject, one.reason)), how=how)
    Tombstone.objects.create(
        subject=one.subject, reason=one.reason, by=one.by, recorded=one.recorded, digest=digest
    )
    move_head(Tombstone, rows=1, digest=digest)


def _empty_log() -> None:
    """Clear the write-ahead log, in which the old page of the key may still stand."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def seal(subject: str, text: str) -> str:
    """Seal a value with the key of the person it is about; the key is made with the first value.

    Args:
        subject: Whom it is about.
        text: The value; one that is sealed already stays as it is.

    Raises:
        BaylineError: What was known of this person has been erased, or is sealed with a key that
            does not open here.
    """
    if is_sealed(text):
        return text
    if queries.erasure(subject) is not None:
        raise BaylineError(
            f"what was known of “{subject}” has been erased",
            why="new values under the same name would undo it",
            do="enter the person under a new key",
            zh=Words(
                f"“{subject}”的个人信息已按要求删除", "再存入等于没有删", "请用新的编号另立一条"
            ),
        )
    key = queries.key_of(subject)
    if key is None:
        queries.refuse_locked([subject] if Key.objects.filter(subject=subject).exists() else [])
        key = os.urandom(_KEY)
        _keep(subject, key)
    return closed(text, subject=subject, key=key, nonce=os.urandom(_NONCE))


@transaction.atomic
def erase(subject: str, *, by: str, at: datetime, reason: str) -> None:
    """Destroy the key of a person, so that none of their values opens again; a tombstone stays.

    Args:
        subject: Whose values.
        by: Who does it.
        at: When.
        reason: On whose wish or by which rule.

    Raises:
        BaylineError: Nothing is sealed under this name, or name or reason are missing.
    """
    take_turn()
    if not shows(by) or not shows(reason):
        raise BaylineError(
            "an erasure without a name and a reason",
            why="the tombstone says on whose word it was done",
            do="give both",
            zh=Words("删除没有写经办人或原因", "要留下是谁按什么要求删的", "请都填上"),
        )
    if not Key.objects.filter(subject=subject).exists():
        raise BaylineError(
            f"nothing personal is kept of “{subject}”",
            why="it never was, or it has been erased already",
            do="look at its history",
            zh=Words(f"没有存“{subject}”的个人信息", "从未存过，或已经删除", "请看它的经过"),
        )
    Key.objects.filter(subject=subject).delete()
    _entomb(Erasure(subject, by, at, reason))
    transaction.on_commit(_empty_log)
