"""Findings, for those who may read all that is kept."""

from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import State, state_of
from bayline.platform.people.terms import Audience
from bayline.platform.record import queries
from bayline.platform.record.queries.listed_sources import listed_findings
from bayline.platform.record.terms import KeptFinding
from bayline.surfaces.api.problems import missing
from bayline.surfaces.api.shapes import FindingShape
from bayline.surfaces.api.terms import Asked, Filter, Found, Kind, Listing, Page, Resource, Single

_SHORT = 12
_COLUMNS = {"check": "check_id", "state": "state"}


def _findings(asked: Asked) -> Page:
    values, behind = asked.values, asked.behind
    found = listed_findings(
        equal={column: values[name] for name, column in _COLUMNS.items() if name in values},
        source=values.get("document", ""),
        as_of=asked.as_of,
        behind=int(behind[0]) if behind else None,
        size=asked.size + 1,
    )
    shown = found[: asked.size]
    told = queries.findings_by_key([key for _, key in shown], as_of=asked.as_of)
    last = (shown[-1][0],) if len(found) > asked.size else None
    return Page([*map(_finding, told)], last)


def _one(asked: Asked) -> Found:
    try:
        return _finding(queries.finding(asked.parts["id"], as_of=asked.as_of))
    except BaylineError as error:
        raise missing(error) from None


def _finding(one: KeptFinding) -> FindingShape:
    found = one.finding
    return {
        "id": one.key,
        "check": found.check,
        "state": state_of(found).value,
        "severity": found.severity.value,
        "sentence": found.sentence,
        "sentence_en": found.sentence_en,
        "claims": [*one.claims],
        "references": [
            {
                "source": reference.document[:_SHORT],
                "start": reference.start,
                "end": reference.end,
                "quote": reference.quote,
            }
            for reference in found.claims
        ],
        "is_present": one.is_present,
        "life": one.life.value,
        "owner": one.owner,
        "due": one.due.isoformat() if one.due else None,
        "reason": one.reason,
        "recorded": one.recorded,
    }


RESOURCES = (
    Resource(
        address="findings",
        name="findings",
        title="核对结果",
        about="What checks found, those found last first.",
        audience=Audience.READ,
        reads=Listing(
            page=_findings,
            shape=FindingShape,
            filters=(
                Filter(name="check", about="Which check found it.", example="same_figure"),
                Filter(
                    name="state",
                    about="What comparing came to.",
                    kind=Kind.CHOICE,
                    choices=tuple(state.value for state in State),
                ),
                Filter(name="document", about="Id of a source it speaks of."),
            ),
        ),
    ),
    Resource(
        address="findings/{id}",
        name="finding",
        title="一条核对结果",
        about="One finding.",
        audience=Audience.READ,
        reads=Single(get=_one, shape=FindingShape),
        examples={"id": "0123456789abcdef"},
    ),
)
