"""The clearing statement as a PDF, set as the reports of the platform are."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.systems.settlement.pages.contexts import CaseLine, FlowLine, StatementPage

_PATH = "looks/statement.typ"


def pdf_of_statement(page: StatementPage, *, is_english: bool) -> bytes:
    """Set a statement.

    Args:
        page: What it shows.
        is_english: Whether its words are English.

    Raises:
        BaylineError: A font is missing.
    """
    from bayline.platform.reporting.fonts import chosen
    from bayline.platform.reporting.typesetting import Layout, pdf_of

    library = files("bayline.platform.reporting").joinpath("looks/bayline.typ").read_bytes()
    own = files("bayline.systems.settlement").joinpath(_PATH).read_bytes()
    layout = Layout(path=_PATH, data=own, library=library, beside={})
    return pdf_of(_facts(page, is_english=is_english), layout, chosen())


def _facts(page: StatementPage, *, is_english: bool) -> dict[str, Any]:
    now = timezone.now()
    return {
        "title": _("医保结算清算单"),
        "called": page.month,
        "region": "",
        "language": "en" if is_english else "zh",
        "moment": timezone.localtime(now).isoformat(timespec="seconds"),
        "snapshot": "",
        "blocks": [],
        "notes": [],
        "named": {},
        "notes-above": _notes(page),
        "heads": {
            "flows": [
                _("往来"),
                _("笔数"),
                _("其中退冲"),
                _("总费用"),
                _("基金"),
                _("个人账户"),
                _("应付"),
            ],
            "cases": [_("就医"), _("状态"), _("应付"), _("差额")],
            "apart": [_("编号"), _("本方（元）"), _("对方（元）")],
        },
        "flows": [_flow(one) for one in page.flows],
        "differing": [_case(one) for one in page.differing],
        "unknown": [_case(one) for one in page.unknown],
        "apart": [[one.id, one.own or "—", one.other or "—"] for one in page.apart],
        "signatures": [*_signatures(page)] or [_("还没有双方的签名。")],
        "words": {
            "differing": _("有差异的，逐笔列出，不轧差"),
            "unknown": _("未知的，对方答复之前不计入"),
            "none": _("没有。"),
            "signed": _("签名"),
            "own": _("本方经办机构："),
            "partner": _("对方经办机构："),
        },
    }


def _notes(page: StatementPage) -> list[str]:
    notes = [_("金额单位为元。两个方向各算各的，不相抵。")]
    if page.is_example:
        notes.append(_("示例：其中有编造的结算单，不是真实业务。"))
    return notes


def _flow(one: FlowLine) -> list[str]:
    return [one.word, str(one.count), str(one.back), one.total, one.fund, one.account, one.due]


def _signatures(page: StatementPage) -> Iterator[str]:
    for one in page.statements:
        yield _("%(word)s：%(n)s笔，合计%(total)s元，预付金抵%(drawn)s元，根摘要%(root)s") % {
            "word": one.word,
            "n": one.count,
            "total": one.total,
            "drawn": one.drawn,
            "root": one.root,
        }
        for item in one.left_out:
            told = {"id": item.id, "own": item.own or "—", "other": item.other or "—"}
            yield _("留出%(id)s：本方%(own)s元，对方%(other)s元") % told
        yield _("提出一方的签名：%(signature)s") % {"signature": one.signed}
        yield _("确认一方的签名：%(signature)s") % {"signature": one.confirmed}


def _case(one: CaseLine) -> list[str]:
    return [one.visit, one.state.word, one.due, one.difference or "—"]
