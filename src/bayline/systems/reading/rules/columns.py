"""Records as rows for people: a few columns, numbers with their hedge, days as they are said."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import plain, to_places
from bayline.kernel.findings import Finding

Record = dict[str, Any]
CHECK_COLUMNS = ("severity", "verdict", "check", "sentence", "where")
READ_COLUMNS = ("at", "kind", "text", "read as", "attribute", "subject", "time", "status")
_SIGNS = {
    Bound.EXACT: "",
    Bound.RANGE: "",
    Bound.ABOUT: "≈ ",
    Bound.OVER: "> ",
    Bound.NEARLY: "≲ ",
    Bound.AT_LEAST: "≥ ",
    Bound.AT_MOST: "≤ ",
    Bound.UNDER: "< ",
}
_MOST_DECIMALS = 6
_LONGEST = 40  # characters of a sentence in a column


def read_row(record: Record) -> tuple[str, ...]:
    """Return the cells of `READ_COLUMNS` for one record of what was read."""
    kind = record["kind"]
    cells: dict[str, Callable[[Record], str]] = {
        "quantity": _number,
        "number": _number,
        "time": lambda found: found["duration"] or found["type"],
        "place": _named,
        "name": _named,
        "event": _happened,
        "promise": lambda found: f"due {found['due']}" if found["due"] else "",
    }
    return (
        str(record["start"]),
        kind,
        shortened(record["text"]),
        cells[kind](record),
        record.get("attribute") or "",
        record.get("subject") or "、".join(record.get("who", ())),
        days(record.get("time")) or _assumed(record),
        record.get("status") or "",
    )


def check_row(finding: Finding) -> tuple[str, ...]:
    """Return the cells of `CHECK_COLUMNS` for one finding; each place is a document and a quote."""
    places = (f"{claim.document}:{claim.start} {claim.quote}" for claim in finding.claims)
    return (
        finding.severity.value,
        finding.verdict.value,
        finding.check,
        finding.sentence,
        "; ".join(places),
    )


def shortened(text: str) -> str:
    """Cut a text to the width of a column, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def days(time: dict[str, str | None] | None) -> str:
    """Print a stretch of days: one day, first..last, or an open end."""
    if not time:
        return ""
    first, last = time["start"] or "", time["end"] or ""
    return first if first == last else f"{first}..{last}"


def tabbed(rows: Iterable[tuple[str, ...]]) -> str:
    """Write rows as lines with tabs between the cells, for programs that cut columns."""
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


def _assumed(record: Record) -> str:
    assumed = days(record.get("time_assumed"))
    return f"({assumed})" if assumed else ""


def _number(record: Record) -> str:
    value, high = record["value"], record["high"]
    if value is None:
        return "?"
    said = _short(value) if high is None else f"{_short(value)} – {_short(high)}"
    change = f" ({record['change']})" if record.get("change") else ""
    return f"{_SIGNS[record['bound']]}{said}{_unit(record)}{change}".replace("≈ ≈", "≈")


def _short(value: Decimal) -> str:
    """Print a number; one without a short end (3200亩 in square meters) to two decimals."""
    exact = plain(value)
    is_long = len(exact.partition(".")[2]) > _MOST_DECIMALS
    return f"≈ {plain(to_places(value, 2))}" if is_long else exact


def _unit(record: Record) -> str:
    unit = record.get("unit") or ""
    if unit != "1":
        return f" {unit}".rstrip()
    return f" ({_short(Decimal(record['value']) * 100)}%)"


def _named(record: Record) -> str:
    code = f" {record['code']}" if record["code"] else ""
    return f"{record['type']}: {record['name']}{code}"


def _happened(record: Record) -> str:
    return f"{record['type']} {shortened(record['what'] or '')}".strip()
