"""`bayline produce capture`: the events of a document into the home."""

from datetime import UTC, datetime

import orjson

from bayline.engines.epcis.faults import UnreadableError
from bayline.engines.epcis.streaming import read_stream
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.produce.actions.capturing import Captured
from bayline.systems.produce.actions.keeping import capture_stream
from bayline.systems.produce.commands.files import opened
from bayline.systems.produce.commands.validating import record_of, row_of


def show(file: str, *, whole: bool, form: str) -> int:
    """Capture a file and say what came of it.

    Args:
        file: Its path, or `-` for standard input.
        whole: Whether a fault keeps out the whole document.
        form: text or json.

    Returns:
        1 if something stands against it, else 0.

    Raises:
        BaylineError: The file cannot be read or the home cannot be written.
    """
    with opened(file) as source:
        try:
            stream = read_stream(source)
            done = capture_stream(stream, now=datetime.now(UTC), whole=whole)
        except UnreadableError as error:
            error.where = file
            raise
    _tell(done, form)
    return int(bool(done.faults))


def _tell(done: Captured, form: str) -> None:
    if form == "json":
        told = {"captured": done.kept, "repeated": done.repeated,
                "faults": [record_of(one) for one in done.faults]}  # fmt: skip
        write(f"{orjson.dumps(told).decode()}\n")
        return
    write("".join(map(row_of, done.faults)))
    complain(
        either(
            f"收下{done.kept}个事件，{done.repeated}个早已收过，{len(done.faults)}处不对",
            f"{done.kept} events kept, {done.repeated} were kept before, "
            f"{len(done.faults)} things stand against it",
        )
    )
