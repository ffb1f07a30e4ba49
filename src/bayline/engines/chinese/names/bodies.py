"""Organisations: those of a table, those that govern a place, and those by their endings."""

import re

from bayline.engines.chinese.gazetteer.guards import splits_word
from bayline.engines.chinese.names.companies import company_start
from bayline.engines.chinese.names.context import SHORT, Context
from bayline.engines.chinese.names.grammar import Ending, grammar
from bayline.engines.chinese.names.heads import (
    Head,
    Word,
    is_counted,
    proper_head,
    run_start,
    says_something,
    with_realm,
)
from bayline.engines.chinese.terms import Name, NameKind

_NOT_AFTER_BODY = ("城", "生", "业", "派", "化", "系", "群", "级", "制", "式")
_NOT_AFTER_AUTHORITY = ("托", "员", "派", "任", "培", "属", "以")
_NOT_AFTER_KNOWN = tuple("长门署分队位件落")
_OFFICES = frozenset("局厅委院")
_PUBLIC = "局厅委会室署队组"
_REALM_WORDS = frozenset(["国家", "中国", "中央", "省", "市", "区", "县", "州", "自治区"])
_FIRMS = ("公司", "集团", "厂")
_PARENTS = ("大学", "学院", "医院")
_SERVICES = ("部", "中心", "医院", "医疗保障局")
_LEAST_BODY = 2  # characters of what tells one body from the others
# 市发展改革委, 区农业农村局: the letter of the realm behind a mark or a word that cannot end in it.
_REALM = re.compile(
    r"(?:^|[，。；：、\s“”（(）)的]|[和与及由是经向同在对据请报])(?:本|我)?([省市区县州旗镇乡]委?)$"
)
_CONGRESS = re.compile(r"第?[一二三四五六七八九十百\d]{1,5}届$")
# The organs of a body, named behind it: 中共中央统战部, 民革中央.
_ORGAN = re.compile(
    r"(?:办公厅|办公室|统战部|组织部|宣传部|政法委|书记处|政治局|党史研究室|编委会|党组|秘书处|安理会"
    r"|国际部|财经委)(?!长)|(?<=[党革盟进建社])中央(?=[、，。；主副常和与及对]|$)"
)
_NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?:研究所|研究院|工程局|设计院|分公司)")


def known(context: Context, ending: Ending) -> Name | None:
    """A body of the table, with its organ behind it and its country or session before it."""
    start, end = ending.start, ending.end
    text = context.text
    if text[end - 1] == "部" and text.startswith(_NOT_AFTER_KNOWN, end):
        return None
    if end - start <= SHORT and splits_word(text, start, end):
        return None
    return _organ(context, _known_start(context, start), end)


def _known_start(context: Context, start: int) -> int:
    """Take in 第十届 of 第十届全国人大, and the country whose body it is."""
    if context.text.startswith("全国人", start):
        congress = _CONGRESS.search(context.text, max(context.last.end, start - 8), start)
        start = start if congress is None else congress.start()
    country = context.place_ends.get(start)
    is_country = country is not None and not country.code and country.start >= context.last.end
    return country.start if country is not None and is_country else start


def _organ(context: Context, start: int, end: int) -> Name:
    organ = _ORGAN.match(context.text, end)
    return Name(start, end if organ is None else organ.end(), NameKind.ORGANISATION)


def authority(context: Context, ending: Ending) -> Name | None:
    """浙江省委, 金山区人民政府, 苏州工业园区管委会: a place and the body that governs it."""
    if context.text.startswith(_NOT_AFTER_AUTHORITY, ending.end):
        return None
    if context.follows_last(ending.start, NameKind.ZONE):
        return _organ(context, context.last.start, ending.end)
    head = proper_head(context.words(ending)) if context.holds_place(ending) else None
    if head is None or not head.has_place:
        return _without_place(context, ending)
    is_short = ending.end - ending.start <= SHORT
    if is_short and (head.body or _is_country(context, head, ending)):
        return None
    return Name(head.start, ending.end, NameKind.ORGANISATION)


