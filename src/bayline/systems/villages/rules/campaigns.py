"""Campaigns as a region writes them down, and how many of how many villages they reach.

A number of all villages that no source gives stays unknown: 68 of N is said as that, and no share
is computed from an N of another source.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from bayline.kernel.errors import Words
from bayline.kernel.periods import Period, parse_if
from bayline.platform.registers.declaring.tables import Option
from bayline.systems.villages.rules.declaring import (
    OFFICES,
    TABLE,
    TABLES,
    TEXT,
    WANTED,
    WHOLE,
    Table,
    is_said,
    table_of,
)
from bayline.systems.villages.terms.campaigns import Batch, Campaign

_QUOTA = re.compile(r"(\d{1,4})\s*个?村?")
_MOST = 10_000
EXPECTED = "预计"
_TOP = {
    "code": TEXT,
    "title": WANTED,
    "title_en": TEXT,
    "note": TEXT,
    "note_en": TEXT,
    "of_all": WHOLE,
    "signed_by": OFFICES,
    "source": TABLE._replace(needed=True),
    "item": TABLES._replace(needed=True),
}
_SOURCE = {"document": WANTED, "quote": TEXT}
_BATCH = {
    "code": WANTED,
    "name": WANTED,
    "name_en": TEXT,
    "villages": Option((str, int), "a number such as 30个", "30个这样的数"),
    "quote": TEXT,
    "start": TEXT,
    "acceptance": TEXT,
    "status": TEXT,
}


def campaign_of(toml_bytes: bytes, *, where: str, code: str = "campaign") -> Campaign:
    """Read a campaign as region packs write it.

    Args:
        toml_bytes: The file, in UTF-8.
        where: Its name, for refusals.
        code: How events call the campaign where the file does not say.

    Raises:
        BaylineError: Something in it is malformed; the sentence names file, line and key.
    """
    top = table_of(toml_bytes, where=where)
    top.check(_TOP)
    source = top.table("source")
    if source is not None:
        source.check(_SOURCE)
    campaign = Campaign(
        code=top.text("code", code),
        title=top.text("title"),
        title_en=top.text("title_en") or top.text("title"),
        batches=tuple(map(_batch, top.rows("item"))),
        of_all=top.found.get("of_all"),
        note=top.text("note"),
        note_en=top.text("note_en"),
        source=source.text("document") if source is not None else "",
        signed_by=_offices(top),
    )
    top.refuse_twice("code", top.rows("item"))
    _refuse_more_than_all(campaign, top)
    return campaign


def _offices(top: Table) -> tuple[str, ...]:
    """Give the offices that sign acceptances."""
    found = [one.strip() if isinstance(one, str) else "" for one in top.found.get("signed_by", ())]
    if not all(map(is_said, found)):
        top.refuse(
            "signed_by",
            Words("signed_by holds something that is no office", "", "write offices in quotes"),
            Words("signed_by里有的不是职务", "", "请写引号里的职务"),
        )
    return (*found,)


def _batch(row: Table) -> Batch:
    row.check(_BATCH)
    start, acceptance = _period(row, "start"), _period(row, "acceptance")
    if start and acceptance and acceptance.last and start.start and acceptance.last < start.start:
        row.refuse(
            "acceptance",
            Words(
                f"batch “{row.text('code')}” is accepted by {acceptance.last}, before it starts",
                f"it starts {start.edtf}",
                "correct one of them",
            ),
            Words(
                f"“{row.text('name')}”到{acceptance.last}验收，早于开始",
                f"{start.edtf}才开始",
                "请改正其中一个",
            ),
        )
    return Batch(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en") or row.text("name"),
        quota=_quota(row),
        start=start,
        acceptance=acceptance,
        is_expected=row.text("status") == EXPECTED,
    )


def _period(row: Table, key: str) -> Period | None:
    text = row.text(key)
    found = parse_if(text) if text else None
    if text and found is None:
        row.refuse(
            key,
            Words(f"{key} “{text}” is no date", "", "write it like 2021-12 or 2021-12-31"),
            Words(f"{key}“{text}”不是日期", "", "请写成2021-12或2021-12-31"),
        )
    return found


def _quota(row: Table) -> int | None:
    text = row.text("villages")
    if not text:
        return None
    found = _QUOTA.fullmatch(text)
    if found is None or int(found[1]) == 0:
        row.refuse(
            "villages",
            Words(f"villages “{text}” is no number of villages", "", "write it like 30个"),
            Words(f"villages“{text}”不是村数", "", "请写成30个"),
        )
    return int(found[1])


def _refuse_more_than_all(campaign: Campaign, top: Table) -> None:
    reached = sum(one.quota or 0 for one in campaign.batches)
    if campaign.of_all is not None and not reached <= campaign.of_all <= _MOST:
        top.refuse(
            "of_all",
            Words(
                f"the batches have {reached} villages, and there are {campaign.of_all} in all",
                "a village is in one batch",
                "correct one of them",
            ),
            Words(
                f"各批合计{reached}个村，全部却只有{campaign.of_all}个",
                "一个村只在一批",
                "请改正其中一个",
            ),
        )


class Reach(NamedTuple):
    """How many villages a campaign reaches, of how many; None and no share where nobody says."""

    villages: int | None
    of_all: int | None
    share: Fraction | None
    sentence: str
    zh: str


def reach(campaign: Campaign) -> Reach:
    """Say how many of how many villages the batches of a campaign have."""
    quotas = [one.quota for one in campaign.batches]
    if None in quotas:
        return Reach(
            None,
            campaign.of_all,
            None,
            "the number of villages is not stated for every batch",
            "有的批次没有写明村数",
        )
    villages = sum(one or 0 for one in quotas)
    parts = " + ".join(map(str, quotas))
    if campaign.of_all is None:
        return Reach(
            villages,
            None,
            None,
            f"{villages} of N ({parts}); N, the number of all villages, is not stated",
            f"{villages}个（{parts}），占全部的几成不知道：全部村数N没有写明",
        )
    share = Fraction(villages, campaign.of_all)
    return Reach(
        villages,
        campaign.of_all,
        share,
        f"{villages} of {campaign.of_all} ({parts})",
        f"{campaign.of_all}个中的{villages}个（{parts}）",
    )
