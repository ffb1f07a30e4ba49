"""A certificate of commitment to compliance as PDF, to be cut out and put on the goods."""

from datetime import datetime
from importlib.resources import files

from django.utils import timezone

from bayline.engines.epcis.keys import key_of
from bayline.systems.produce.pages.label_pdf import code_of
from bayline.systems.produce.rules.certificates import Certificate, Rule
from bayline.systems.produce.rules.labels import decoded
from bayline.systems.produce.rules.linking import LOT, Link, address_of
from bayline.systems.produce.rules.sheets import sheet_named

_PATH = "looks/certificate.typ"
TITLE = "承诺达标合格证"


def pdf_of(one: Certificate, rule: Rule, *, origin: str, at: datetime) -> bytes:
    """Set a certificate; its words are Chinese, as the rule has them.

    Args:
        one: The certificate.
        rule: The rule it is issued by.
        origin: Host of the public pages, for the code; empty for none.
        at: When it is made.

    Raises:
        BaylineError: A font is missing.
    """
    from bayline.platform.reporting import typesetting
    from bayline.platform.reporting.fonts import chosen

    library = files("bayline.platform.reporting").joinpath("looks/bayline.typ").read_bytes()
    own = files("bayline.systems.produce").joinpath(_PATH).read_bytes()
    link = _link(one.lot)
    address = address_of(origin, link) if origin and link else ""
    facts = {
        "title": f"{TITLE} {one.number}",
        "called": "",
        "region": "",
        "language": "zh",
        "moment": timezone.localtime(at).isoformat(timespec="seconds"),
        "snapshot": "",
        "blocks": [],
        "notes": [],
        "named": {},
        "head": TITLE,
        "promise": "我承诺：不用禁用的农药兽药和非法添加物，用过药的过了安全间隔期才采收，"
        "农药兽药残留不超过国家标准；对以上承诺负责。",
        "rows": _rows(one),
        "foot": f"编号{one.number}。依据：{rule.name}，{rule.since}起施行。"
        f"收到的请至少保存{rule.kept_months}个月；混批的要重新开具。",
        "code": code_of(address, sheet_named("roll-60x40")) if address else "",
        "address": address,
    }
    layout = typesetting.Layout(path=_PATH, data=own, library=library, beside={})
    return typesetting.pdf_of(facts, layout, chosen())


def _rows(one: Certificate) -> list[tuple[str, str]]:
    link = _link(one.lot)
    return [
        ("产品名称", one.name),
        ("数量（重量）", f"{one.quantity}千克"),
        ("产地", one.origin),
        ("批号", link.elements if link else one.lot),
        ("开具日期", f"{one.day}"),
        ("开具人", one.issuer),
        ("联系方式", one.contact),
    ]


def _link(lot: str) -> Link | None:
    key = key_of(lot)
    if key is None:
        return None
    return Link(key.value, decoded(dict(key.qualifiers).get(LOT, "")))
