"""Note what happens to the way to a partner."""

from datetime import datetime

from bayline.platform.transport import models
from bayline.platform.transport.rules import SHOWN_SKEW_S, pause_after
from bayline.platform.transport.terms import Fault, Standing

_LONGEST = 300
DIFFERS = "differs"


def note(partner: str | None, word: str, *, at: datetime, detail: str = "", by: str = "") -> None:
    """Write down that something happened."""
    models.Note.objects.create(
        partner_id=partner, at=at, word=word, detail=detail[:_LONGEST], by=by
    )


def note_differing(partner: str, conversation: str, *, at: datetime, by: str) -> None:
    """Note that a conversation is not alike on both sides, once until they are compared again."""
    rows = models.Note.objects.filter(partner=partner, word__in=("compared", DIFFERS))
    since = rows.filter(word="compared").order_by("-pk").values_list("pk", flat=True).first() or 0
    if not rows.filter(word=DIFFERS, detail=conversation, pk__gt=since).exists():
        note(partner, DIFFERS, at=at, detail=conversation, by=by)


def note_fault(partner: str, fault: Fault, *, at: datetime, detail: str = "") -> None:
    """Note a try in vain, and when the next one is; the log tells only when the reason changes."""
    row = models.Partner.objects.select_for_update().get(pk=partner)
    if row.fault != fault.value:
        note(partner, fault.value, at=at, detail=detail)
    row.fault, row.detail = fault.value, detail[:_LONGEST]
    row.failures += 1
    row.tried = at
    row.next_try = at + pause_after(row.failures)
    row.save(update_fields=["fault", "detail", "failures", "tried", "next_try"])


def note_contact(partner: str, *, at: datetime, skew_s: int) -> None:
    """Note that a partner has signed for something, with how its clock stands."""
    skew = skew_s if abs(skew_s) >= SHOWN_SKEW_S else 0
    models.Partner.objects.filter(pk=partner).update(contact=at, tried=at, skew_s=skew)


def note_free_way(partner: str, *, at: datetime) -> None:
    """Note that nothing is in the way any more; the log tells only where something was."""
    was = models.Partner.objects.select_for_update().get(pk=partner)
    if was.fault:
        note(partner, "contact", at=at)
    models.Partner.objects.filter(pk=partner).update(fault="", detail="", failures=0)


def plan_try(partner: str, *, at: datetime | None) -> None:
    """Plan when a partner is tried next; None where nothing waits."""
    models.Partner.objects.filter(pk=partner).update(next_try=at)


def ask_for_try(partner: str, *, at: datetime) -> None:
    """Have a partner tried as soon as can be, unless it is known not to answer."""
    waiting = models.Partner.objects.filter(
        pk=partner, standing=Standing.ACTIVE.value, next_try__isnull=True
    )
    waiting.exclude(address="").update(next_try=at)
