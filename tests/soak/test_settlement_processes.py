"""Two offices as processes, killed, stalled and cut off at random while a hospital settles."""

import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time

import pytest

from bayline.systems.settlement.commands.calling import Calling, message_id
from bayline.systems.settlement.commands.demonstrating import Demonstration

pytestmark = pytest.mark.soak
SECONDS = float(os.environ.get("BAYLINE_SOAK_SECONDS", "300"))
SEED = int(os.environ.get("BAYLINE_SOAK_SEED", "1"))
DESKS = 3
PAUSE_S = 0.2  # so that all that was settled fits into one message that asks for differences
HOSPITAL = "H31011600001"
DAY = 86_400
ADDRESSES = {"shanghai": "10.77.1.1", "jiaxing": "10.77.1.2"}  # in networks of their own
AT_DESK = "10.77.2.1"


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
            time.sleep(PAUSE_S)

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


class Networked(Demonstration):
    """Each office in a network of its own, with one line between them and one to the hospital."""

    def __init__(self, folder):
        super().__init__(folder)
        tag = f"{os.getpid() % 100_000}"
        self.names = {name: f"bl-{name[:2]}-{tag}" for name in ADDRESSES}
        calling = Calling(folder, self.ports["desk"], HOSPITAL)
        calling.address = f"https://{AT_DESK}:{self.ports['desk']}/settlement/desk"
        self.hospital = calling.say
        for name in self.names.values():
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        sh, jx = self.names.values()
        ip("-n", sh, "link", "add", "line", "type", "veth", "peer", "name", "line", "netns", jx)
        for name, address in ADDRESSES.items():
            ip("-n", self.names[name], "address", "add", f"{address}/24", "dev", "line")
            ip("-n", self.names[name], "link", "set", "line", "up")
        self.hall = f"bl{tag}"
        ip("link", "add", self.hall, "type", "veth", "peer", "name", "hall", "netns", sh)
        ip("address", "add", "10.77.2.2/24", "dev", self.hall)
        ip("link", "set", self.hall, "up")
        ip("-n", sh, "address", "add", f"{AT_DESK}/24", "dev", "hall")
        ip("-n", sh, "link", "set", "hall", "up")

    def program(self, name):
        """Run the node of an office in its network."""
        return ("ip", "netns", "exec", self.names[name], *super().program(name))

    def config(self, name):
        """Let an office listen in its network, and find the other on the line."""
        here, partner = ADDRESSES[name], {*ADDRESSES} - {name}
        address = ADDRESSES[partner.pop()]
        written = super().config(name).replace("https://127.0.0.1", f"https://{address}")
        return written.replace('"127.0.0.1"', '"0.0.0.0"' if name == "shanghai" else f'"{here}"')

    def cut(self, chance):
        """Cut the line for a while: for both, or for what one of them says."""
        one = (*self.names.values(),)[chance.randrange(2)]
        if chance.random() < 0.5:
            ip("-n", one, "link", "set", "line", "down")
            time.sleep(chance.random() * 14)
            ip("-n", one, "link", "set", "line", "up")
        else:
            ip("-n", one, "route", "add", "blackhole", "10.77.1.0/25")
            time.sleep(chance.random() * 14)
            ip("-n", one, "route", "del", "blackhole", "10.77.1.0/25")

    def remove(self):
        """Take the networks away, and their lines with them."""
        for name in self.names.values():
            subprocess.run(["ip", "netns", "delete", name], check=False)


def ip(*words):
    """Set up a part of a network."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


def test_a_line_that_is_cut_loses_nothing_and_pays_nothing_twice(tmp_path, lacking):
    if shutil.which("ip") is None or os.geteuid() != 0:
        lacking("networks of their own need the program ip and the rights of root")
    if subprocess.run(["ip", "netns", "list"], check=False, capture_output=True).returncode:
        lacking("this kernel has no network namespaces")
    demonstration, chance = Networked(tmp_path), random.Random(SEED)
    demonstration.prepare()
    try:
        demonstration.start("shanghai", "jiaxing")
        load = Load(demonstration)
        end, cuts = time.monotonic() + SECONDS / 2, 0
        while time.monotonic() < end:
            time.sleep(chance.random() * 4)
            demonstration.cut(chance)
            cuts += 1
        load.stop()
        assert cuts > 2
        assert len(load.told) > cuts
        look(demonstration, load.told)
    finally:
        for name in [*demonstration.going]:
            demonstration.stop(name)
        demonstration.remove()


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
