"""What each act needs before it counts, and what it changes.

Each function looks at a village as it stands, refuses what does not follow with a sentence, and
otherwise changes it.
"""

from collections.abc import Callable

from bayline.systems.villages.rules.courses import (
    Course,
    assigned_sheaf,
    bad,
    complete,
    need_reason,
    refuse_untouchable,
    sheaf_of,
)
from bayline.systems.villages.rules.declaring import is_said
from bayline.systems.villages.rules.evidence import check_photos
from bayline.systems.villages.rules.fairness import check_inspectors
from bayline.systems.villages.rules.rounds import Sheaf, round_of
from bayline.systems.villages.rules.scoring import check_score, check_total
from bayline.systems.villages.rules.sheets import sheet_for
from bayline.systems.villages.terms.events import Act, Event, Grounds, Signature
from bayline.systems.villages.terms.standings import Order


def enrolled(course: Course, event: Event, grounds: Grounds) -> None:
    """Put a village into a batch; it is in one only."""
    if grounds.campaign.batch(event.batch) is None:
        known = [one.code for one in grounds.campaign.batches]
        bad(
            event,
            (f"there is no batch “{event.batch}”", f"there are: {', '.join(known)}", "name one"),
            (f"没有批次“{event.batch}”", f"有：{'、'.join(known)}", "请写其中之一"),
        )
    if course.is_withdrawn and not course.sheaves:
        course.batch, course.is_withdrawn = "", False
    if course.batch not in ("", event.batch):
        name = course.village.name
        bad(
            event,
            (
                f"{name} is in batch “{course.batch}” already, and would be in “{event.batch}” too",
                "a village is in one batch",
                "withdraw one of the two",
            ),
            (
                f"{name}已在批次“{course.batch}”，不能又在“{event.batch}”",
                "一个村只在一批",
                "请去掉其中一处",
            ),
        )
    course.batch = event.batch


def assigned(course: Course, event: Event, grounds: Grounds) -> None:
    """Give a village its inspectors, none of them from its own town."""
    refuse_untouchable(course, event)
    sheaf = sheaf_of(course, event.round)
    if sheaf is None and event.round != len(course.sheaves) + 1:
        last = len(course.sheaves)
        bad(
            event,
            (
                f"round {event.round} cannot follow",
                f"there are {last} rounds",
                "begin the next one",
            ),
            (f"不能是第{event.round}轮", f"已有{last}轮", "请接着编下一轮"),
        )
    if sheaf is not None and sheaf.scores:
        bad(
            event,
            (f"round {event.round} has scores already", "", "finish it, then begin another"),
            (f"第{event.round}轮已有得分", "", "请先做完这一轮"),
        )
    if event.round > 1:
        _refuse_unmended(course, event)
    fresh = _fresh(course, event, grounds)
    check_inspectors(event, course.village, grounds.inspectors, needed=fresh.sheet.inspectors)
    course.sheaves[event.round - 1 :] = [fresh]


def _fresh(course: Course, event: Event, grounds: Grounds) -> Sheaf:
    """Begin a round: of all items, or of those that had to be mended."""
    if event.round == 1:
        sheet = sheet_for(grounds.sheets, event.day, where=event.id)
        asked, kept = tuple(one.code for one in sheet.items), {}
    else:
        before = course.sheaves[event.round - 2]
        sheet, asked = before.sheet, course.orders[-1].items
        scores = round_of(before, course.village.code).scores
        kept = {code: score for code, score in scores.items() if code not in asked}
    return Sheaf(
        number=event.round, sheet=sheet, asked=asked, inspectors=event.inspectors, kept=kept
    )


def _refuse_unmended(course: Course, event: Event) -> None:
    if course.ordered_in != event.round - 1:
        bad(
            event,
            (
                f"nothing was ordered to be mended after round {event.round - 1}",
                "a re-inspection looks at what had to be mended",
                "order it first, with a day",
            ),
            (
                f"第{event.round - 1}轮后没有下整改要求",
                "复验看的是整改的项",
                "请先下整改要求并定期限",
            ),
        )
    left = [one for one in course.orders[-1].items if one not in course.mended]
    if left:
        bad(
            event,
            (f"not yet mended: {', '.join(left)}", "", "report what was mended, with photos"),
            (f"还没有整改：{'、'.join(left)}", "", "请先报整改情况并附照片"),
        )


