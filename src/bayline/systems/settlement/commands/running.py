"""`bayline settlement node` and `certificate`: run a node, and make what it shows its partner."""

import asyncio
import signal
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import open_home
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.settlement.node.certificates import make_certificate
from bayline.systems.settlement.node.configuring import Configured, configured
from bayline.systems.settlement.node.running import Running, driven_by


def run(file: Path) -> None:
    """Run the node of a file until it is told to stop.

    Raises:
        BaylineError: The file does not fit, or the node cannot start.
    """
    told = configured(file)
    open_home()
    complain(
        either(
            f"结算节点在 https://{told.host}:{told.port} 等候{told.partner}（Ctrl-C停止）",
            f"The node waits for {told.partner} at https://{told.host}:{told.port} "
            "(Ctrl-C stops it)",
        )
    )
    asyncio.run(_until_stopped(told))


async def _until_stopped(told: Configured) -> None:
    running, loop = Running(told, partial(driven_by, told)), asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, running.stop)
    await running.run()


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
