"""What entries of the registers of cooperation must be beside one another.

What another register does not hold yet is unknown, not wrong, so that either may be filled first.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date

from bayline.kernel import periods
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values

AGREEMENTS, PROMISES = "agreements", "agreement_promises"
MEETINGS, DECISIONS, GROUPS = "joint_meetings", "meeting_decisions", "working_groups"
SERVICES, USES, BRANDS = "shared_services", "service_uses", "old_brands"
ORGANISATIONS, TRACKS = "organisations", "schemes/tracks"
ALLIANCE, TOWN = "alliance", "town"
LEVELS = ("province", "city", "county", "department", "town", "village")
_LEAST = 2
_PARTED = re.compile(r"[\n；;]+")
_BLANK = re.compile(r"\s+")
Known = Callable[[Collection[str]], frozenset[str] | None]
TextOf = Callable[[str], str | None]


def parties_of(values: Values) -> tuple[str, ...]:
    """Give the parties of an entry, in the order in which they are written."""
    return named_in(values.get("parties", ""))


def named_in(text: str) -> tuple[str, ...]:
    """Give what stands one a line, or parted by semicolons."""
    return tuple(filter(None, map(str.strip, _PARTED.split(text))))


def parties_well_named(
    known: Known, *, least: Callable[[Values], int] = lambda _values: _LEAST
) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that something has two parties or more, each once, each known.

    Args:
        known: Gives those of some names that are known; None where that cannot be told yet.
        least: Gives how many parties an entry has at least.
    """

    def rule(changed: Changed, around: Around) -> Iterator[Breach]:
        named = {party for values in changed.values() if values for party in parties_of(values)}
        there = _there(named, known, around)
        for key, values in changed.items():
            if values:
                for fault in _faulty(parties_of(values), least(values), there):
                    yield Breach(key=key, field="parties", fault=fault)

    return rule


def _there(named: set[str], known: Known, around: Around) -> frozenset[str] | None:
    """Give the parties that are known, or are organisations that come with them."""
    found = known(named)
    if found is None:
        return None
    beside = (
        values[field]
        for field in ("code", "name")
        for values in around.related(ORGANISATIONS, field, named - found).values()
    )
    return found | frozenset(beside)


def least_of_agreement(values: Values) -> int:
    """Give how many parties an agreement names: two, but of an alliance the place that hosts it."""
    return 1 if values.get("kind") == ALLIANCE else _LEAST


def _faulty(parties: tuple[str, ...], least: int, there: frozenset[str] | None) -> Iterator[Fault]:
    twice = next((one for one in parties if parties.count(one) > 1), "")
    if twice:
        yield refused(
            twice,
            "写了两次，各方要不同",
            "请改写另一方",
            "stands twice, and nobody promises to himself",
            "name the other side",
        )
    if len(set(parties)) < least:
        yield refused(
            "、".join(parties),
            "只有一方，协议至少要有两方",
            "请写明另一方",
            "is one party, and it takes two to agree",
            "name the other side",
        )
    for name in parties:
        if there is not None and name not in there:
            yield refused(
                name,
                "不是地名表中的地方，也不是名册中的单位",
                "请改正，或先登记该单位",
                "is no place and no organisation of the register",
                "correct it, or enter the organisation first",
            )


