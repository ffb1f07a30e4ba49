"""Days compared and months cleared: what differs is found, listed and asked about, never netted."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bayline.engines.ledger.comparing import Comparison, Range
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.cleared import drawn_of, statement
from bayline.systems.settlement.rules.protocol.core import Lying, Messages, Office
from bayline.systems.settlement.rules.protocol.days import day_of, month_of, next_month
from bayline.systems.settlement.rules.protocol.items import Figures
from bayline.systems.settlement.rules.protocol.leftovers import differences_of, followers
from bayline.systems.settlement.rules.protocol.messages import Message, canonical
from bayline.systems.settlement.rules.protocol.treating import PATIENCE, Treating

EVERY = 300  # seconds from one comparison of the days that are over to the next
LeftOut = Mapping[str, list[int | None]]


class Clearing(Treating):
    """Each office compares what it claims; what it owes it confirms."""

    def __init__(self, office: Office, lying: Lying) -> None:
        super().__init__(office, lying)
        self.looked: int | None = None
        self.is_told, self.has_heard = True, False
        self.looking: dict[str, Comparison] = {}

    def tick(self, now: int) -> Messages:
        """Ask what became of what is open; from time to time compare days, and clear months."""
        said = super().tick(now)
        # Whoever was not answered looks again soon: the other office may just have started.
        every = EVERY if self.is_told else PATIENCE
        if self.is_ready and (self.looked is None or abs(now - self.looked) >= every):
            self.looked, self.is_told = now, False
            said += [*self.compare(now)]
        if self.is_ready and self.has_heard:
            self.has_heard = False
            for month in self.clearable(now):
                said += self.clear(month, now)
        return said

    # Days.

    def compare(self, now: int) -> Iterator[Message]:
        """Tell the other office what the days that are over come to, and ask for the same."""
        claimed, today = self.state.items[state.CLAIMED], day_of(now)
        apart = self.days_apart()
        months = {month_of(day) for day in claimed.days} | {month_of(today)}
        months |= {month_of(day_of(now - 86_400 * date.fromisoformat(today).day))}
        months -= {*self.state.cleared[state.CLAIMED].months}
        for month in sorted(months | {month_of(day) for day in apart}):
            named = {*claimed.days_of(month, before=today)} if month in months else set()
            named |= {day for day in apart if month_of(day) == month}
            days = {day: claimed.figures(day) for day in sorted(named)}
            yield self.message("DAILY_TOTAL", self.next_id(), {"month": month, "days": days}, now)

    def days_apart(self) -> set[str]:
        """Give the days on which the offices differed when they were last compared.

        They are asked about again though nothing is left of them here: the other office may have
        put a backup back, and what stood there may stand under another day now.
        """
        daily = self.state.daily[state.CLAIMED]
        return {day for day, one in daily.items() if one["own"] != one["other"]}

    def give_totals(self, message: Message, now: int) -> Messages:
        """Say what the days of a month come to that are over here too."""
        owed, month, theirs = self.state.items[state.OWED], *self.told(message)
        today = day_of(now)
        days = {*owed.days_of(month, before=today), *(one for one in theirs if one < today)}
        own = {day: owed.figures(day) for day in sorted(days)}
        empty = [0, 0, owed.figures("")[2]]
        self.note_days(state.OWED, own, {day: theirs.get(day, empty) for day in own})
        return [self.message("TOTALS", message["id"], {"month": month, "days": own}, now)]

    def told(self, message: Message) -> tuple[str, dict[str, Figures]]:
        """Give the month and the figures of its days that a message tells."""
        return message["body"]["month"], message["body"]["days"]

    def take_totals(self, message: Message, now: int) -> Messages:
        """Hold the days of the other office against the own; look into those that differ."""
        claimed, (_, theirs) = self.state.items[state.CLAIMED], self.told(message)
        self.is_told = self.has_heard = True
        own = {day: claimed.figures(day) for day in theirs}
        self.note_days(state.CLAIMED, own, theirs)
        said: Messages = []
        for day, (size, _, digest) in theirs.items():
            if own[day] != theirs[day]:
                whole = Range(int(size), str(digest))
                self.looking[day] = Comparison(claimed.listing(day), whole)
                said += self.look_into(day, now)
        return said

    def note_days(
        self, side: str, own: Mapping[str, Figures], other: Mapping[str, Figures]
    ) -> None:
        """Write down what both offices say of days, where that is new."""
        known = self.state.daily[side]
        days = {
            day: told
            for day, figures in own.items()
            if (told := {"own": figures, "other": other[day]})
            != {name: known.get(day, {}).get(name) for name in ("own", "other")}
        }
        if days:
            self.write({"row": "daily", "side": side, "days": days})

    def look_into(self, day: str, now: int) -> Messages:
        """Ask for the parts of a day that differ, or write down what does."""
        question = self.looking[day].question()
        if any(question):
            body = {"day": day, **question._asdict()}
            return [self.message("DAILY_DETAIL", self.next_id(), body, now)]
        return self.conclude(day, self.looking.pop(day), now)

    def give_details(self, message: Message, now: int) -> Messages:
        """Give what was asked for of a day."""
        asked = message["body"]
        listing = self.state.items[state.OWED].listing(asked["day"])
        parts = {one: [[*part] for part in listing.parts_of(one)] for one in asked["parts"]}
        items = {one: listing.listed(one) for one in asked["items"]}
        body = {"day": asked["day"], "parts": parts, "items": items}
        return [self.message("DETAILS", message["id"], body, now)]

    def take_details(self, message: Message, now: int) -> Messages:
        """Go on with a day by what was answered."""
        told = message["body"]
        looking = self.looking.get(told["day"])
        if looking is None:
            return []
        parts = {one: [Range(*part) for part in some] for one, some in told["parts"].items()}
        looking.take(parts, told["items"])
        return self.look_into(told["day"], now)

    def conclude(self, day: str, looking: Comparison, now: int) -> Messages:
        """Write down every difference of a day, and give up what this office never asked for."""
        items = self.state.items[state.CLAIMED].days.get(day, {})
        found = {
            name: [items.get(name), other]
            for name, (_, other) in looking.found.items()
            if items.get(name) != other
        }
        if found != self.state.daily[state.CLAIMED][day]["differences"]:
            self.write({"row": "differing", "day": day, "found": found})
        return [
            sent
            for name, (own, other) in found.items()
            if own is None and other is not None and other >= 0 and name not in self.state.asked
            for sent in self.give_up(name, now)
        ]

    # Months.

    def clearable(self, now: int) -> list[str]:
        """Give the months that may be cleared by themselves: over, agreed, and due."""
        days = self.office.clears
        if not days:
            return []
        claimed = self.state.items[state.CLAIMED]
        before = self.state.cleared[state.CLAIMED]
        done = {*before.months, *before.withdrawn, *self.clearing()}
        months = sorted({month_of(day) for day in claimed.days} - done)
        today = day_of(now)
        return [one for one in months if today > f"{next_month(one)}-{days:02}" and self.agree(one)]

    def clearing(self) -> Iterator[str]:
        """Give the months whose statement is without an answer."""
        for name in self.state.waiting:
            if self.state.asked[name].kind == "CLEAR":
                yield self.state.asked[name].body["month"]

    def agree(self, month: str) -> bool:
        """Whether both offices said the same of every day of a month, and that is how it stands."""
        claimed, daily = self.state.items[state.CLAIMED], self.state.daily[state.CLAIMED]
        told = {day: one for day, one in daily.items() if month_of(day) == month}
        days = [day for day, _ in claimed.of(month)]
        is_told = all(day in told and told[day]["own"] == claimed.figures(day) for day in days)
        return is_told and all(one["own"] == one["other"] for one in told.values())

    def apart_in(self, month: str) -> dict[str, list[int | None]]:
        """Give the differences of a month that are known, by id: own amount, the other's."""
        return differences_of(self.state, month)

    def clear(
        self, month: str, now: int, *, left_out: LeftOut | None = None, desk: str = ""
    ) -> Messages:
        """Propose the statement of a month, signed.

        Args:
            month: The month.
            now: The present moment.
            left_out: Items on which the offices differ, with both amounts; they stay open. What
                takes back an item that was left out before is left out too.
            desk: By which order, empty if it is done by itself.
        """
        out = {**followers(self.state, month), **(left_out or {})}
        size, total, root = self.state.items[state.CLAIMED].figures_of(month, without=out)
        body = {"month": month, "size": size, "total": total, "root": root, "left_out": out}
        signed = self.signed(statement(body, claims=self.office.name, owes=self.office.partner))
        return self.ask("CLEAR", {**body, "signed": signed, **_by(desk)}, now)

    def withdraw(self, month: str, now: int, *, desk: str = "") -> Messages:
        """Take the statement of a month back, if there is one."""
        found = self.state.cleared[state.CLAIMED].months.get(month)
        return self.ask("WITHDRAW", {"original": found["id"], **_by(desk)}, now) if found else []

    def prepay(self, fen: int, now: int, *, desk: str = "") -> Messages:
        """Tell the other office what was paid to it before anything is due."""
        return self.ask("PREPAY", {"fen": fen, **_by(desk)}, now)

    def signed(self, content: Mapping[str, Any]) -> str:
        """Sign a statement as this office."""
        return self.office.seal.sign(canonical(content))

    def confirm(self, body: Mapping[str, Any], now: int) -> dict[str, Any]:
        """Sign the statement of a month, or say by its code why not."""
        code = self.stands_against(body, now)
        if code:
            figures = self.state.items[state.OWED].figures_of(body["month"])
            return {"result": "refused", "code": code, "figures": figures}
        drawn = drawn_of(body["total"], self.state.cleared[state.OWED].advance)
        said = statement(body, claims=self.office.partner, owes=self.office.name)
        return {"result": "ok", "drawn": drawn, "signed": self.signed({**said, "drawn": drawn})}

    def stands_against(self, body: Mapping[str, Any], now: int) -> str:
        """Say by its code why a month is not cleared; empty if it is."""
        owed, month, out = self.state.items[state.OWED], body["month"], body["left_out"]
        if month in self.state.cleared[state.OWED].months:
            return "cleared_already"
        if month >= month_of(day_of(now)):
            return "month_not_over"
        figures = owed.figures_of(month, without=out)
        is_known = all(owed.find(month, name) == other for name, (_, other) in out.items())
        if not is_known or figures != [body["size"], body["total"], body["root"]]:
            return "month_differs"
        said = statement(body, claims=self.office.partner, owes=self.office.name)
        if not self.office.seal.holds(self.office.partner, canonical(said), body["signed"]):
            return "bad_signature"
        return ""

    def is_confirmed(self, body: Mapping[str, Any], reply: Message) -> bool:
        """Whether an answer to a statement is one that this office may post."""
        drawn = reply["body"]["drawn"]
        if not 0 <= drawn <= drawn_of(body["total"], self.state.cleared[state.CLAIMED].advance):
            return False
        said = {
            **statement(body, claims=self.office.name, owes=self.office.partner),
            "drawn": drawn,
        }
        signed = reply["body"]["signed"]
        return self.office.seal.holds(self.office.partner, canonical(said), signed)


def _by(desk: str) -> dict[str, str]:
    return {"desk": desk} if desk else {}
