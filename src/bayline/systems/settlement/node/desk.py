"""The desk of hospitals at the office of the place of treatment: JSON over HTTPS, by number.

The outcome of a message is success (infcode 0), refusal (-1) or unknown (1). What is unknown is
not guessed: the hospital sends the same message id again, and is told what became of it.
"""

import logging
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta, timezone
from functools import partial
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.actions.keys import Protecting
from bayline.systems.settlement.node.configuring import Windows
from bayline.systems.settlement.node.gathering import present
from bayline.systems.settlement.node.running import Running
from bayline.systems.settlement.node.speaking import NoAnswerError
from bayline.systems.settlement.node.taking_back import UNKNOWN as NOT_KNOWN
from bayline.systems.settlement.node.taking_back import cancel, check_same, is_of, reverse, taken
from bayline.systems.settlement.node.window import shown_by
from bayline.systems.settlement.rules import desk
from bayline.systems.settlement.rules.desk import Envelope, Row, refusal
from bayline.systems.settlement.rules.identities import checked
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.days import day_said
from bayline.systems.settlement.rules.protocol.messages import Message
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.refusals import CODES, SettlementError
from bayline.systems.settlement.rules.taking import text, whole

_LOG = logging.getLogger(__name__)
SUCCESS, REFUSED, UNKNOWN = 0, -1, 1
_CHINA = timezone(timedelta(hours=8))  # the clock of hospitals, as of the days that are counted by


class Places(NamedTuple):
    """Where bills of this desk come from.

    Attributes:
        enrollment: Where its patients are insured.
        treatment: Where they are treated.
        levels: Level of each hospital, by its code.
        shown: Digests of the certificates of each hospital, by its code.
    """

    enrollment: str
    treatment: str
    levels: Mapping[str, int]
    shown: Mapping[str, Container[str]]


def places_of(windows: Windows, treatment: str) -> Places:
    """Give where the bills of a desk come from.

    Args:
        windows: The desk, as the file of the node describes it.
        treatment: Where its patients are treated.
    """
    levels = {code: one.level for code, one in windows.hospitals.items()}
    shown = {code: shown_by(one.certificate) for code, one in windows.hospitals.items()}
    return Places(windows.partner_area, treatment, levels, shown)


