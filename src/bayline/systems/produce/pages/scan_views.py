"""From the story of a lot to the page behind its label: public fields only, in the page's words."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.engines.epcis.keys import key_of
from bayline.platform.pages import is_english
from bayline.platform.reaching import WHOLE, within
from bayline.platform.registers.terms import Values
from bayline.systems.produce.pages.scan_context import (
    BaseView,
    CertificateView,
    OriginView,
    PracticeView,
    RecallView,
    ScanPage,
    StepView,
    TestView,
)
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.recalls import recalls_of
from bayline.systems.produce.queries.stories import Origin, Story, Tested
from bayline.systems.produce.rules.linking import Link
from bayline.systems.produce.rules.sketching import Sketch, sketched
from bayline.systems.produce.rules.stories import Kept

_DAY = timedelta(days=1)
_LOOKS = {"pass": "good", "fail": "bad", "undecided": "unknown"}


def page_of(story: Story) -> ScanPage:
    """Show a lot or a box."""
    link, product = story.link, story.product
    tests = tuple(map(_test, story.tests))
    return ScanPage(
        product=product.get("name", ""),
        product_en=product.get("name_en", ""),
        brand=brand_line(product.get("brand", "")),
        gtin=link.gtin,
        lot=link.lot,
        serial=link.serial,
        recalls=tuple(_recalls(story)),
        origins=tuple(dict.fromkeys(map(_origin, story.origins))),
        bases=tuple(_bases(story)),
        tests=tests,
        steps=tuple(StepView(word=step_word(one.kind), day=one.day) for one in story.way),
        carriers=story.carriers,
        certificates=tuple(CertificateView(number=number_of(one)) for one in story.certificates),
        is_demonstration=story.is_demonstration,
        is_unverified=any(not one.is_verified for one in known.limits()) and bool(tests),
        sketch=_sketch(story),
    )


def product_page_of(link: Link, product: Values) -> ScanPage:
    """Show a product alone: no lot is named, so none is told of."""
    return ScanPage(
        product=product.get("name", ""),
        product_en=product.get("name_en", ""),
        brand=brand_line(product.get("brand", "")),
        gtin=link.gtin,
        lot="",
        serial="",
        recalls=(),
        origins=(),
        bases=(),
        tests=(),
        steps=(),
        carriers=(),
        certificates=(),
        is_demonstration=False,
        is_unverified=False,
    )


def brand_line(code: str) -> str:
    """Name a brand behind those above it."""
    named = (known.entry("brands", one).get("name", "") for one in known.brands_above(code))
    return " · ".join(filter(None, [*named][::-1]))


def step_word(kind: str) -> str:
    """Call a step of the way."""
    return {
        "harvested": _("采收"),
        "inspecting": _("检验"),
        "packing": _("装箱"),
        "shipping": _("发货"),
        "receiving": _("到货"),
        "retail_selling": _("上架销售"),
    }[kind]


def _recalls(story: Story) -> Iterator[RecallView]:
    with within(WHOLE):  # who is warned needs no publication first
        found = recalls_of(story.things)
    contact = next((one.place.grower.get("contact", "") for one in story.origins if one.place), "")
    for one in found:
        yield RecallView(
            number=one.number,
            since=timezone.localtime(one.opened).date(),
            reason=one.reason,
            is_closed=one.closed is not None,
            contact=contact,
        )


def _origin(one: Origin) -> OriginView:
    place = one.place
    if place is None:
        return OriginView(day=one.harvest.day, block="", base="", grower="", town="", area_mu="")
    town = place.base.get("town", "")
    return OriginView(
        day=one.harvest.day,
        block=place.block.get("name", ""),
        base=place.base.get("name", ""),
        grower=place.grower.get("name", ""),
        town=known.place_name(town),
        area_mu=place.block.get("area", ""),
    )


def _bases(story: Story) -> Iterator[BaseView]:
    for origin in story.origins:
        base = origin.place.base if origin.place else {}
        practices = story.practices.get(base.get("code", ""), [])
        if practices and story.first_of(base["code"]) is origin:
            yield BaseView(
                base=base.get("name", ""),
                brand=brand_line(base.get("brand", "")),
                harvested=origin.harvest.day,
                practices=tuple(map(_practice, practices)),
            )


def _practice(one: Kept) -> PracticeView:
    words = {
        "": _("有效期内"),
        "never": _("没有做到"),
        "early": _("还没有生效"),
        "expired": _("过了有效期"),
        "unproven": _("没有佐证"),
    }
    return PracticeView(
        name=one.name,
        is_kept=not one.reason,
        word=words[one.reason],
        look="bad" if one.reason else "good",
        evidence=one.evidence,
        since=one.since,
        until=None if one.until is None else one.until - _DAY,
    )


def _test(one: Tested) -> TestView:
    words = {"pass": _("合格"), "fail": _("不合格"), "undecided": _("不能判定")}
    verdict = one.verdict
    return TestView(
        pesticide=one.values["pesticide"],
        found=one.values["found"],
        day=one.day,
        laboratory=one.values.get("laboratory", ""),
        report=one.values.get("report", ""),
        word=words[verdict.state],
        look=_LOOKS[verdict.state],
        sentence=verdict.sentence if is_english() else verdict.zh,
        standard=verdict.standard,
    )


def _sketch(story: Story) -> Sketch | None:
    """Draw the blocks of the first base, those that were picked pointed out."""
    places = [one.place for one in story.origins if one.place and one.place.block]
    if not places:
        return None
    base = places[0].base.get("code", "")
    blocks = known.blocks_of(base)
    outlines = {one["name"]: one.get("outline", "") for one in blocks}
    chosen = [one.block["name"] for one in places if one.block["base"] == base]
    return sketched(outlines, [*dict.fromkeys(chosen)])


def number_of(link: str) -> str:
    """Show the number in a digital link; the address as it is where it is none."""
    key = key_of(link)
    return link if key is None else key.value
