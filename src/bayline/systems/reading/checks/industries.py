"""Whether the three industries make up the product of their region."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from bayline.kernel.figures import Figure, agrees, ratio, total
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.kernel.statuses import Status
from bayline.systems.reading.rules.attributes import canonical, measure_of
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.shares import paragraphs, share_words
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    quoted,
    row,
    sum_rows,
    total_in_words,
    weighed,
)

_INDUSTRIES = (
    re.compile(r"第一产业|一产(?!业融)"),
    re.compile(r"第二产业|二产(?!业融)"),
    re.compile(r"第三产业|三产(?!业融)"),
)
_JOINT = re.compile(
    r"(?:一、二、三(?:次)?产(?:业)?|第一、(?:第)?二、(?:第)?三(?:次)?产(?:业)?|三次产业)[^，。；]{0,8}分别"
)
_ELSEWHERE = re.compile(r"占|全国|全省|其他|其余")
_REGION = re.compile(r"全[市区县镇省州国]|我[市区县省国]")
_PER_HEAD = re.compile(r"人均|单位|万元")
_OF_PRODUCT = frozenset({"", "地区生产总值", "生产总值", "国内生产总值"})
_NEXT = 40  # characters behind a level in which its share stands
_WINDOW = 30  # figures behind the product among which its industries stand
_NAMES = ("第一产业", "第二产业", "第三产业")


class Product(NamedTuple):
    """A region's product with the value added of its three industries."""

    whole: Item
    parts: tuple[Item, Item, Item]
    following: tuple[Item, ...]  # the figures behind it


def industries_of_product(views: Sequence[View]) -> list[Finding]:
    """Add the three industries and compare with the region's product; try their shares too.

    title_zh: 三次产业与地区生产总值

    Recomputed: first + second + third industry, which by definition leave nothing out, and each
    industry ÷ product where a share of the product is printed behind it.

    Verdicts: holds; contradiction where rounding cannot explain the difference.

    Source: 国家统计局, 三次产业划分规定 (2018).

    Example: 9.2＋196.9＋99.5 make 305.6亿元.
    """
    found: list[Finding] = []
    for view in views:
        for items in paragraphs(view).values():
            for product in _products(items):
                found += _sum(view, product)
                found += _shares(view, product)
    return found


def _products(items: list[Item]) -> list[Product]:
    wholes = [at for at, item in enumerate(items) if _is_level(item) and _is_product(item)]
    found = []
    for at, following in zip_longest(wholes, wholes[1:]):
        whole = items[at]
        parts = _triple(items[at + 1 : min(following or len(items), at + _WINDOW)], whole)
        parts = parts or _triple_before(items[max(0, at - _WINDOW) : at], whole)
        if parts:
            found.append(Product(whole, parts, tuple(items[at + 1 : at + _WINDOW])))
    return found


def _is_level(item: Item) -> bool:
    return item.unit == "CNY" and item.is_level


def _is_product(item: Item) -> bool:
    names = (canonical(item.statement.attribute), canonical(item.label))
    per_head = _PER_HEAD.search("".join(names))
    return not per_head and any(name.endswith("地区生产总值") for name in names)


def _triple(items: list[Item], whole: Item) -> tuple[Item, Item, Item] | None:
    levels = [item for item in items if _is_level(item) and not _is_product(item)]
    for index, item in enumerate(levels[:-2]):
        if _JOINT.search(item.before):
            return levels[index], levels[index + 1], levels[index + 2]
    named = [_first(levels, pattern) for pattern in _INDUSTRIES]
    first, second, third = named
    if first is None or second is None or third is None:
        return None
    alike = all(item.statement.status is whole.statement.status for item in (first, second, third))
    ordered = first.start < second.start < third.start
    return (first, second, third) if alike and ordered else None


def _triple_before(items: list[Item], whole: Item) -> tuple[Item, Item, Item] | None:
    """Return the industries right before a product that stands last in their sentence."""
    sentence = whole.statement.sentence
    same = [item for item in items if item.statement.sentence == sentence]
    parts = _triple(same, whole)
    if parts is None or any(_is_product(item) for item in same):
        return None
    ends = [item for item in same if _is_level(item)][-1] is parts[-1]
    region = _REGION.search(whole.before)
    alike = region is None or region[0] in same[0].before
    alike = alike and all(_of_one(part, whole) for part in parts)
    return parts if ends and alike and not _ELSEWHERE.search(whole.before) else None


def _of_one(part: Item, whole: Item) -> bool:
    """Tell whether nothing says that the two are of other times or places."""
    one, other = part.statement, whole.statement
    places = {place.code or place.name for place in (one.place, other.place) if place}
    times = {time for time in (one.time, other.time) if time}
    subjects = {subject for subject in (one.subject, other.subject) if subject}
    return max(len(places), len(times), len(subjects)) <= 1


