"""Which findings touch which claims: enough to choose a look, without loading the findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from bayline.kernel.findings import Life, State
from bayline.platform.record import models
from bayline.platform.record.queries.prepared import Values, ask, marks_of, several

_OF_CHECKS = {"gone": False, "back": True}
Spot = tuple[str, int, int]  # hash of a source, first character, one past the last


class Touch(NamedTuple):
    """A finding that speaks of a source, and the claim in it, if it is one."""

    key: str
    state: State
    source: int
    claim: str
    is_present: bool
    life: Life

    @property
    def is_open(self) -> bool:
        """Whether it is found and nobody has closed it."""
        return self.is_present and self.life is Life.OPEN


def touches(
    *,
    sources: Sequence[int] | None = None,
    claims: Sequence[str] | None = None,
    state: State | None = None,
    as_of: datetime | None = None,
) -> list[Touch]:
    """List the findings that speak of sources, or rest on claims, once for each place.

    Args:
        sources: Numbers of sources that are spoken of; None for all.
        claims: Identifiers of claims that are rested on; None for all.
        state: Only findings of this state; None for all.
        as_of: As they stood then; None for now.
    """
    values = {
        **several("source", sources or ()),
        **several("claim", claims or ()),
        **({"state": state.value} if state else {}),
        **({"as_of": as_of} if as_of else {}),
    }
    form = (sources is None, claims is None, *values)
    found = ask(("touches", *form), values, partial(_touching, form))
    if not found:  # as on most pages of a long list
        return []
    told = _told(ask(("events of touches", *form), values, partial(_events, form)))
    return [
        Touch(key, State(state), source, claim or "", *told.get(key, (True, Life.OPEN)))
        for key, state, source, claim in found
    ]


def _touching(form: tuple[object, ...], marks: Values) -> Any:  # noqa: ANN401 - a query with relations
    columns = ("finding__key", "finding__state", "source_id", "claim__identifier")
    return _inputs(form, marks).values_list(*columns)


def _events(form: tuple[object, ...], marks: Values) -> Any:  # noqa: ANN401 - as above
    spoken = _inputs(form, marks).order_by().values("finding__key")
    events = models.FindingEvent.objects.filter(key__in=spoken)
    if "as_of" in marks:
        events = events.filter(recorded__lte=marks["as_of"])
    return events.order_by("pk").values_list("key", "state")


def _inputs(form: tuple[object, ...], marks: Values) -> Any:  # noqa: ANN401 - as above
    of_all_sources, of_all_claims, *_ = form
    rows = models.FindingInput.objects.order_by("pk")
    if not of_all_sources:
        rows = rows.filter(source__in=marks_of("source", marks))
    if not of_all_claims:
        rows = rows.filter(claim__identifier__in=marks_of("claim", marks))
    if "state" in marks:
        rows = rows.filter(finding__state=marks["state"])
    return rows.filter(finding__recorded__lte=marks["as_of"]) if "as_of" in marks else rows


def _told(events: Iterable[tuple[Any, ...]]) -> dict[str, tuple[bool, Life]]:
    present: dict[str, bool] = {}
    lives: dict[str, Life] = {}
    for key, state in events:
        if state in _OF_CHECKS:
            present[key] = _OF_CHECKS[state]
        else:
            lives[key] = Life(state)
    keys = present.keys() | lives.keys()
    return {key: (present.get(key, True), lives.get(key, Life.OPEN)) for key in keys}


def claims_of_findings(keys: Sequence[str]) -> Mapping[str, Mapping[Spot, str]]:
    """Tell for findings which claim stands at which of the places they rest on."""
    rows = models.FindingInput.objects.filter(finding__key__in=keys, claim__start__isnull=False)
    columns = ("finding__key", "source__sha256", "claim__start", "claim__end", "claim__identifier")
    found: dict[str, dict[Spot, str]] = defaultdict(dict)
    for key, sha256, start, end, identifier in rows.values_list(*columns):
        found[key][sha256, start, end] = identifier
    return found
