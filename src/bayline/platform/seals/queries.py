"""Open sealed values, and ask what was erased."""

from django.conf import settings

from bayline.platform.seals.ciphers import home_key, is_sealed, opened, unwrapped
from bayline.platform.seals.models import Key, Tombstone
from bayline.platform.seals.terms import Erasure

ERASED = "〔已删除〕"
LOCKED = "〔打不开〕"  # sealed in another home, or changed


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
    """Give the keys of all persons by their subject, bare: whoever has them can open the values."""
    subjects = Key.objects.order_by("pk").values_list("subject", flat=True)
    found = {subject: key_of(subject) for subject in subjects}
    return {subject: key for subject, key in found.items() if key is not None}


def erasure(subject: str) -> Erasure | None:
    """Find the tombstone of a person, if what was known of them was erased."""
    row = Tombstone.objects.filter(subject=subject).order_by("-pk").first()
    return None if row is None else Erasure(row.subject, row.by, row.recorded, row.reason)


def erasures() -> tuple[Erasure, ...]:
    """List all tombstones in order."""
    rows = Tombstone.objects.order_by("pk")
    return tuple(Erasure(row.subject, row.by, row.recorded, row.reason) for row in rows)
