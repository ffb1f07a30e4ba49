"""Projects as registration sees them, from where they stand and their entries."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bayline.kernel import periods
from bayline.platform.registers.terms import Values
from bayline.systems.projects.rules.registering.terms import Candidate, Party, Slip
from bayline.systems.projects.rules.standing import Standing
from bayline.systems.projects.terms import Amount, AmountKind

_SIGNED = {
    Party.OWNER: "owner_signed",
    Party.BUILDER: "builder_signed",
    Party.SUPERVISOR: "supervisor_signed",
}
_TOTALS = (AmountKind.PLANNED_INVESTMENT, AmountKind.INVESTMENT)
_YES = "yes"


class Unsigned(NamedTuple):
    """An entry into the statistics whose slip somebody has not signed."""

    values: Values
    parties: tuple[Party, ...]


def candidate_of(standing: Standing, entry: Values | None = None) -> Candidate:
    """Put together what registration knows of a project.

    The planned total rests on the document that states it. The slip is that of the day of
    application, else of entry, else of the last stage.

    Args:
        standing: Where the project stands.
        entry: Its entry in the register of entries into the statistics; None if it has none.
    """
    planned = _planned(standing)
    values = entry or {}
    entered = values.get("entered", "")
    return Candidate(
        project=standing.project["code"],
        name=standing.project.get("name", ""),
        stage=standing.stage,
        planned=planned,
        basis=planned.evidence if planned else "",
        slips=tuple(_slips(standing, values)),
        registered=date.fromisoformat(entered) if entered else None,
        code=values.get("number", ""),
    )


def unsigned_in(entries: Iterable[Values]) -> Iterator[Unsigned]:
    """Give the entries whose slip is not signed by all three parties."""
    for values in entries:
        parties = tuple(party for party, name in _SIGNED.items() if values.get(name) != _YES)
        if parties:
            yield Unsigned(values, parties)


def _planned(standing: Standing) -> Amount | None:
    amounts = {amount.kind: amount for amount in reversed(standing.amounts)}
    return next((amounts[kind] for kind in _TOTALS if kind in amounts), None)


def _slips(standing: Standing, values: Mapping[str, str]) -> Iterator[Slip]:
    written = values.get("applied") or values.get("entered")
    day = periods.parse(written) if written else standing.since
    if day is None or not any(values.get(name) for name in _SIGNED.values()):
        return
    signed = ((party, party.zh) for party, name in _SIGNED.items() if values.get(name) == _YES)
    yield Slip(month=day, signed=(*signed,), evidence=values.get("document", ""))


def planned_entry(amounts: Iterable[Values]) -> Values | None:
    """Give the entry that states the planned total, else the total; None where none does."""
    kinds: dict[str, Values] = {}
    for values in sorted(amounts, key=lambda one: one["code"]):
        kinds.setdefault(values["kind"], values)
    return next((kinds[kind] for kind in _TOTALS if kind in kinds), None)