def scored(course: Course, event: Event, grounds: Grounds) -> None:
    """Take in the score of one item by one inspector."""
    refuse_untouchable(course, event)
    sheaf = assigned_sheaf(course, event)
    if event.sheet not in ("", sheaf.sheet.id):
        bad(
            event,
            (
                f"scored by the sheet {event.sheet}, round {event.round} is by {sheaf.sheet.id}",
                "",
                "load the form again and score by it",
            ),
            (
                f"用的评分表是{event.sheet}，第{event.round}轮用{sheaf.sheet.id}",
                "",
                "请重新下载表单再评",
            ),
        )
    check_score(event, sheaf.sheet)
    if event.item not in sheaf.asked:
        bad(
            event,
            (f"item “{event.item}” had not to be mended", "", "score what was ordered only"),
            (f"“{event.item}”不在整改要求里", "", "只评要求整改的项"),
        )
    if event.replaces and sheaf.seen.get(event.replaces) != (event.by, event.item):
        bad(
            event,
            (f"it replaces {event.replaces}, which is no score of this item", "", "name the score"),
            (f"它更正的{event.replaces}不是这一项的得分", "", "请写明更正哪一条"),
        )
    check_photos(event, course.village, grounds.limits)
    sheaf.take(event)


def submitted(course: Course, event: Event, _: Grounds) -> None:
    """Take an inspector's word that he or she is done; the total must be the sum."""
    refuse_untouchable(course, event)
    sheaf = assigned_sheaf(course, event)
    low, high = sheaf.bounds(event.by)
    check_total(event, low, high, sheaf.missing(event.by))
    sheaf.submitted.add(event.by)


def resolved(course: Course, event: Event, _: Grounds) -> None:
    """Take one of several scores that differ, of those that were looked at."""
    refuse_untouchable(course, event)
    need_reason(event, "a choice between two scores", "取舍两个得分")
    sheaf = sheaf_of(course, event.round)
    key = sheaf.seen.get(event.replaces) if sheaf else None
    known = {one.id for one in sheaf.scores[key]} if sheaf and key else set()
    if (
        sheaf is None
        or event.replaces not in known
        or not {*event.items} & known - {event.replaces}
    ):
        bad(
            event,
            (
                f"{event.replaces} is not in conflict with {', '.join(event.items) or 'anything'}",
                "a choice names all scores that were looked at",
                "name those that are shown, and the one to take",
            ),
            (
                f"{event.replaces}与{'、'.join(event.items) or '别的得分'}没有冲突",
                "取舍要写明看过哪几个得分",
                "请从列出的得分中选",
            ),
        )
    sheaf.resolve(event)


def ordered(course: Course, event: Event, _: Grounds) -> None:
    """Order what has to be mended, until a day, and why."""
    refuse_untouchable(course, event)
    sheaf = complete(course, event)
    need_reason(event, "an order to mend", "整改要求")
    _refuse_nothing_to_mend(course, event, sheaf)
    if event.due is None or event.due < event.day:
        bad(
            event,
            (f"due {event.due}", "an order has a day that is still to come", "write the day"),
            (f"整改期限是{event.due}", "期限要写，且不早于当天", "请写期限"),
        )
    course.orders.append(Order(event.items, event.due, event.reason))
    course.ordered_in, course.is_rejected = sheaf.number, False
    course.mended = set()


def _refuse_nothing_to_mend(course: Course, event: Event, sheaf: Sheaf) -> None:
    scores = round_of(sheaf, course.village.code).scores
    whole = [
        one
        for one in event.items
        if one not in scores or scores[one] == sheaf.sheet.by_code[one].most
    ]
    if whole or not event.items or len({*event.items}) < len(event.items):
        named, named_zh = (", ".join(whole) or "none named, or one twice"), "、".join(whole)
        bad(
            event,
            (f"nothing to mend: {named}", "these items lost no points", "name those that did"),
            (f"没有可整改的：{named_zh or '没有写或重复'}", "这些项没有扣分", "请写扣了分的项"),
        )


