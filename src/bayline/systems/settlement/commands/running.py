"""`bayline settlement node`: run the node of this installation."""

import asyncio
import signal
from functools import partial

from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.settlement.node.configuring import Configured
from bayline.systems.settlement.node.running import Running, driven_by


def run(told: Configured) -> None:
    """Run a node until it is told to stop; its home is open.

    Raises:
        BaylineError: The node cannot start.
    """
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
