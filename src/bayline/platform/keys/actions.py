"""Make keys and take them back."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.keys import models, queries
from bayline.platform.keys.terms import Key

_LONGEST = 100
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
_LENGTH = 10


class Made(NamedTuple):
    """A new key, and the words that a program shows; these are given once."""

    key: Key
    shown: str


@transaction.atomic
def create(wanted: Key) -> Made:
    """Make a key.

    Args:
        wanted: What it is for, whose it is, what it may do, until when; its id is made here.

    Raises:
        BaylineError: It has no name or no organisation, or ends before it begins.
    """
    identifier = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    secret = secrets.token_urlsafe(32)
    made = replace(
        wanted,
        id=identifier,
        name=_line(wanted.name, "name", "用途"),
        organisation=_line(wanted.organisation, "organisation", "单位"),
        made_by=_line(wanted.made_by, "maker", "经办人"),
    )
    if not made.works(made.made.date()):
        raise _ended(made)
    models.Key.objects.create(
        id=made.id,
        digest=queries.digest_of(secret),
        name=made.name,
        organisation=made.organisation,
        scope=made.scope.value,
        made=made.made,
        made_by=made.made_by,
        expires=made.expires,
    )
    return Made(made, f"{queries.PREFIX}{identifier}_{secret}")


def _line(words: str, what: str, zh: str) -> str:
    line = one_line(words, _LONGEST)
    if not line:
        raise BaylineError(
            f"the key has no {what}",
            why="whoever finds it in the list must know whose it is and what it is for",
            do="write it",
            zh=Words(f"没有写{zh}", "日后要看得出钥匙是谁的、做什么用", "请填写"),
        )
    return line


def _ended(made: Key) -> BaylineError:
    return BaylineError(
        f"the key would have ended on {made.expires}",
        why="that day is past",
        do="give a later day, or none",
        zh=Words(f"有效期{made.expires}已过", do="请写以后的日期，或不写"),
    )


@transaction.atomic
def revoke(identifier: str, *, at: datetime) -> Key:
    """Take a key back, from now on; one that was taken back stays so.

    Raises:
        BaylineError: There is no such key.
    """
    found = queries.key(identifier)
    models.Key.objects.filter(pk=identifier, revoked__isnull=True).update(revoked=at)
    return found if found.revoked else replace(found, revoked=at)