def rectified(course: Course, event: Event, grounds: Grounds) -> None:
    """Take the village's word that something was mended, with photos."""
    refuse_untouchable(course, event)
    asked = course.orders[-1].items if course.ordered_in else ()
    stray = [one for one in event.items if one not in asked]
    if stray or not event.items:
        bad(
            event,
            (f"not ordered to be mended: {', '.join(stray) or 'none named'}", "", "name what was"),
            (f"不在整改要求里：{'、'.join(stray) or '没有写'}", "", "请写要求整改的项"),
        )
    if not event.photos:
        bad(
            event,
            ("no photo shows what was mended", "", "add a photo"),
            ("整改没有照片", "", "请附照片"),
        )
    check_photos(event, course.village, grounds.limits)
    course.mended |= {*event.items}


def accepted(course: Course, event: Event, grounds: Grounds) -> None:
    """Accept a village by signature, over the result that was signed."""
    refuse_untouchable(course, event)
    sheaf = complete(course, event)
    found = round_of(sheaf, course.village.code)
    if course.ordered_in == sheaf.number:
        bad(
            event,
            ("what had to be mended was not re-inspected", "", "re-inspect it first"),
            ("要求整改的还没有复验", "", "请先复验"),
        )
    if not found.passes:
        bad(
            event,
            (f"it cannot be accepted with grade “{found.grade}”", "that does not pass", "mend it"),
            (f"等次是“{found.grade}”，不能验收", "不合格", "请先整改、复验"),
        )
    signature = _signature(event, grounds)
    if signature.digest != found.digest:
        bad(
            event,
            (
                "the result is not the one that was signed",
                f"{signature.digest[:12]}… was signed, it is {found.digest[:12]}…",
                "look at what came since, and sign again",
            ),
            (
                "现在的结果不是签字时的结果",
                f"签的是{signature.digest[:12]}…，现在是{found.digest[:12]}…",
                "请看后来上传了什么，再签",
            ),
        )
    course.accepted_on, course.signature = event.day, signature


def _signature(event: Event, grounds: Grounds) -> Signature:
    """Give who signs, where the campaign lets this office sign."""
    signature, offices = event.signature, grounds.campaign.signed_by
    if signature is None or not (is_said(signature.name) and is_said(signature.office)):
        bad(
            event,
            ("nobody has signed the acceptance", "", "sign it with name and office"),
            ("验收没有签字", "", "请签姓名和职务"),
        )
    if offices and signature.office.strip() not in offices:
        bad(
            event,
            (
                f"“{signature.office}” does not sign acceptances of this campaign",
                f"these offices do: {', '.join(offices)}",
                "have one of them sign",
            ),
            (
                f"“{signature.office}”不能签这项行动的验收",
                f"由{'、'.join(offices)}签",
                "请由其中之一签字",
            ),
        )
    return signature


def rejected(course: Course, event: Event, _: Grounds) -> None:
    """Reject a village that was inspected; that needs a reason."""
    refuse_untouchable(course, event)
    complete(course, event)
    need_reason(event, "a rejection", "不予验收")
    course.is_rejected = True


def withdrawn(course: Course, event: Event, _: Grounds) -> None:
    """Take a village out of the campaign; that needs a reason."""
    refuse_untouchable(course, event)
    need_reason(event, "a withdrawal", "退出")
    course.is_withdrawn = True


ACTS: dict[Act, Callable[[Course, Event, Grounds], None]] = {
    Act.ENROLLED: enrolled,
    Act.ASSIGNED: assigned,
    Act.SCORED: scored,
    Act.SUBMITTED: submitted,
    Act.RESOLVED: resolved,
    Act.ORDERED: ordered,
    Act.RECTIFIED: rectified,
    Act.ACCEPTED: accepted,
    Act.REJECTED: rejected,
    Act.WITHDRAWN: withdrawn,
}
