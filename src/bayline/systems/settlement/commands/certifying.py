"""`bayline settlement certificate`: make what a node shows its partner."""

from datetime import UTC, datetime
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.terminal import write
from bayline.systems.settlement.node.certificates import make_certificate


def certify(name: str, folder: Path) -> None:
    """Make a certificate, and say where it lies.

    Raises:
        BaylineError: A file of that name is there, or cannot be written.
    """
    try:
        made, key = make_certificate(name, folder, at=datetime.now(UTC))
    except (OSError, ValueError) as error:
        raise BaylineError(
            f"no certificate can be made for “{name}”",
            where=str(folder),
            why=str(error),
            do="choose another name or folder; what is there is never written over",
            zh=Words(
                f"不能为“{name}”生成证书", str(error), "请换名称或文件夹；已有的文件不会被覆盖"
            ),
        ) from None
    write(f"{made}\n{key}\n")
