"""The form in which a claim is put right: what it says, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import EventKind
from bayline.kernel.basis import Basis, Price
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Status
from bayline.platform.listing import Option
from bayline.platform.pages import said
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages import states, words
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.queries import known_place, place_names
from bayline.systems.reading.rules.typed import typed_period

_SEPARATORS = "、；;，,\n"
_LONGEST = 200


class CorrectionError(Exception):
    """A field of the form that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form."""

    name: str
    label: str
    value: str
    hint: str = ""
    options: tuple[Option, ...] = ()


def correction_fields(kept: KeptClaim, typed: Mapping[str, str] | None) -> tuple[Field, ...]:
    """Give the fields of the form, filled with what a claim says or with what was typed.

    Args:
        kept: The claim.
        typed: What was typed already; None for the first time.
    """
    values = _values(kept) if typed is None else {**_values(kept), **typed}
    is_figure = kept.claim.kind is ClaimKind.FIGURE
    named = (
        ("attribute", _("指标"), ""),
        ("subject", _("主体"), ""),
        ("period", _("时期"), _("如2021、2021-03、2021/2025或2021年一季度；不写就是文中未写明。")),
        ("place", _("地点"), _("名称或区划代码。")),
    )
    basis = (
        ("price", _("价格口径"), ""),
        ("coverage", _("统计范围"), _("如“不含嘉兴港区”；几项之间用顿号。")),
        ("threshold", _("统计起点"), _("如“规模以上”。")),
        ("stage", _("项目阶段"), _("如“签约”“开工”。")),
    )
    what = () if is_figure else (("what", _("事项"), ""),)
    rows = (*named, *what, *(basis if is_figure else ()), ("status", _("状态"), ""))
    return tuple(_field(row, values, kept.claim) for row in rows)


def _field(row: tuple[str, str, str], values: Mapping[str, str], claim: Claim) -> Field:
    name, label, hint = row
    value = values.get(name, "")
    choices = _choices(name, claim)
    options = tuple(
        Option(value=code, word=word, is_chosen=code == value) for code, word in choices
    )
    return Field(name=name, label=label, value=value, hint=hint, options=options)


def _choices(name: str, claim: Claim) -> tuple[tuple[str, str], ...]:
    if name == "price":
        prices = ((Price.CURRENT.value, _("现价")), (Price.CONSTANT.value, _("可比价")))
        return (("", _("文中未写明")), *prices)
    if name == "status":
        return tuple((status.value, words.status_words(status)) for status in Status)
    if name == "attribute" and claim.kind is ClaimKind.EVENT:
        return tuple((kind.value, states.event_word(kind.value)) for kind in EventKind)
    return ()


def _values(kept: KeptClaim) -> dict[str, str]:
    claim, basis = kept.claim, kept.claim.basis
    return {
        "attribute": claim.attribute,
        "subject": claim.subject,
        "what": claim.what,
        "period": claim.period.edtf if claim.period else "",
        "place": place_names([claim.place]).get(claim.place, ""),
        "price": basis.price.value if basis.price else "",
        "coverage": "、".join(sorted(basis.coverage)),
        "threshold": basis.threshold,
        "stage": basis.stage,
        "status": claim.status.value,
    }


def typed_fields(form: Mapping[str, str]) -> dict[str, str]:
    """Take what was typed into the form."""
    names = ("attribute", "subject", "what", "period", "place", "price", "coverage")
    asked = (*names, "threshold", "stage", "status")
    lines = {name: " ".join(form.get(name, "").split())[:_LONGEST] for name in asked}
    return {name: line for name, line in lines.items() if name in form}


def corrected_claim(kept: KeptClaim, typed: Mapping[str, str]) -> Claim:
    """Put what was typed into a claim; what was left as it was stays as it was.

    Raises:
        CorrectionError: A field cannot be read.
    """
    claim, before = kept.claim, _values(kept)
    said = {**before, **typed}
    is_redated = said["period"] != before["period"]
    is_moved = said["place"] != before["place"]
    for name, written in typed.items():
        if written != before.get(name):
            _refuse_unlisted(name, written, claim)
    return replace(
        claim,
        attribute=said["attribute"],
        subject=said["subject"],
        what=said["what"],
        period=_period(said["period"], kept) if is_redated else claim.period,
        period_assumed=claim.period_assumed and not is_redated,
        place=_place(said["place"]) if is_moved else claim.place,
        basis=_basis(claim.basis, said),
        status=Status(said["status"]),
    )


def _refuse_unlisted(name: str, written: str, claim: Claim) -> None:
    """Refuse a value that the form's list of choices does not have."""
    codes = {code for code, _word in _choices(name, claim)}
    if codes and written not in codes:
        sentence = _("“%(typed)s”不在可选之列。请从列表里选一项。") % {"typed": written}
        raise CorrectionError(Problem(field=name, sentence=sentence))


def _place(written: str) -> str:
    try:
        return known_place(written)
    except BaylineError as error:
        raise CorrectionError(Problem(field="place", sentence=said(error))) from None


def _period(written: str, kept: KeptClaim) -> Period | None:
    source = kept.claim.evidence.source
    try:
        return typed_period(written, published=source.published if source else None)
    except BaylineError as error:
        raise CorrectionError(Problem(field="period", sentence=said(error))) from None


def _basis(basis: Basis, said: Mapping[str, str]) -> Basis:
    separated = said["coverage"]
    for sign in _SEPARATORS:
        separated = separated.replace(sign, "、")
    known = {price.value: price for price in Price}
    return replace(
        basis,
        price=known.get(said["price"]),
        coverage=frozenset(part.strip() for part in separated.split("、") if part.strip()),
        threshold=said["threshold"],
        stage=said["stage"],
    )