class Desk:
    """Does what hospitals ask, each message once."""

    def __init__(self, running: Running, places: Places, partner: str) -> None:
        self.running, self.places, self.partner = running, places, partner

    async def answer(self, data: bytes, shown: str) -> Row:
        """Give the answer to a message.

        Args:
            data: The message.
            shown: The digest of the certificate that whoever sent it has shown.
        """
        name = ""
        try:
            told = desk.envelope_in(data)
            name = told.id
            self.admit(told, shown)
            output = await self.done(told)
            return answered(name, SUCCESS, "", output)
        except SettlementError as error:
            code = UNKNOWN if error.code == NOT_KNOWN else REFUSED
            _LOG.warning("a message of a hospital was not done: %s", error.code)
            return answered(name, code, error.code, {}, said=error.in_chinese())
        except Exception as error:  # noqa: BLE001 - whatever it was, its outcome is not known
            _LOG.warning("a message of a hospital failed: %s", type(error).__name__)
            return answered(name, UNKNOWN, NOT_KNOWN, {})

    def admit(self, told: Envelope, shown: str) -> None:
        """Let a hospital speak for itself only.

        Raises:
            SettlementError: It is none of this office, or the certificate is that of another.
        """
        if told.hospital not in self.places.levels:
            raise refusal("unknown_hospital", "fixmedins_code", "不是本处的定点机构")
        if shown not in self.places.shown[told.hospital]:
            raise refusal("other_certificate", "fixmedins_code", "所用证书不是这家机构的")

    async def done(self, told: Envelope) -> Row:
        """Do what a message asks."""
        number = told.number
        if number not in desk.LISTS and not isinstance(told.input.get("data", {}), dict):
            raise refusal("not_an_object", "input.data", "input.data应为对象")
        if number == desk.ELIGIBLE:
            return await self.eligible(told)
        if number in desk.PRESETTLE:
            bill = await self.bill(told, desk.PRESETTLE[number])
            quote = await self.quote(bill)
            return {"setlinfo": desk.settled_row("", bill, quote)}
        if number in desk.SETTLE:
            return await self.settle(told)
        if number in (*desk.CANCEL, desk.REVERSE):
            return await self.take_back(told)
        return await self.looked(told)

    # One patient.

    async def eligible(self, told: Envelope) -> Row:
        """Say whether somebody may be treated here at the cost of the partner's office."""
        said = await self.named(told)
        person = desk.kept_text(said, "psn_no")
        body = {
            "person": person,
            "on": _day_of({"begntime": text(said, "begntime")}).isoformat(),
            "enrollment_area": self.places.enrollment,
            "treatment_area": self.places.treatment,
        }
        found = (await self.inquired("ELIGIBILITY", body))["body"]
        if found.get("code"):
            raise refused_there(found["code"])
        return {"psn_no": person, "filings": found["filings"], "used": found["used"]}

    async def named(self, told: Envelope) -> Row:
        """Give what a message says, its person named by pseudonym."""
        said: Row = told.input.get("data", {})
        if "certno" not in said:
            return said
        number = said["certno"]
        if not isinstance(number, str):  # and is not repeated, whatever it is
            raise refusal("bad_identity", "certno", "certno应为文字")
        on = _day_of(said)
        work = partial(_pseudonym, number, self.partner, on)
        rest = {name: one for name, one in said.items() if name != "certno"}
        return {**rest, "psn_no": await self.worked(lambda _node, _now: work())}

    async def bill(self, told: Envelope, kind: str) -> Row:
        """Make the bill of a message."""
        said = await self.named(told)
        named = told._replace(input={**told.input, "data": said})
        areas = (self.places.enrollment, self.places.treatment)
        return desk.bill_in(named, kind=kind, level=self.places.levels[told.hospital], areas=areas)

    async def quote(self, bill: Row) -> Row:
        """Have a bill quoted."""
        found = await self.inquired("PRESETTLE", {"bill": bill})
        body: Row = found["body"]
        if found["kind"] == "NOTE":
            raise refused_there(body["code"])
        return body

    async def inquired(self, kind: str, body: Row) -> Message:
        """Ask the partner something that changes nothing, and give what it says."""
        ids: list[str] = []

        def work(node: Node, now: int) -> Messages:
            said = node.inquire(kind, body, now)
            ids.append(said[0]["id"])
            return said

        with suppress(NoAnswerError):
            await self.running.ask(work)
        heard: Message | None = await self.worked(lambda node, _now: node.heard(ids[-1]))
        if heard is None:
            raise refusal(NOT_KNOWN, "the insured office does not answer", "参保地没有答复")
        return heard

    async def settle(self, told: Envelope) -> Row:
        """Settle a bill, once for each message id."""
        bill = {**await self.bill(told, desk.SETTLE[told.number]), "desk": told.id}
        name = await self.worked(lambda node, _now: node.state.by_desk.get(told.id, ""))
        if not name:
            said = told.input["data"].get("rules")
            rules = said if isinstance(said, str) else (await self.quote(bill))["rules"]
            await self.asked(lambda node, now: _settle(node, bill, rules, now))
        found: Row = await self.worked(lambda node, _now: _outcome(node, told.id, bill))
        return found

    async def take_back(self, told: Envelope) -> Row:
        """Cancel a settlement, or give up the message of another id, seen or not."""
        said = told.input.get("data", {})
        is_reversal = told.number == desk.REVERSE
        name = desk.original_in(told) if is_reversal else text(said, "setl_id")
        await self.worked(lambda node, _now: check_same(node, told, name))
        work = reverse if is_reversal else cancel
        await self.asked(partial(work, name=name, told=told))
        found: Row = await self.worked(lambda node, _now: taken(node, told, name))
        return found

    async def asked(self, work: Callable[[Node, int], Messages]) -> None:
        """Have something asked; whether it was answered is seen by what is known afterwards."""
        with suppress(NoAnswerError):
            await self.running.ask(work)

    async def worked(self, work: Callable[[Node, int], Any]) -> Any:  # noqa: ANN401 - whatever it gives
        """Do something in the thread of the node, and give what came of it."""
        found: list[Any] = []

        def doing(node: Node, now: int) -> Messages:
            try:
                found.append((work(node, now), None))
            except SettlementError as error:
                found.append((None, error))
            return []

        await self.running.gathering.do(doing)
        value, error = found[-1]
        if error is not None:
            raise error
        return value

    # All of a hospital.

    async def looked(self, told: Envelope) -> Row:
        """Answer what is asked of many settlements."""
        works: Mapping[str, Callable[..., Row]] = {
            desk.TOTALS: _totals,
            desk.DETAILS: _details,
            desk.SPLIT: _split,
            desk.CONFIRM: partial(_confirm, row="confirmed"),
            desk.WITHDRAW: partial(_confirm, row="unconfirmed"),
        }
        work = works[told.number]
        found: Row = await self.worked(lambda node, _now: work(node, told))
        return found


