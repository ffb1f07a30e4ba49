"""`bayline produce certificate`: issues the certificate of a batch and prints it."""

from datetime import UTC, date, datetime

from django.utils import timezone

from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.produce.actions.certifying import issue
from bayline.systems.produce.commands.files import keep
from bayline.systems.produce.pages.certificate_pdf import pdf_of
from bayline.systems.produce.queries.certificates import rules
from bayline.systems.produce.queries.certifying import drafted
from bayline.systems.produce.rules.certificates import check_certificate
from bayline.systems.produce.rules.labels import lot_of


def show(lot: str, *, output: str, by: str, day: str, at: str, **typed: str) -> None:
    """Issue a certificate and write it into a file.

    Raises:
        BaylineError: The batch is unknown or needs none, or a field is missing.
    """
    now = datetime.now(UTC)
    on = date.fromisoformat(day) if day else timezone.localdate(now)
    asked = drafted(lot_of(lot), day=on, typed=typed)
    rule = check_certificate(rules(), asked)
    made = issue(asked, by=by, at=now)
    keep(output, pdf_of(made, rule, origin=at.rstrip("/"), at=now))
    complain(
        either(f"合格证{made.number}，写在{output}", f"certificate {made.number} is in {output}")
    )