def _without_place(context: Context, ending: Ending) -> Name | None:
    """县委宣传部, 市疾控中心 by their realm; 北大第一医院 by another body."""
    if context.text.startswith("第", ending.start):
        return organisation(context, ending)
    if not context.text.endswith(_SERVICES, ending.start, ending.end):
        return None
    realm = _REALM.search(context.text, max(context.last.end, ending.start - 4), ending.start)
    return None if realm is None else Name(realm.start(1), ending.end, NameKind.ORGANISATION)


def _is_country(context: Context, head: Head, ending: Ending) -> bool:
    """中国政府 speaks of the country, 浙江省政府 of a body."""
    place = context.place_ends.get(head.words[0].end)
    is_state = context.text.startswith("政府", ending.start)
    return is_state and (place is None or not place.code)


def seat(context: Context, ending: Ending) -> Name | None:
    """上海市委, 浙江省政府: the place reaches into the ending or up to it."""
    ends = context.place_ends
    place = ends.get(ending.start + 1) or ends.get(ending.start)
    if place is None:
        return None
    start = context.with_above(place)
    return _organ(context, start, ending.end) if start >= context.last.end else None


def organisation(context: Context, ending: Ending) -> Name | None:
    """What ends as bodies do and begins with a place, a brand or a realm."""
    if context.text.startswith(_NOT_AFTER_BODY, ending.end):
        return None
    start = _start(context, ending)
    if start is None:
        return None
    numbered = _NUMBERED.match(context.text, ending.end)
    return Name(start, numbered.end() if numbered else ending.end, NameKind.ORGANISATION)


def _start(context: Context, ending: Ending) -> int | None:
    last = context.last
    is_firm = context.text.endswith(_FIRMS, ending.start, ending.end)
    if is_firm and context.follows_last(ending.start, NameKind.ZONE):
        return last.start
    company = company_start(context.text, ending, last.end, ends=context.place_ends)
    if company is not None:
        return company
    words = context.words(ending)
    head = proper_head(words, is_loose=True)
    if head is None:
        return _office_start(context, words, ending)
    head = with_realm(head, words)
    if not _is_body(head, words, context.text[ending.start : ending.end]):
        return None
    return last.start if _is_affiliate(context, head) else context.partner_start(head.start)


def _is_affiliate(context: Context, head: Head) -> bool:
    """Whether the body belongs to the one named right before it: 某大学附属金山医院."""
    text, last = context.text, context.last
    if last.kind is not NameKind.ORGANISATION or not text.endswith(_PARENTS, 0, last.end):
        return False
    return head.start == last.end or (
        text.startswith("附属", last.end) and head.start <= last.end + SHORT
    )


def _is_body(head: Head, words: list[Word], suffix: str) -> bool:
    """Whether what stands before the suffix tells one body from all the others."""
    if is_counted(words, head):
        return False
    if not head.body:
        is_letter = head.words[-1].end - head.words[0].start < SHORT
        return suffix in grammar().of_places and not is_letter
    if head.has_place and suffix[-1] in _PUBLIC:
        return True
    if sum(len(word.text) for word in head.body) < _LEAST_BODY:
        return False
    is_firm = head.has_place and suffix.endswith(_FIRMS)
    is_trade = is_firm and not any(word.text in grammar().firms for word in head.body)
    return is_trade or says_something(head.body)


def _office_start(context: Context, words: list[Word], ending: Ending) -> int | None:
    """省交通运输厅, 国家统计局, 市发展改革委: an office named by its realm alone."""
    if context.text[ending.end - 1] not in _OFFICES:
        return None
    run = words[run_start(words) :]
    if len(run) >= SHORT and run[0].text in _REALM_WORDS:
        return run[0].start
    if ending.end - ending.start <= SHORT:
        return None
    realm = _REALM.search(context.text, max(context.last.end, ending.start - 3), ending.start)
    return None if realm is None else realm.start(1)
