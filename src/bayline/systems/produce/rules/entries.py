"""What entries of the registers of produce must be beside what their types say."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from bayline.engines.season.terms import WEEKS
from bayline.kernel.errors import BaylineError
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed, Rule
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.produce.rules.bases import outline_of
from bayline.systems.produce.rules.testing import milligrams_of

Wrong = Iterator[tuple[str, Fault]]


def rule_of(look: Callable[[Values], Wrong]) -> Rule:
    """Make a rule over a register of what is wrong with one entry alone."""

    def rule(changed: Changed, _around: Around) -> Iterable[Breach]:
        for key, values in changed.items():
            for field, fault in look(values) if values is not None else ():
                yield Breach(key=key, field=field, fault=fault)

    return rule


def wrong_block(values: Values) -> Wrong:
    """Find an outline that is none, and an area of nothing."""
    if Decimal(values.get("area", "1")) <= 0:
        yield "area", _fault(values["area"], "面积要大于零", "an area is above zero")
    try:
        outline_of(values.get("outline", ""))
    except BaylineError:
        told = values["outline"]
        yield (
            "outline",
            refused(
                told,
                "不是边界",
                "请写三个以上角的经度,纬度，用空格隔开",
                "it is no outline",
                "write lon,lat of three corners or more, with spaces between",
            ),
        )


def wrong_test(values: Values) -> Wrong:
    """Find a result that is neither a number nor a word for nothing."""
    try:
        milligrams_of(values.get("found", ""))
    except ValueError:
        yield (
            "found",
            refused(
                values["found"],
                "不是毫克/千克的数",
                "请写数值，没检出写“未检出”",
                "it is no number of mg/kg",
                "write a number, or 未检出 if nothing was found",
            ),
        )


def wrong_proof(values: Values) -> Wrong:
    """Find a proof that ends before it begins."""
    since, until = values.get("since", ""), values.get("until", "")
    if since and until and date.fromisoformat(until) <= date.fromisoformat(since):
        yield "until", _fault(until, "截止日不晚于生效日", "it ends before it begins")


def wrong_crop(values: Values) -> Wrong:
    """Find weeks that no year has, and crops that are picked while they do not hold their land."""
    yield from _weeks(values, "first_start", "last_start")
    held = int(values["weeks"])
    if not 1 <= held <= WEEKS:
        yield "weeks", _fault(values["weeks"], "一年有52周", "a year has 52 weeks")
    after, picked = int(values["picked_after"]), int(values["picked_for"])
    if after < 0 or picked <= 0 or after + picked > held:
        yield (
            "picked_for",
            _fault(
                values["picked_for"], "采收要在占地的几周里", "it is picked while it holds the land"
            ),
        )


def wrong_demand(values: Values) -> Wrong:
    """Find weeks that no year has, and boxes of which nobody knows what they weigh."""
    yield from _weeks(values, "first_week", "last_week")
    if values.get("boxes") and not values.get("box") and not values.get("kilograms"):
        yield (
            "box",
            _fault(
                "", "按箱写，没有写一箱多重", "it is in boxes, and nothing says what one weighs"
            ),
        )


def _weeks(values: Values, *fields: str) -> Wrong:
    for name in fields:
        if not 1 <= int(values[name]) <= WEEKS:
            yield name, _fault(values[name], "周次是1至52", "weeks are from 1 to 52")


def _fault(value: str, zh: str, en: str) -> Fault:
    return refused(value, zh, "请改正", en, "correct it")
