"""`bayline produce samples`: a table of residue tests into the register."""

from datetime import UTC, datetime

from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.produce.actions.sampling import take_samples
from bayline.systems.produce.commands.files import read


def show(file: str, *, by: str) -> None:
    """Take a file in and say how many tests are new.

    Raises:
        BaylineError: The file cannot be read, or a row is wrong.
    """
    text = read(file).decode("utf-8-sig", "replace")
    taken = take_samples(text, where=file, by=by, at=datetime.now(UTC))
    complain(either(f"收下{taken}项检测", f"{taken} tests are new"))
