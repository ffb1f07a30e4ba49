"""Mail in plain text: what changed since the last report, and what is overdue, by owner."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.reporting import queries
from bayline.platform.reporting.subscribing import Due, changes_since_last, overdue, today_of

SETTING, SENDER = "BAYLINE_SMTP_URL", "BAYLINE_MAIL_FROM"
_SHOWN = 40
_SCHEMES = ("smtp", "smtps", "smtp+starttls")


def mail_text(*, now: datetime, owner: str = "", english: bool) -> tuple[str, str]:
    """Write the mail: its subject and its text.

    Args:
        now: The present moment.
        owner: Only the promises of this owner; all if empty.
        english: Whether it is in English.
    """
    day = today_of(now).isoformat()
    late = [one for one in overdue(today_of(now)) if not owner or one.owner == owner]
    subject = (
        f"Bayline {day}: {len(late)} overdue" if english else f"Bayline {day}：逾期{len(late)}项"
    )
    lines = [*_changed(english=english), "", *_late(late, english=english)]
    return subject, "\n".join(lines).strip() + "\n"


def _changed(*, english: bool) -> Iterator[str]:
    latest = next(iter(queries.issues()), None)
    if latest is None:
        yield "No report has been issued." if english else "还没有签发过报告。"
        return
    found = changes_since_last(latest, language="en" if english else "zh")
    yield (
        f"Latest report: {latest.title}, snapshot {latest.publication}"
        if english
        else f"最近签发：{latest.title}，快照{latest.publication}"
    )
    yield (
        f"Figures that changed since the report before: {len(found)}"
        if english
        else f"与上期相比变化的数字：{len(found)}个"
    )
    for one in found[:_SHOWN]:
        yield f"  {one.about}: {one.old or '—'} → {one.new or '—'} ({one.why})"


def _late(late: Sequence[Due], *, english: bool) -> Iterator[str]:
    if not late:
        yield "Nothing is overdue." if english else "没有逾期的事项。"
        return
    yield f"Overdue: {len(late)}" if english else f"逾期：{len(late)}项"
    nobody = "nobody named" if english else "未写责任方"
    for owner, each in groupby(late, key=lambda one: one.owner):
        yield f"{owner or nobody}"
        yield from (f"  {one.day.isoformat()}  {one.title}" for one in each)


def send(subject: str, text: str, *, to: Sequence[str]) -> None:
    """Send a mail by the server that the setting `BAYLINE_SMTP_URL` names.

    Raises:
        BaylineError: No server is set, the setting is none, or the server does not take it.
    """
    from django.core.mail import EmailMessage, get_connection

    server = _server(os.environ.get(SETTING, ""))
    sender = os.environ.get(SENDER, "") or "bayline@localhost"
    try:
        message = EmailMessage(subject, text, sender, [*to], connection=get_connection(**server))
        message.send()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the mail was not sent",
            where=str(server["host"]),
            why=str(error) or type(error).__name__,
            do=f"check {SETTING}, or print it with --print",
            zh=Words("邮件没有发出", str(error), f"请核对{SETTING}，或用--print打印"),
        ) from None


def _server(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise BaylineError(
            f"“{parts.hostname or ''}” is no mail server",
            where=SETTING,
            do="write it like smtp+starttls://user:password@mail.example:587, or use --print",
            zh=Words(
                f"“{parts.hostname or ''}”不是邮件服务器",
                do="请写成smtp+starttls://user:password@mail.example:587这样，或用--print",
            ),
        )
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+starttls",
        "timeout": 20,
    }
