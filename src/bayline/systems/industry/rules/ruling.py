"""What assignments of classes must be: of one subject, of a class there is, of no more than all."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.industry.rules.assigning import Assignment, overfull
from bayline.systems.industry.rules.entries import ASSIGNMENTS, YES
from bayline.systems.industry.terms import Scheme

Schemes = Callable[[], Mapping[str, Scheme]]
_SUBJECTS = ("project", "firm")
_SHOWN = 6


def assignment_of(values: Values) -> Assignment:
    """Read an entry of the register of classes."""
    kind = "project" if values.get("project") else "firm"
    share = values.get("share", "")
    return Assignment(
        subject=(kind, values.get(kind, "")),
        code=values["class"],
        share=Decimal(share) if share else None,
        is_main=values.get("main") == YES,
    )


def assigned_well(schemes: Schemes) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule over the register of classes.

    Args:
        schemes: Gives the schemes at hand when it is asked.
    """

    def rule(changed: Changed, around: Around) -> Iterator[Breach]:
        known = schemes()
        given = {key: values for key, values in changed.items() if values}
        for key, values in given.items():
            yield from _cells(key, values, known)
        for field in _SUBJECTS:
            codes = {values[field] for values in given.values() if values.get(field)}
            beside = around.related(ASSIGNMENTS, field, codes) if codes else {}
            yield from _beside(given, beside, field, known)

    return rule


def _cells(key: str, values: Values, schemes: Mapping[str, Scheme]) -> Iterator[Breach]:
    named = [field for field in _SUBJECTS if values.get(field)]
    if len(named) != 1:
        yield Breach(key=key, field="project", fault=_one_subject(values))
    yield from _of_scheme(key, values, schemes)
    share = values.get("share", "")
    if share and not 0 < Decimal(share) <= 1:
        yield Breach(key=key, field="share", fault=_no_share(share))


def _of_scheme(key: str, values: Values, schemes: Mapping[str, Scheme]) -> Iterator[Breach]:
    scheme = schemes.get(values.get("scheme", ""))
    if scheme is None:
        yield Breach(key=key, field="scheme", fault=_no_scheme(values.get("scheme", ""), schemes))
    elif values["class"] not in scheme.classes:
        yield Breach(key=key, field="class", fault=_no_class(values["class"], scheme))


def classed_well(schemes: Schemes) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule over the register of chains: a chain that names a class names one there is.

    Args:
        schemes: Gives the schemes at hand when it is asked.
    """

    def rule(changed: Changed, _around: Around) -> Iterator[Breach]:
        known = schemes()
        for key, values in changed.items():
            if values and values.get("class"):
                yield from _of_scheme(key, values, known)
            elif values and values.get("scheme", "") not in {"", *known}:
                yield Breach(key=key, field="scheme", fault=_no_scheme(values["scheme"], known))

    return rule


def _beside(
    given: Mapping[str, Values],
    beside: Mapping[str, Values],
    field: str,
    schemes: Mapping[str, Scheme],
) -> Iterator[Breach]:
    groups: dict[tuple[str, str], dict[str, Values]] = {}
    for key, values in beside.items():
        groups.setdefault((values[field], values["scheme"]), {})[key] = values
    for (_subject, identifier), entries in groups.items():
        mine = [key for key in entries if key in given]
        yield from _twice(entries, mine)
        scheme = schemes.get(identifier)
        if scheme is not None and mine:
            known = [assignment_of(values) for values in entries.values()]
            for _group, found in overfull(known, scheme):
                share = entries[mine[-1]].get("share", "")
                yield Breach(key=mine[-1], field="share", fault=_too_much(share, found))


def _twice(entries: Mapping[str, Values], mine: list[str]) -> Iterator[Breach]:
    first: dict[str, str] = {}
    for key in sorted(entries, key=lambda one: one in mine):  # what was there comes first
        code = entries[key]["class"]
        other = first.setdefault(code, key)
        if other != key and key in mine:
            yield Breach(key=key, field="class", fault=_again(code, other))


def _one_subject(values: Values) -> Fault:
    return refused(
        values.get("project", ""),
        "项目和企业要填一个，也只填一个",
        "请留下归类的那一个",
        "and the firm: one of them is needed, and not both",
        "keep the one whose class it is",
    )


def _no_scheme(name: str, schemes: Mapping[str, Scheme]) -> Fault:
    known = list(schemes)
    return refused(
        name,
        "没有这个体系",
        f"请写其中一个：{'、'.join(known)}",
        "is no scheme at hand",
        f"write one of {', '.join(known)}",
    )


def _no_class(code: str, scheme: Scheme) -> Fault:
    some = "、".join([*scheme.classes][:_SHOWN])
    return refused(
        code,
        f"体系{scheme.id}里没有这一类",
        f"请写它的类的代码，如{some}",
        f"is no class of {scheme.id}",
        f"write the code of one, such as {some.replace('、', ', ')}",
    )


def _no_share(share: str) -> Fault:
    return refused(
        share,
        "不是大于0、不超过1的份额",
        "请写如0.6，整个属于它就不填",
        "is no share above 0 and up to 1",
        "write it like 0.6, or leave it empty for all",
    )


def _too_much(share: str, found: Decimal) -> Fault:
    return refused(
        share,
        f"它在同一种划法里的份额合计{found}，超过1",
        "请核对各类的份额",
        f"brings its shares within one division to {found}, more than the whole",
        "check the shares of its classes",
    )


def _again(code: str, other: str) -> Fault:
    return refused(
        code,
        f"已经在“{other}”这一条里",
        "请只留一条",
        f"is given by the entry “{other}” already",
        "keep one of them",
    )
