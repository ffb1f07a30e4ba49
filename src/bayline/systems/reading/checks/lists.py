"""Whether a list has as many members as it says, and a slogan as many explanations as terms."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Row, State, Verdict
from bayline.systems.reading.rules.lists import CountedList, Slogan, counted_lists, slogans
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.wording import finding


def members_of_list(views: Sequence[View]) -> list[Finding]:
    """Count the members of a list and compare with the printed count.

    title_zh: 列举与个数

    Counted: what 、 (and, where it may, 和) sets apart. 等 leaves a list open: it may name fewer
    members than it counts, never more.

    Verdicts: holds; contradiction where no reading of the list has the printed count.

    Example: 甲产业、乙产业、丙产业、丁产业4个特色产业 holds.
    """
    found: list[Finding] = []
    for view in views:
        for each in counted_lists(view):
            made = _list_finding(view, each)
            found += [made] if made else []
    return found


def _list_finding(view: View, each: CountedList) -> Finding | None:
    if each.least <= each.stated <= each.most:
        return _made(view, each, verdict=Verdict.HOLDS)
    too_many = each.least > each.stated and each.is_certain
    too_few = each.most < each.stated and each.is_complete
    return _made(view, each, verdict=Verdict.CONTRADICTION) if too_many or too_few else None


def _made(view: View, each: CountedList, *, verdict: Verdict) -> Finding:
    members = each.stated if verdict is Verdict.HOLDS else each.least
    quote = view.document.reading.text[each.start : each.end]
    if verdict is Verdict.HOLDS:
        zh = f"相符：{view.name}列举{members}项，与所写{each.stated}一致。"
        en = f"Agrees: {view.name} lists {members} and says {each.stated}."
    else:
        gap = each.least - each.stated if each.least > each.stated else each.stated - each.most
        zh = f"不一致：{view.name}写{each.stated}项，实际列举{members}项，差{gap}项：“{quote}”。"
        en = f"Does not agree: {view.name} says {each.stated} and lists {members}; {gap} apart."
    rows = (
        Row(label="列举", figure=Figure.exactly(members, "个"), label_en="Listed"),
        Row(label="文中写", figure=Figure.exactly(each.stated, "个"), label_en="Stated"),
    )
    claims = (view.reference(each.start, each.end),)
    return finding("members_of_list", verdict, (zh, en), rows=rows, claims=claims)


def terms_of_slogan(views: Sequence[View]) -> list[Finding]:
    """Compare the terms of a slogan such as 1+4+4+4 with those that the text explains.

    title_zh: 数字口号的解释

    Never added up: the plus signs of a slogan make no sum. A slogan none of whose terms is
    explained is left alone.

    Verdicts: holds where all terms are explained; a warning (needs basis) where only some are.

    Example: “1+4+4+4” with the three fours explained and the 1 not is a warning.
    """
    return [
        _slogan_finding(view, slogan)
        for view in views
        for slogan in slogans(view)
        if slogan.explained
    ]


def _slogan_finding(view: View, slogan: Slogan) -> Finding:
    words = view.document.reading.text[slogan.start : slogan.end]
    missing = Counter(slogan.terms) - Counter(slogan.explained)
    known = _counted(Counter(slogan.explained))
    claims = [view.reference(slogan.start, slogan.end)]
    claims += [view.reference(*span) for span in slogan.spans]
    if not missing:
        zh = f"相符：{view.name}中“{words}”的{len(slogan.terms)}个数都有解释。"
        en = f"Agrees: every term of {words} in {view.name} is explained."
        return finding("terms_of_slogan", Verdict.HOLDS, (zh, en), claims=claims)
    zh = f"注意：{view.name}中“{words}”解释了{known}，未解释{_counted(missing)}。"
    en = f"Check: of {words} in {view.name}, {sum(missing.values())} of {len(slogan.terms)} terms "
    en += f"({_listed(missing)}) are not explained."
    found = finding("terms_of_slogan", Verdict.NEEDS_BASIS, (zh, en), claims=claims)
    # What the rest stands for is to be looked at again; no figure waits for a basis.
    return replace(found, state=State.WARNING)


def _counted(terms: Counter[int]) -> str:
    return "、".join(
        f"{count}个“{term}”" if count > 1 else f"“{term}”" for term, count in terms.items()
    )


def _listed(terms: Counter[int]) -> str:
    return ", ".join(str(term) for term in terms.elements())