def answered(name: str, code: int, word: str, output: Row, *, said: str = "") -> Row:
    """Give an answer as the national interfaces frame it."""
    return {
        "infcode": code,
        "inf_refmsgid": name,
        "respond_time": present().astimezone(_CHINA).strftime("%Y%m%d%H%M%S"),
        "err_msg": f"{word} {said}".strip(),
        "output": output,
    }


def refused_there(code: str) -> SettlementError:
    """Make the refusal of the insured office."""
    known = code if code in CODES else "refused_there"
    return refusal(known, f"the insured office: {code}", f"参保地经办机构答复{code}")


def _day_of(said: Row) -> date:
    try:
        return date.fromisoformat(str(said.get("setl_date") or said.get("begntime"))[:10])
    except ValueError:
        raise refusal("bad_date", "setl_date, begntime", "日期写作2025-03-14") from None


def _pseudonym(number: str, partner: str, on: date) -> str:
    checked(number, on=on)
    try:
        return Protecting(partner, on=on).person(number)
    except SettlementError:
        raise
    except BaylineError as error:
        raise refusal("no_keys", error.sentence(), error.in_chinese()) from None


def _settle(node: Node, bill: Row, rules: str, now: int) -> Messages:
    desk_id = bill["desk"]
    if desk_id in node.state.barred or desk_id in node.state.by_desk:
        return []
    return node.settle(bill, rules, now)


def _outcome(node: Node, desk_id: str, bill: Row) -> Row:
    """Say what became of a bill."""
    if desk_id in node.state.barred:
        raise refusal("reversed_before", "2601", "已先冲正")
    name = node.state.by_desk.get(desk_id)
    if name is None:
        raise refusal(NOT_KNOWN, "it was not sent", "尚未发出")
    one = node.state.asked.get(name)
    if one is None or one.body.get("bill") != bill:
        raise refusal("other_contents", "msgid", "同一报文编号内容不同")
    if one.standing == state.REVERSED and one.reply is None:
        raise refusal("reversed_before", "2601", "未得到答复即已冲正")
    if one.standing in state.OPEN or one.reply is None:
        raise refusal(NOT_KNOWN, "no answer of the insured office yet", "参保地尚未答复")
    if one.standing == state.REFUSED:
        raise refused_there(one.reply["body"]["code"])
    return {"setlinfo": desk.settled_row(name, bill, one.reply["body"]), "setl_stas": one.standing}


def _rows(node: Node, hospital: str, first: str, last: str) -> Iterator[Row]:
    """Give the settlements in force of a hospital by the days they count under."""
    for name, one in node.state.asked.items():
        if one.kind == "SETTLE" and one.standing == state.SETTLED and one.reply is not None:
            bill = one.body["bill"]
            if bill["hospital"] == hospital and first <= day_said(one.reply) <= last:
                yield desk.settled_row(name, bill, one.reply["body"])


def _totals(node: Node, told: Envelope) -> Row:
    first, last = desk.days_in(told)
    own = desk.totals_of(_rows(node, told.hospital, first, last))
    said = told.input["data"]
    off = {name: [fen, said.get(name)] for name, fen in own.items() if said.get(name) != fen}
    return {"stmt_rslt": int(bool(off)), "differences": off, **own}


def _details(node: Node, told: Envelope) -> Row:
    first, last = desk.days_in(told)
    listed = told.input.get("list", [])
    if not isinstance(listed, list):
        raise refusal("not_an_object", "input.list", "input.list应为数组")
    off = desk.compared(_rows(node, told.hospital, first, last), listed)
    return {"stmt_rslt": int(bool(off)), "differences": off}


def _split(node: Node, told: Envelope) -> Row:
    month = desk.month_in(told)
    start = whole(told.input["data"], "startrow", default=1, least=1) - 1
    rows = [*_rows(node, told.hospital, f"{month}-01", f"{month}-31")]
    page = [
        {**row, "cnfm_flag": int(row["setl_id"] in node.state.confirmed)}
        for row in rows[start : start + desk.PAGE]
    ]
    return {"totalrow": len(rows), "startrow": start + 1, "data": page}


def _confirm(node: Node, told: Envelope, *, row: str) -> Row:
    names = desk.names_in(told)
    known = {name for name in names if name in node.state.asked}
    mine = {one for one in known if node.state.asked[one].kind == "SETTLE"}
    mine = {one for one in mine if is_of(node.state.asked[one].body, told.hospital)}
    if {*names} - mine:
        raise refusal("unknown_message", "setl_id", "有不属于本机构的结算")
    changed = [one for one in names if (one in node.state.confirmed) != (row == "confirmed")]
    if changed:
        node.note_desk(row, names=changed)
    return {"count": len(names)}
