"""Issues certificates of batches; what was issued stays, and another one takes its place."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.produce.actions.acting import keep_act
from bayline.systems.produce.queries.acts import CERTIFICATE, count_subjects
from bayline.systems.produce.queries.certificates import rules
from bayline.systems.produce.rules.certificates import Certificate, check_certificate


@transaction.atomic
def issue(asked: Certificate, *, by: str, at: datetime) -> Certificate:
    """Issue a certificate.

    Raises:
        BaylineError: Nobody is named, or the rule of its day asks for more than it says.
    """
    if not by.strip():
        raise BaylineError(
            "nobody is named who issues it here",
            do="name who does",
            zh=Words("没有写谁办的", do="请写明"),
        )
    check_certificate(rules(), asked)
    take_turn()
    number = f"HGZ{timezone.localtime(at):%y%m%d}-{count_subjects(CERTIFICATE) + 1:04d}"
    told = {
        "number": number,
        "lot": asked.lot,
        "name": asked.name,
        "quantity": f"{asked.quantity:f}",
        "origin": asked.origin,
        "date": f"{asked.day}",
        "issuer": asked.issuer,
        "contact": asked.contact,
    }
    keep_act(CERTIFICATE, number, told, lot=asked.lot, by=by.strip(), at=at)
    return asked._replace(number=number)
