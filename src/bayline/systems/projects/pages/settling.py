"""What has become of land and firms by the end of a day, as pages show it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import plain
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages.answers import Checked, contradicted
from bayline.systems.projects.pages.grounds import Grounds, Linked
from bayline.systems.projects.pages.renewal_context import Land, Settled
from bayline.systems.projects.pages.surrounding import step_word
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import FIRMS, PARCELS
from bayline.systems.projects.rules.renewals import Balance, LandStage, balance
from bayline.systems.projects.rules.renewing import renewal_of, step_of
from bayline.systems.projects.rules.standing import grouped


def mu_word(mu: Decimal) -> str:
    """Say an area in mu."""
    return _("%(mu)s亩") % {"mu": plain(mu, thousands=True)}


@dataclass(frozen=True, kw_only=True)
class Settling:
    """The entries of renewals, to be settled at the end of a day.

    Attributes:
        parcels: Of each renewal, by its code.
        firms: The same.
        day: The day.
    """

    parcels: Mapping[str, Sequence[Values]]
    firms: Mapping[str, Sequence[Values]]
    day: date

    @classmethod
    def of(cls, codes: Collection[str], *, day: date, at: datetime | None) -> "Settling":
        """Ask for the entries of some renewals."""
        found = (entries_of(name, codes=codes, at=at) if codes else {} for name in (PARCELS, FIRMS))
        parcels, firms = (grouped(each.values()) for each in found)
        return cls(parcels=parcels, firms=firms, day=day)

    def balance(self, code: str) -> Balance:
        """Settle one renewal.

        Raises:
            BaylineError: Its land is ahead of itself.
        """
        renewal = renewal_of(code, self.parcels.get(code, ()), self.firms.get(code, ()))
        return balance(renewal, day=self.day)

    def settled(self, code: str, grounds: Grounds) -> tuple[Settled | None, Checked | None]:
        """Show one renewal settled, or why it cannot be."""
        try:
            found = self.balance(code)
        except BaylineError as error:
            return None, contradicted(error)
        parcels, firms = self.parcels.get(code, ()), self.firms.get(code, ())
        unread = sum(1 for one in parcels if step_of(one) is None)
        out, into = self._counted(parcels, "firms_out"), self._counted(parcels, "firms_in")
        return Settled(
            land=tuple(
                Land(stage=stage.value, word=step_word(stage), mu=mu_word(area))
                for stage, area in found.areas.items()
            ),
            waiting=mu_word(found.waiting_mu),
            to_let=mu_word(found.to_let_mu),
            **_moved(found, firms, grounds),
            counted_out=out,
            counted_in=into,
            unread=unread,
            has_land=unread < len(parcels),
            has_firms=bool(firms or out or into),
        ), None

    def _counted(self, parcels: Sequence[Values], field: str) -> int:
        return sum(
            int(one.get(field) or 0)
            for one in parcels
            if (periods.parse(one["date"]).last or date.max) <= self.day
        )


def sums_of(
    parcels: Mapping[str, Sequence[Values]], codes: Collection[str], *, day: date
) -> dict[LandStage, Decimal]:
    """Add the land of all renewals that can be settled, by stage.

    Args:
        parcels: The entries of parcels, by renewal.
        codes: Which renewals.
        day: At the end of which day.
    """
    sums = dict.fromkeys(LandStage, Decimal(0))
    for code in parcels.keys() & codes:
        try:
            areas = balance(renewal_of(code, parcels[code]), day=day).areas
        except BaylineError:  # said in its own row
            continue
        for stage, area in areas.items():
            sums[stage] += area
    return sums


def _moved(
    found: Balance, firms: Sequence[Values], grounds: Grounds
) -> dict[str, tuple[Linked, ...]]:
    named = {one.get("organisation") or one["firm"]: one for one in firms}
    sides = {"left": found.left, "came": found.came, "moved_within": found.moved_within}
    return {
        side: tuple(_firm(one, named[one], grounds) for one in moved)
        for side, moved in sides.items()
    }


def _firm(firm: str, values: Values, grounds: Grounds) -> Linked:
    where = grounds.ways.to(f"/organisations/{firm}") if values.get("organisation") else ""
    return Linked(label=values["firm"], address=where)
