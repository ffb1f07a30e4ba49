"""Two nodes over HTTPS, each pinning the other: settled, refused, and nobody else comes in."""

import asyncio
import ssl
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial

import pytest
import urllib3

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.node.certificates import make_certificate
from bayline.systems.settlement.node.configuring import configured
from bayline.systems.settlement.node.running import Running, driven_by
from bayline.systems.settlement.node.speaking import PATH, Line, NoAnswerError
from bayline.systems.settlement.queries.journal import lying
from bayline.systems.settlement.rules.protocol.invariants import owed, settled
from bayline.systems.settlement.rules.protocol.messages import sealed

OTHER = {"jiaxing": "shanghai", "shanghai": "jiaxing", "stranger": "jiaxing"}


class InMemory:
    """Drives a node whose rows are kept nowhere else."""

    def __init__(self, node):
        self.node = node

    def together(self, works, *, now):
        """Do several things."""
        return [work(self.node, int(now.timestamp())) for work in works]


@pytest.fixture
def files(tmp_path, free_port):
    """The files of both nodes, and of a stranger who would like to be one."""
    ports = {name: free_port() for name in OTHER}
    for name in OTHER:
        make_certificate(name, tmp_path, at=datetime.now(UTC))
    for name, partner in OTHER.items():
        (tmp_path / f"{name}.toml").write_text(
            f'partner = "{partner}"\nrules = "jiaxing"\nhost = "127.0.0.1"\n'
            f'port = {ports[name]}\naddress = "https://127.0.0.1:{ports[partner]}"\n'
            f'certificate = "{name}.pem"\nkey = "{name}.key"\n'
            f'partner_certificate = "{partner}.pem"\n'
        )
    return {name: configured(tmp_path / f"{name}.toml") for name in OTHER}


@asynccontextmanager
async def going(*nodes):
    """Let nodes run until the block ends."""
    tasks = [asyncio.ensure_future(one.run()) for one in nodes]
    try:
        yield
    finally:
        for one in nodes:
            one.stop()
        await asyncio.gather(*tasks)


async def ready(*nodes):
    """Wait until each has been greeted; whoever starts first asks again after a second."""
    for node in nodes:
        while not await probed(node, lambda one: one.is_ready):
            with suppress(NoAnswerError):
                await node.ask(lambda one, now: one.tick(now))


async def probed(running, look):
    """Look at a node in its own thread, which alone may read its rows."""
    found = []

    def work(node, _now):
        found.append(look(node))
        return []

    await running.gathering.do(work)
    return found[0]


def admitted(person, used, filed):
    def work(node, _now):
        node.admit(person, used, filed)
        return []

    return work


def test_bills_are_settled_over_https_and_nobody_else_comes_in(
    store, memory, files, year, filed, bill
):
    del store
    treating = Running(files["shanghai"], lambda: InMemory(memory.node))
    insured = Running(files["jiaxing"], partial(driven_by, files["jiaxing"]))

    async def day():
        async with going(treating, insured):
            await insured.gathering.do(admitted("p1", year, filed))
            await ready(treating, insured)
            visits = [f"v{number}" for number in range(9)]
            asked = (partial(presettled, bill(one, "p1")) for one in visits)
            await asyncio.gather(*(treating.ask(one) for one in asked))
            live = await probed(insured, lambda node: [*node.state.live])
            assert len(live) == 9
            await treating.ask(lambda node, now: node.cancel(live[0], now))
            kept = await probed(insured, owed)
            await asyncio.to_thread(refuse_strangers, files, memory)
            return kept

    kept = asyncio.run(day())
    assert len(kept) == 8
    assert settled(memory.node) == kept
    again = driven_by(files["jiaxing"])
    assert owed(again.node) == kept
    assert len(lying()) == 11  # a person, nine settlements, one taken back


def presettled(one, node, now):
    return node.presettle(one, now)


def refuse_strangers(files, memory):
    """Try to come in without a certificate, with another, and with what is no message."""
    address = files["shanghai"].address
    with pytest.raises(NoAnswerError):
        Line(files["stranger"]).post([])
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    bare.check_hostname = False
    bare.load_verify_locations(cafile=files["shanghai"].partner_certificate)
    pool = urllib3.PoolManager(ssl_context=bare, assert_hostname=False)
    with pytest.raises(urllib3.exceptions.HTTPError):
        pool.request("POST", address + PATH, body=b"[]", retries=False)
    partner = Line(files["shanghai"])
    for path, body, status, code in (
        ("/other", b"[]", 404, "no_such_address"),
        (PATH, b"[", 400, "no_json"),
        (PATH, b"{}", 400, "no_list_of_messages"),
        (PATH, b"[" + b"{}," * 256 + b"{}]", 413, "too_many"),
    ):
        answer = partner.pool.request("POST", address + path, body=body, retries=False)
        assert (answer.status, answer.json()["refused"]) == (status, [{"code": code}])
    head = memory.node.message("SETTLE", "shanghai-1-999", {}, int(datetime.now(UTC).timestamp()))
    bare_head = {name: head[name] for name in {*head} - {"signature", "hash", "body"}}
    unshaped = sealed(bare_head, {"bill": [], "rules": "x"}, memory.seal)
    answer = partner.pool.request("POST", address + PATH, json=[{}, unshaped], retries=False).json()
    stranger, note = answer["messages"]
    assert stranger["body"] == {"of": "", "code": "unknown_partner"}
    assert note["body"] == {"of": "shanghai-1-999", "code": "not_an_object:body.bill"}
    assert answer["refused"] == []


def test_a_file_that_does_not_fit_is_told_with_all_that_is_wrong(tmp_path):
    file = tmp_path / "node.toml"
    file.write_text('partner = "shanghai"\nport = true\naddress = "http://x"\nkeys = "a"\n')
    wrong = "rules, host, certificate, key, partner_certificate, port, address, keys"
    with pytest.raises(BaylineError, match=f"does not fit: {wrong}"):
        configured(file)
    with pytest.raises(BaylineError, match="cannot be read"):
        configured(tmp_path / "missing.toml")
