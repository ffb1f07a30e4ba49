"""Two offices as processes of their own, killed and stalled at random while a hospital settles."""

import json
import os
import random
import signal
import threading
import time

import pytest

from bayline.systems.settlement.commands.calling import message_id
from bayline.systems.settlement.commands.demonstrating import Demonstration

pytestmark = pytest.mark.soak
SECONDS = float(os.environ.get("BAYLINE_SOAK_SECONDS", "300"))
SEED = int(os.environ.get("BAYLINE_SOAK_SEED", "1"))
DESKS = 3
HOSPITAL = "H31011600001"
DAY = 86_400


class Load:
    """Desks of a hospital that settle one bill after the other, and keep what they were told."""

    def __init__(self, demonstration):
        self.demonstration = demonstration
        self.told = {}
        self.going = True
        self.threads = [threading.Thread(target=self.work, args=(at,)) for at in range(DESKS)]
        for one in self.threads:
            one.start()

    def work(self, desk):
        """Settle until it is enough; what is unknown is asked again by the same id."""
        count = 0
        while self.going:
            count += 1
            self.settle(f"{desk}-{count}")

    def settle(self, visit):
        """Settle a bill, however often it has to be asked."""
        number, data, rows = self.demonstration.bill("门诊")
        name = message_id(HOSPITAL)
        until = time.monotonic() + 120
        while time.monotonic() < until:
            said = self.demonstration.hospital(
                number, {**data, "mdtrt_id": visit}, name=name, feedetail=rows
            )
            if said.get("infcode") == 0:
                self.told[visit] = said["output"]["setlinfo"]
                return
            assert said.get("infcode") in (None, 1), said
            time.sleep(0.2)
        raise AssertionError(f"{visit} never came to an end")

    def stop(self):
        """Let what is begun come to its end."""
        self.going = False
        for one in self.threads:
            one.join()


def disturb(demonstration, chance):
    """Kill a node and start it again, or stall it for longer than anybody waits."""
    name = ("shanghai", "jiaxing")[chance.randrange(2)]
    if chance.random() < 0.7:
        demonstration.stop(name, hard=True)
        time.sleep(chance.random() * 2)
        demonstration.start(name)
    else:
        process = demonstration.going[name]
        process.send_signal(signal.SIGSTOP)
        time.sleep(chance.random() * 14)
        process.send_signal(signal.SIGCONT)


def test_nothing_acknowledged_is_lost_and_nothing_paid_twice(tmp_path):
    demonstration, chance = Demonstration(tmp_path), random.Random(SEED)
    demonstration.prepare()
    try:
        demonstration.start("shanghai", "jiaxing")
        load = Load(demonstration)
        end, disturbed = time.monotonic() + SECONDS, 0
        while time.monotonic() < end:
            time.sleep(chance.random() * 5)
            disturb(demonstration, chance)
            disturbed += 1
        load.stop()
        assert disturbed > 2
        assert len(load.told) > disturbed
        look(demonstration, load.told)
    finally:
        for name in [*demonstration.going]:
            demonstration.stop(name)


def look(demonstration, told):
    """Hold what the hospital was told against both offices."""
    today = demonstration.today()
    rows = [*told.values()]
    first = min(row["setl_date"] for row in rows)
    span = {"stmt_begndate": first, "stmt_enddate": today}
    apart = demonstration.hospital("3202", span, list=rows)["output"]["differences"]
    assert apart == []
    demonstration.pass_time(DAY)
    until = time.monotonic() + 90
    while time.monotonic() < until:
        said = demonstration.bayline("shanghai", "settlement", "standing", "claimed")
        days = json.loads(said)["days"]
        if days and all(one["own"] == one["other"] for one in days.values()):
            assert sum(one["own"][0] for one in days.values()) == len(told)
            return
        time.sleep(2)
    raise AssertionError("the offices do not agree")
