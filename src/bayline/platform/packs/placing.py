"""The rule that codes of places in registers are codes."""

from collections.abc import Callable, Collection, Iterator

from bayline.platform.naming import names_of
from bayline.platform.packs.paths import REGION
from bayline.platform.packs.queries import file
from bayline.platform.packs.regions import region_of
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault

_OF_COUNTY = 6  # digits of a county; towns and villages have more behind them


def known_places() -> Callable[[Changed, Around], Iterator[Breach]]:
    """Give the rule that the code of a place is one, for a register with a field of that name."""
    return at_known_places(_named, _own_area)


def _own_area() -> str:
    """Give what all codes of the home's region begin with; nothing without a region."""
    data = file(REGION)
    region = region_of({REGION: data}) if data else None
    code = region.code if region else ""
    pairs = [code[at : at + 2] for at in range(0, len(code), 2)]
    while pairs and pairs[-1] == "00":
        pairs.pop()
    return "".join(pairs)


def _named(codes: Collection[str]) -> Collection[str]:
    return names_of("place", codes)


def at_known_places(
    named: Callable[[Collection[str]], Collection[str]], region: Callable[[], str]
) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that the code of a place is one.

    Counties are known everywhere, what lies in a county to its own home alone: a project may come
    in from elsewhere with the code of a village there. Names of places are told, not refused.

    Args:
        named: Gives those of some codes that have a name.
        region: Gives what the codes of the home's own region begin with; empty if it has none.
    """

    def rule(changed: Changed, _around: Around) -> Iterator[Breach]:
        told = {key: values.get("place", "") for key, values in changed.items() if values}
        codes = {code for code in told.values() if code.isascii() and code.isdigit()}
        known = {*named(codes | {code[:_OF_COUNTY] for code in codes})} if codes else set()
        own = region() if codes - known else ""
        for key, code in told.items():
            if code not in codes or code in known:
                continue
            if code[:_OF_COUNTY] not in known or (own and code.startswith(own)):
                yield Breach(key=key, field="place", fault=_no_place(code))

    return rule


def _no_place(code: str) -> Fault:
    return refused(
        code,
        "不是地方的代码",
        "请核对区划代码；本地的新地方先收进资料",
        "is the code of no place",
        "check the code; take a new place of the region into its data first",
    )
