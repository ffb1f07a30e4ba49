"""Measures a table of requests from being asked to being accepted, each cell a claim.

Usage: python benchmarks/requests.py [ROWS] [COLUMNS]
ROWS and COLUMNS are how large the table is (5,000 and 30). Times are of the processor.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

NOON = datetime(2024, 4, 5, 4, tzinfo=UTC)


def main(rows: int, columns: int) -> int:
    """Ask a table, fill it in, send and accept it.

    Args:
        rows: How many rows it has.
        columns: How many of its columns hold numbers.
    """
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(BAYLINE_HOME=home, DJANGO_SETTINGS_MODULE="bayline.site.settings")
        import django

        django.setup()
        _go(rows, columns)
    return 0


def _template(rows: int, columns: int) -> bytes:
    head = 'name = "works"\ntitle = "工程季报"\nasker = "office"\nunits = ["finance"]\n'
    name = '\n[[column]]\nname = "name"\ntitle = "项目"\ngiven = true\n'
    numbers = "".join(
        f'\n[[column]]\nname = "n{at}"\ntitle = "第{at}项"\ntype = "decimal"\nunit = "万元"\n'
        '\n[column.claim]\nsubject_from = "name"\nplace = "310116"\n'
        for at in range(columns)
    )
    given = "".join(
        f'\n[[row]]\ncode = "r{at:05}"\nvalues = {{ name = "工程{at}" }}\n' for at in range(rows)
    )
    return f"{head}{name}{numbers}{given}".encode()


def _go(rows: int, columns: int) -> None:
    from django.core.management import call_command

    from bayline.kernel import periods
    from bayline.platform.packs.actions import keep_files
    from bayline.platform.people.terms import Grant, Role, Visitor
    from bayline.systems.plan.actions.requests.answering import Sending, save_draft, send
    from bayline.systems.plan.actions.requests.asking import Hand, Wish, ask
    from bayline.systems.plan.actions.requests.deciding import accept
    from bayline.systems.plan.queries.requests import asked
    from bayline.systems.plan.rules.requests.terms import Filled

    def hand(name: str, role: Role, unit: str, minutes: int) -> Hand:
        grants = (Grant(role=role, organisation=unit),)
        visitor = Visitor(name=name, account=name, grants=grants)
        return Hand(visitor=visitor, at=NOON + timedelta(minutes=minutes))

    call_command("migrate", verbosity=0)
    office = hand("乙", Role.REVIEWER, "office", 0)
    clerk = hand("甲", Role.CLERK, "finance", 1)
    cells = {f"n{at}": str(at * 7 + 3) for at in range(columns)}
    filled = Filled(rows={f"r{at:05}": dict(cells) for at in range(rows)}, same=frozenset())
    _timed(
        "kept",
        lambda: keep_files({"requests/works.toml": _template(rows, columns)}, by="乙", at=NOON),
    )
    wish = Wish(template="works", period=periods.quarter(1, 2024))
    code = _timed("asked", lambda: ask(wish, hand=office)).code
    draft = _timed("saved", lambda: save_draft(code, "finance", filled, version=0, hand=clerk))
    sending = Sending(seen=0, draft=draft)
    _timed("sent", lambda: send(code, "finance", sending, hand=clerk))
    seen = asked(code, "finance").standing.step
    deciding = hand("乙", Role.REVIEWER, "office", 2)
    _timed("accepted", lambda: accept(code, "finance", seen=seen, reason="", hand=deciding))
    print(f"{rows} rows of {columns} numbers: {rows * columns:,} claims")


def _timed(what: str, done: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it gives
    began = time.process_time()
    found = done()
    print(f"| {what} | {time.process_time() - began:.1f} s |", flush=True)
    return found


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(sizes or [5_000, 30])))