def _first(levels: list[Item], pattern: re.Pattern[str]) -> Item | None:
    for item in levels:
        attribute = item.statement.attribute or ""
        if measure_of(item.label) not in {"", "增加值"}:
            continue  # 第一产业投资5亿元
        if pattern.search(item.label) or pattern.search(attribute):
            return item
    return None


def _sum(view: View, product: Product) -> list[Finding]:
    whole, summed = product.whole, total(part.figure for part in product.parts)
    fits = agrees(whole.figure, summed)
    loose = any(is_loose(item.figure) for item in (whole, *product.parts))
    actual = whole.statement.status is Status.ACTUAL
    if not fits and (loose or not actual):
        return []
    said = "＋".join(quoted(view, part) for part in product.parts)
    got, stated = total_in_words(summed, whole), printed(view, whole)
    if fits:
        zh = f"相符：{view.name}中三次产业{said}，合计{got}，与地区生产总值{stated}一致。"
        en = f"Agrees: the three industries in {view.name} make {got}; the product is {stated}."
    else:
        gap = gap_in_unit(summed, whole.figure, whole)
        zh = f"不一致：{view.name}中三次产业{said}，合计{got}，地区生产总值写{stated}，差{gap}。"
        en = f"Does not agree: the three industries in {view.name} make {got}, the product is "
        en += f"{stated}; {gap} apart."
    rows = (*sum_rows(view, product.parts, _NAMES, total=summed), row(view, whole, "地区生产总值"))
    verdict = Verdict.HOLDS if fits else Verdict.CONTRADICTION
    claims = [view.cite(item) for item in (whole, *product.parts)]
    made = finding("industries_of_product", verdict, (zh, en), rows=rows, claims=claims)
    sharp = total(part.figure.sharpened() for part in product.parts)
    return [weighed(made, summed, sharp, stated=whole) if fits else made]


def _shares(view: View, product: Product) -> list[Finding]:
    found = []
    for part, name in zip(product.parts, _NAMES, strict=True):
        share = _share_behind(part, product.following, own=_INDUSTRIES[_NAMES.index(name)])
        if share is not None:
            found += _share(view, product, (part, share), name=name)
    return found


def _share_behind(part: Item, items: Sequence[Item], *, own: re.Pattern[str]) -> Item | None:
    """Return the share printed right behind a level (9.2亿元，占3.0%), or one that names it."""
    is_next = True
    for item in items:
        if item.start < part.end:
            continue
        of = share_words(item)
        if of is not None and canonical(of) in _OF_PRODUCT and "分别" not in item.before:
            named = [pattern for pattern in _INDUSTRIES if pattern.search(item.before)]
            if named == [own] or (not named and is_next and item.start <= part.end + _NEXT):
                return item
        is_next = is_next and not _is_level(item)
    return None


def _share(view: View, product: Product, pair: tuple[Item, Item], *, name: str) -> list[Finding]:
    part, share = pair
    computed = ratio(part.figure, product.whole.figure)
    fits = agrees(share.figure, computed)
    got, stated = total_in_words(computed, share), printed(view, share)
    if not fits and is_loose(share.figure):
        return []
    is_near = not fits and _is_one_step_off(share, computed)
    head, head_en = ("相符", "Agrees") if fits else ("不一致", "Does not agree")
    head, head_en = ("注意", "Check") if is_near else (head, head_en)
    tail = "" if fits else f"，差{gap_in_unit(computed, share.figure, share)}"
    tail += "，可能为各项之和凑成100%而调整" if is_near else ""
    zh = f"{head}：{view.name}中{name}占地区生产总值{got}，文中写{stated}{tail}。"
    en = f"{head_en}: in {view.name} the share of {name} is {got}; the text says {stated}."
    rows = (
        row(view, part, name),
        row(view, product.whole, "地区生产总值", operation="÷"),
        computed_row(computed, "算得", "Computed"),
        row(view, share, "文中写", label_en="Stated"),
    )
    verdict = Verdict.HOLDS if fits or is_near else Verdict.CONTRADICTION
    claims = [view.cite(item) for item in (part, product.whole, share)]
    severity = Severity.WARNING if is_near else None
    made = finding(
        "industries_of_product", verdict, (zh, en), rows=rows, claims=claims, severity=severity
    )
    return [made]


def _is_one_step_off(share: Item, computed: Figure) -> bool:
    """Tell whether a share differs by one step of its last digit, as shares made to sum up do."""
    if computed.low is None or share.figure.low is None:
        return False
    return abs(computed.low - share.figure.low) <= share.figure.resolution
