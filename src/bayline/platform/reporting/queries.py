"""Ask for issued reports, their files, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.record.walking import Chain, walked
from bayline.platform.reporting.models import Issue
from bayline.platform.reporting.models import IssuedFile as Kept
from bayline.platform.reporting.terms import Issued, IssuedFile

CHAIN = Chain(
    "reporting_issue",
    'SELECT c.id, c.digest, c."by", c.recorded, c.identifier, c.template, c.edition, c.title,'
    " c.publication, c.moment, c.facts FROM reporting_issue c",
    2,
)


def issues(*, template: str = "", edition: str = "") -> tuple[Issued, ...]:
    """List issued reports, the latest first.

    Args:
        template: Only those of this template; all if empty.
        edition: Only those of this edition; all if empty.
    """
    rows = Issue.objects.order_by("-recorded", "-pk")
    if template:
        rows = rows.filter(template=template)
    return tuple(map(_issued, rows.filter(edition=edition) if edition else rows))


def issue(identifier: str) -> Issued:
    """Give an issued report by its id.

    Raises:
        BaylineError: There is none.
    """
    row = Issue.objects.filter(identifier=identifier).first()
    if row is None:
        raise BaylineError(
            f"no report “{identifier[:40]}” was issued",
            do="see /reports for those that were",
            zh=Words(f"没有签发过“{identifier[:40]}”", do="已签发的见/reports"),
        )
    return _issued(row)


def earlier_than(found: Issued) -> Issued | None:
    """Give the report of the same template that was issued last before one."""
    rows = Issue.objects.filter(template=found.template, recorded__lt=found.recorded)
    row = rows.order_by("-recorded", "-pk").first()
    return None if row is None else _issued(row)


def bytes_of(found: Issued, name: str) -> bytes:
    """Give the bytes of a file as they were issued.

    Raises:
        BaylineError: The report has no such file.
    """
    rows = Kept.objects.filter(issue__identifier=found.id, name=name)
    data = rows.values_list("data", flat=True).first()
    if data is None:
        raise BaylineError(
            f"no file “{name[:80]}” is in this report",
            do="see its page for those that are",
            zh=Words(f"这份报告没有文件“{name[:80]}”", do="有哪些文件见它的页面"),
        )
    return bytes(data)


def document_of(found: Issued, language: str) -> Mapping[str, Any]:
    """Give a report as it was resolved and issued, in a language or else in its first."""
    names = [one.name for one in found.files if one.form == "json"]
    wanted = f"{found.template}.{language}.json"
    name = wanted if wanted in names else names[0]
    facts: Mapping[str, Any] = orjson.loads(bytes_of(found, name))
    return facts


def faults() -> Iterator[str]:
    """Say in a sentence each what is wrong with issued reports."""
    yield from walked(CHAIN)[1]
    wrong = either("文件与签发时不符", "the file is not what was issued")
    for found in issues():
        stated = {one.name: one.sha256 for one in found.files}
        rows = Kept.objects.filter(issue__identifier=found.id)
        read = rows.values_list("name", "data")
        read = rows.values_list("name", "data")
        kept = {name: sha256(bytes(data)).hexdigest() for name, data in read}
        for name in sorted({*stated, *kept}):
            if stated.get(name) != kept.get(name):
                yield f"reporting_issuedfile {found.id}, {name}: {wrong}"


def _issued(row: Issue) -> Issued:
    facts = orjson.loads(row.facts)
    return Issued(
        id=row.identifier,
        template=row.template,
        edition=row.edition,
        title=row.title,
        publication=row.publication,
        moment=row.moment,
        facts=facts,
        files=tuple(IssuedFile(**one) for one in facts["files"]),
        by=row.by,
        recorded=row.recorded,
    )
