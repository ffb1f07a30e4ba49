"""`bayline produce recalls`: a recall from the first sample to the last letter."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from django.utils import timezone
from django.utils.translation import override

from bayline.engines.epcis.keys import CANONICAL
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.pages import plain
from bayline.platform.terminal import complain, write
from bayline.systems.produce.actions.recalling import Opening, act_on, known_recall, open_recall
from bayline.systems.produce.pages.recall_context import RecallPage
from bayline.systems.produce.pages.recall_letters import LETTERS, letter_of
from bayline.systems.produce.pages.recall_views import gln_of, line_of, page_of
from bayline.systems.produce.queries.recalls import recalls
from bayline.systems.produce.rules.recalls import Kind, Recall, Scope, kilograms

_GLN = 13


def opened(  # noqa: PLR0913 - the options of the command
    lot: str, *, sample: str, scope: str, reason: str, drill: bool, by: str, form: str
) -> None:  # fmt: skip
    """Open a recall and show it.

    Raises:
        BaylineError: Nothing is known of the lot or the sample.
    """
    asked = Opening(lot, sample, Scope(scope), reason, drill)
    _tell(open_recall(asked, by=by, at=datetime.now(UTC)), form)


def listed(*, form: str) -> None:
    """Print all recalls."""
    with _language():
        lines = [line_of(one, Addresses()) for one in recalls()]
    if form == "json":
        write(f"{orjson.dumps([plain(one) for one in lines]).decode()}\n")
        return
    for one in lines:
        cells = (one.number, one.state.code, "drill" if one.is_drill else "-", one.lot,
                 f"{one.told}/{one.buyers}", one.shipped_kg, one.open_kg)  # fmt: skip
        write("\t".join(cells) + "\n")


def shown(number: str, *, form: str) -> None:
    """Print a recall.

    Raises:
        BaylineError: There is no such recall.
    """
    _tell(known_recall(number), form)


def acted(  # noqa: PLR0913 - the options of the command
    number: str, kind: str, *, buyer: str, kilograms: str, note: str, by: str, form: str
) -> None:  # fmt: skip
    """Write down what was done, and show the recall.

    Raises:
        BaylineError: The act cannot follow.
    """
    of = Kind(kind)
    told: dict[str, Any] = {"reason": note} if of is Kind.CLOSED else {"buyer": _party(buyer)}
    if of is Kind.NOTIFIED:
        told["how"] = note
    elif of is not Kind.CLOSED:
        told |= {"kilograms": f"{_mass(kilograms):f}", "note": note}
    _tell(act_on(number, of, told, by=by, at=datetime.now(UTC)), form)


_mass = kilograms


def _party(written: str) -> str:
    told = written.strip()
    return f"{CANONICAL}/417/{told}" if told.isdigit() and len(told) == _GLN else told


def _language() -> Any:  # noqa: ANN401 - a context of Django
    return override("en" if either("", "en") else "zh-hans")


def _tell(recall: Recall, form: str) -> None:
    with _language():
        page = page_of(recall, Addresses())
    if form == "json":
        write(f"{orjson.dumps(plain(page)).decode()}\n")
        return
    write("".join(f"{line}\n" for line in _lines(page)))
    balance = page.balance
    complain(
        either(
            f"{page.number}：{page.things}件，{len(page.sides)}个买家，发出{balance.shipped}千克，"
            f"收回{balance.recovered}，收不回{balance.lost}，未交代{balance.open}",
            f"{page.number}: {page.things} things, {len(page.sides)} buyers, {balance.shipped} kg "
            f"shipped, {balance.recovered} back, {balance.lost} lost, {balance.open} open",
        )
    )


def _lines(page: RecallPage) -> list[str]:
    return [
        "\t".join(
            (one.gln, one.name or "-", one.received_kg, one.passed_kg, one.recovered_kg,
             one.lost_kg, one.open_kg, f"{timezone.localtime(one.notified):%Y-%m-%d %H:%M}"
             if one.notified else "-")
        )
        for one in page.sides
    ]  # fmt: skip


def letters(number: str, *, output: str, language: str) -> None:
    """Write the letters of a recall into a folder.

    Raises:
        BaylineError: There is no such recall, or nothing can be written there.
    """
    recall, folder = known_recall(number), Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for side in recall.sides:
            with override("en" if language == "en" else "zh-hans"):
                letter = letter_of(recall, side, at=datetime.now(UTC))
                for form, made in LETTERS.items():
                    (folder / f"{number}-{gln_of(side.buyer)}.{form}").write_bytes(made(letter))
    except OSError as error:
        raise BaylineError(
            "the letters cannot be written",
            where=output,
            why=error.strerror or str(error),
            do="name another folder",
            zh=Words("通知书写不了", reason_in_chinese(error), "请换一个文件夹"),
        ) from error
    count = len(recall.sides)
    complain(
        either(f"{count}个买家的通知书，写在{output}", f"letters to {count} buyers are in {output}")
    )