def promises_fit_their_agreement(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse promises of others than the parties, or due before the agreement was made."""
    codes = {values["agreement"] for values in changed.values() if values}
    agreements = around.related(AGREEMENTS, "code", codes)
    for key, values in changed.items():
        agreement = agreements.get(values["agreement"]) if values else None
        if not values or agreement is None:
            continue
        parties = parties_of(agreement)
        if parties and values["owner"] not in parties:
            yield Breach(key=key, field="owner", fault=_no_party(values["owner"], parties))
        signed = _first_day(agreement.get("date", ""))
        if signed is not None and values.get("due", "9") < signed.isoformat():
            yield Breach(key=key, field="due", fault=_too_early(values["due"], signed, "签订"))


def decisions_fit_their_meeting(
    text_of: TextOf,
) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that decisions stand in the minutes, and are due after their meeting.

    Args:
        text_of: Gives the text of a document; None where it is not in the record.
    """

    def rule(changed: Changed, around: Around) -> Iterator[Breach]:
        codes = {values["meeting"] for values in changed.values() if values}
        meetings = around.related(MEETINGS, "code", codes)
        for key, values in changed.items():
            if values:
                yield from _decision(key, values, meetings.get(values["meeting"], {}), text_of)

    return rule


def days_follow(
    register: str, field: str, what: str
) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that nothing agreed is due before the day on which it was agreed.

    Args:
        register: Where what was agreed stands.
        field: The field there that names the meeting or the agreement.
        what: What happened on that day, as refusals say it.
    """

    def rule(changed: Changed, around: Around) -> Iterator[Breach]:
        there = {key: values for key, values in changed.items() if values}
        dated = {key: _first_day(values.get("date", "")) for key, values in there.items()}
        agreed = around.related(register, field, {key for key, day in dated.items() if day})
        for values in agreed.values():
            day, due = dated.get(values[field]), values.get("due", "9")
            if day is not None and due < day.isoformat():
                fault = _too_late(day, values["name"], due, what)
                yield Breach(key=values[field], field="date", fault=fault)

    return rule


def _too_late(day: date, name: str, due: str, what: str) -> Fault:
    return refused(
        day.isoformat(),
        f"晚于“{name}”的期限{due}（{what}在前）",
        "请核对日期，或先改期限",
        f"is after “{name}” is due, on {due}",
        "correct this day, or that one first",
    )


def _decision(key: str, values: Values, meeting: Values, text_of: TextOf) -> Iterator[Breach]:
    held = meeting.get("date", "")
    if held and values.get("due", "9") < held:
        day = date.fromisoformat(held)
        yield Breach(key=key, field="due", fault=_too_early(values["due"], day, "开会"))
    minutes = meeting.get("document", "")
    if minutes and values["document"] != minutes:
        yield Breach(key=key, field="document", fault=_other_minutes(values["document"], minutes))
        return
    text = text_of(values["document"])
    if text is not None and _close(values["quote"]) not in _close(text):
        yield Breach(key=key, field="quote", fault=_not_there(values["quote"], values["document"]))


def stands_in(quote: str, text: str) -> bool:
    """Tell whether words stand in a text, however its lines are broken."""
    return bool(_close(quote)) and _close(quote) in _close(text)


def _close(text: str) -> str:
    return _BLANK.sub("", text)


def groups_have_two_leads(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse working groups that one unit leads on both sides."""
    for key, values in changed.items():
        lead = values.get("lead", "") if values else ""
        if values and lead and lead == values.get("partner", ""):
            fault = refused(
                lead,
                "两方的牵头单位相同",
                "请写对方的单位",
                "leads on both sides",
                "name the unit of the other side",
            )
            yield Breach(key=key, field="partner", fault=fault)


def _first_day(edtf: str) -> date | None:
    return periods.parse(edtf).start if edtf else None


def _no_party(owner: str, parties: Collection[str]) -> Fault:
    named = "、".join(parties)
    return refused(
        owner,
        f"不是协议的一方，各方是{named}",
        "请从各方中选",
        f"is no party of the agreement; they are {named}",
        "name one of them",
    )


def _too_early(due: str, day: date, what: str) -> Fault:
    word = {"签订": "the agreement was made", "开会": "the meeting was held"}[what]
    return refused(
        due,
        f"早于{day}（{what}）",
        "请写以后的日期",
        f"is before {day}, when {word}",
        "give a later day",
    )


def _other_minutes(document: str, minutes: str) -> Fault:
    return refused(
        document,
        f"不是这次会议的纪要，纪要是{minutes}",
        "请写纪要的文件名",
        f"is not the minutes of the meeting, which are {minutes}",
        "name the minutes",
    )


def _not_there(quote: str, document: str) -> Fault:
    return refused(
        quote,
        f"在{document}里没有这段话",
        "请照抄纪要中的原文",
        f"does not stand in {document}",
        "copy the words of the minutes as they are",
    )
