"""Open sealed values, and ask what was erased."""

from collections.abc import Sequence

from django.conf import settings

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import spoken
from bayline.platform.record.walking import Chain, walked
from bayline.platform.seals.ciphers import home_key, is_sealed, opened, unwrapped
from bayline.platform.seals.models import Key, Tombstone
from bayline.platform.seals.terms import Erasure

ERASED = "〔已删除〕"
LOCKED = "〔打不开〕"  # sealed in another home, or changed
_TOMBSTONES = Chain(
    "seals_tombstone",
    'SELECT c.id, c.digest, c."by", c.recorded, c.subject, c.reason FROM seals_tombstone c',
    2,
)


def unseal(subject: str, text: str) -> str:
    """Open a sealed value; a text that is not sealed is given as it is.

    Returns:
        The value; 〔已删除〕 where the key was destroyed, 〔打不开〕 where it does not fit.
    """
    if not is_sealed(text):
        return text
    key = key_of(subject)
    if key is None:
        return LOCKED if erasure(subject) is None else ERASED
    found = opened(text, subject=subject, key=key)
    return LOCKED if found is None else found


def key_of(subject: str) -> bytes | None:
    """Find the key of a person; None if there is none, or it is wrapped in another home."""
    row = Key.objects.filter(subject=subject).first()
    if row is None:
        return None
    return unwrapped(bytes(row.wrapped), subject=subject, home=home_key(str(settings.SECRET_KEY)))


def keys() -> dict[str, bytes]:
    """Give the keys of all persons by their subject, bare: whoever has them can open the values.

    Raises:
        BaylineError: Some of them were wrapped with another secret key.
    """
    refuse_locked(locked())
    subjects = Key.objects.order_by("pk").values_list("subject", flat=True)
    found = {subject: key_of(subject) for subject in subjects}
    return {subject: key for subject, key in found.items() if key is not None}


def locked() -> tuple[str, ...]:
    """List the persons whose key was wrapped with another secret key than this home has."""
    rows = Key.objects.order_by("pk").values_list("subject", "wrapped")
    home = home_key(str(settings.SECRET_KEY))
    return tuple(
        subject
        for subject, stored in rows
        if unwrapped(bytes(stored), subject=subject, home=home) is None
    )


def refuse_locked(subjects: Sequence[str]) -> None:
    """Refuse to go on where keys do not open, instead of losing what they seal.

    Raises:
        BaylineError: There is at least one.
    """
    if subjects:
        raise BaylineError(
            f"the keys of {len(subjects)} persons, “{subjects[0]}” first, do not open here",
            why="they were wrapped with another secret key than this home has now",
            do="put back the home's secret.key, or set BAYLINE_SECRET_KEY as it was",
            zh=Words(
                f"有{len(subjects)}人的钥匙打不开，第一个是“{subjects[0]}”",
                "存入时用的密钥不是现在这个",
                "请放回原来的secret.key，或把BAYLINE_SECRET_KEY设回原值",
            ),
        )


def faults() -> tuple[str, ...]:
    """Say what is wrong with the tombstones and the keys of this home, in a sentence each."""
    _, broken = walked(_TOMBSTONES)
    try:
        refuse_locked(locked())
    except BaylineError as error:
        return (*broken, spoken(error))
    return broken


def erasure(subject: str) -> Erasure | None:
    """Find the tombstone of a person, if what was known of them was erased."""
    row = Tombstone.objects.filter(subject=subject).order_by("-pk").first()
    return None if row is None else Erasure(row.subject, row.by, row.recorded, row.reason)


def erasures() -> tuple[Erasure, ...]:
    """List all tombstones in order."""
    rows = Tombstone.objects.order_by("pk")
    return tuple(Erasure(row.subject, row.by, row.recorded, row.reason) for row in rows)
