"""`bayline settlement node`: run the node of this installation."""

import asyncio
import signal
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.settlement.node.configuring import Configured
from bayline.systems.settlement.node.desk import Desk, places_of
from bayline.systems.settlement.node.entering import entering
from bayline.systems.settlement.node.running import Running, driven_by
from bayline.systems.settlement.rules.packs import editions
from bayline.systems.settlement.rules.protocol.days import day_of


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
    if told.desk is not None:
        places = places_of(told.desk, editions(told.rules).area)
        running.open_window(Desk(running, places, told.partner).answer, told, told.desk)
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, running.stop)
    going = asyncio.ensure_future(running.run())
    if told.persons is not None:
        now = datetime.now(UTC) + timedelta(seconds=told.ahead)
        today = date.fromisoformat(day_of(int(now.timestamp())))
        entered = asyncio.ensure_future(
            running.gathering.do(entering(told.persons, told.partner, on=today))
        )
        await asyncio.wait([going, entered], return_when=asyncio.FIRST_COMPLETED)
        if entered.done() and entered.exception() is not None:
            running.stop()
            await going
            entered.result()
    await going
