"""A hospital at the desk of its office, and everything that is wrong, over the real HTTPS nodes."""

import asyncio
import logging
import ssl
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import orjson
import pytest
import urllib3

from bayline.systems.settlement.node.certificates import make_certificate
from bayline.systems.settlement.node.configuring import configured
from bayline.systems.settlement.node.desk import Desk, places_of
from bayline.systems.settlement.node.running import Running, driven_by
from bayline.systems.settlement.node.speaking import Line, NoAnswerError
from bayline.systems.settlement.queries.journal import lying
from bayline.systems.settlement.rules.desk import NUMBERS
from bayline.systems.settlement.rules.protocol.messages import hash_of, sealed

HOSPITAL, NEIGHBOR = "H31011600001", "H31011600002"
OTHER = {"jiaxing": "shanghai", "shanghai": "jiaxing"}


class InMemory:
    """Drives a node whose rows are kept nowhere else."""

    def __init__(self, node):
        self.node = node

    def together(self, works, *, now):
        """Do several things."""
        return [work(self.node, int(now.timestamp())) for work in works]


@pytest.fixture
def files(tmp_path, free_port):
    """The files of both nodes; Shanghai has a desk."""
    ports = {name: free_port() for name in (*OTHER, "desk", "plain")}
    for name in (*OTHER, "hospital", "neighbor"):
        make_certificate(name, tmp_path, at=datetime.now(UTC))
    for name, partner in OTHER.items():
        plain = f"plain_port = {ports['plain']}\n" if name == "jiaxing" else ""
        address = f"https://127.0.0.1:{ports[partner]}"
        if name == "shanghai":
            address = f"tcp://127.0.0.1:{ports['plain']}"
        desk = (
            f'[desk]\nport = {ports["desk"]}\npartner_area = "jiaxing"\n'
            f'hospitals.{HOSPITAL} = {{ level = 3, certificate = "hospital.pem" }}\n'
            f'hospitals.{NEIGHBOR} = {{ level = 2, certificate = "neighbor.pem" }}\n'
        )
        (tmp_path / f"{name}.toml").write_text(
            f'partner = "{partner}"\nrules = "{name}"\nhost = "127.0.0.1"\n'
            f'port = {ports[name]}\naddress = "{address}"\n'
            f'certificate = "{name}.pem"\nkey = "{name}.key"\n'
            f'partner_certificate = "{partner}.pem"\n{plain}' + (desk if name == "shanghai" else "")
        )
    return {name: configured(tmp_path / f"{name}.toml") for name in OTHER}


@pytest.fixture
def hospital_pair(store, memory, files, year, filed):
    """All that a pair with a desk needs."""
    del store
    return memory, files, year, filed, files["shanghai"].certificate.parent


class Hospital:
    """Speaks to the desk as hospital systems do."""

    def __init__(self, told, folder, *, shows="hospital", code=HOSPITAL):
        self.code = code
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.load_verify_locations(cafile=told.certificate)
        context.load_cert_chain(folder / f"{shows}.pem", folder / f"{shows}.key")
        self.pool = urllib3.PoolManager(ssl_context=context, assert_hostname=False)
        self.address = f"https://127.0.0.1:{told.desk.port}/settlement/desk"
        self.count = 0

    def name(self):
        """Give the id of a message."""
        self.count += 1
        return f"{self.code}20261130101200{self.count:04}"

    async def say(self, number, data, *, name="", **more):
        """Send a message, and give code, first word of the error, output."""
        body = {"infno": number, "msgid": name or self.name(), "fixmedins_code": self.code}
        return await self.send(orjson.dumps({**body, "input": {"data": data, **more}}))

    async def send(self, content):
        """Send whatever it is."""
        post = partial(self.pool.request, "POST", self.address, body=content, retries=False)
        said = (await asyncio.to_thread(post)).json()
        return said["infcode"], said["err_msg"].partition(" ")[0], said["output"]


TODAY = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
STAY = {
    "psn_no": "p1",
    "mdtrt_id": "zy1",
    "setl_date": TODAY,
    "psn_type": "11",
    "filing": "long_term",
    "medfee_sumamt": 1_080_000,
}
LINES = [{"med_list_codg": "D0001", "cnt": 1, "det_item_fee_sumamt": 1_080_000}]
CODE = [{**LINES[0], "med_list_codg": "Z9"}]
FAULTS: list[tuple[str, dict[str, object], list[dict[str, object]]]] = [
    ("not_integer", {"medfee_sumamt": 800.0}, LINES),
    ("not_integer", {}, [{**LINES[0], "det_item_fee_sumamt": "1080000"}]),
    ("negative", {}, [{**LINES[0], "det_item_fee_sumamt": -1}]),
    ("overflow", {}, [{**LINES[0], "det_item_fee_sumamt": 2**35}]),
    ("sum_mismatch", {"medfee_sumamt": 7}, LINES),
    ("unknown_code", {}, CODE),
    ("not_insured_here", {"psn_no": "p9"}, LINES),
    ("filing_not_covering", {"filing": "transfer"}, LINES),
    ("no_rules_on_day", {"setl_date": "2022-03-01"}, LINES),
    ("bad_date", {"setl_date": "2025-02-30"}, LINES),
    ("bad_identity", {"certno": "330411199003078810"}, LINES),
    ("bad_identity", {"certno": 330411199003078814}, LINES),
    ("no_keys", {"certno": "330411199003078814"}, LINES),
    ("identity_in_text", {"psn_no": "330411199003078814"}, LINES),
    ("identity_in_text", {"mdtrt_id": "zy-330411199003078814-2"}, LINES),
]


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


async def greeted(*nodes):
    """Wait until each has been greeted."""
    for node in nodes:
        found = [False]
        while not found[-1]:
            with suppress(NoAnswerError):
                await node.ask(lambda one, now: one.tick(now))
            await node.gathering.do(partial(noted, found=found))


def noted(node, _now, *, found):
    found.append(node.is_ready)
    return []


def kept(node, _now, *, nodes):
    nodes.append(node)
    return []


def admitted(used, filed):
    def work(node, _now):
        node.admit("p1", used, filed)
        return []

    return work


async def a_day(hospital, insured):
    """What a hospital does, and what it is told."""
    code, _, said = await hospital.say("2001", {"psn_no": "p1", "begntime": TODAY})
    assert (code, len(said["filings"])) == (0, 1)
    code, _, quote = await hospital.say("2303", STAY, feedetail=LINES)
    assert (code, quote["setlinfo"]["hifp_pay"]) == (0, 860_000)
    first = hospital.name()
    code, _, once = await hospital.say("2304", STAY, name=first, feedetail=LINES)
    assert (code, once["setlinfo"]["psn_cash_pay"]) == (0, 200_000)
    assert (await hospital.say("2304", STAY, name=first, feedetail=LINES))[2] == once
    changed = {**STAY, "mdtrt_id": "zy9"}
    assert (await hospital.say("2304", changed, name=first, feedetail=LINES))[1] == "other_contents"
    assert (await hospital.say("2304", STAY, feedetail=LINES))[1] == "settled_already"
    late = hospital.name()
    assert (await hospital.say("2601", {"omsgid": late, "oinfno": "2304"}))[0] == 0
    assert (await hospital.say("2304", changed, name=late, feedetail=LINES))[1] == "reversed_before"
    span = {"stmt_begndate": TODAY, "stmt_enddate": TODAY}
    _, _, off = await hospital.say("3201", span)
    own = {name: two[0] for name, two in off["differences"].items()}
    assert (off["stmt_rslt"], own["fixmedins_setl_cnt"]) == (1, 1)
    assert (await hospital.say("3201", {**span, **own}))[2]["stmt_rslt"] == 0
    listed = [{**once["setlinfo"], "acct_pay": 3}]
    _, _, apart = await hospital.say("3202", span, list=listed)
    assert apart["differences"][0]["office"]["acct_pay"] == 20_000
    rows = [{"setl_id": once["setlinfo"]["setl_id"]}]
    assert (await hospital.say("3261", rows))[2] == {"count": 1}
    month = {"trt_year": int(TODAY[:4]), "trt_month": int(TODAY[5:7])}
    assert (await hospital.say("3260", month))[2]["data"][0]["cnfm_flag"] == 1
    assert (await hospital.say("3262", rows))[0] == 0
    assert (await hospital.say("3261", [{"setl_id": "x"}]))[1] == "unknown_message"
    assert (await hospital.say("2305", rows[0]))[2]["setl_stas"] == "cancelled"
    assert insured.state.used["p1"]["pool_inpatient"] == 0


async def taken_back(hospital):
    """A message id that comes for something else, what comes before, and what is not undone."""
    settled, cancelled, given_up, other = (hospital.name() for _ in range(4))
    stay = {**STAY, "mdtrt_id": "zy5"}
    _, _, once = await hospital.say("2304", stay, name=settled, feedetail=LINES)
    row = {"setl_id": once["setlinfo"]["setl_id"]}
    assert (await hospital.say("2305", row, name=settled))[:2] == (-1, "other_contents")
    assert (await hospital.say("2601", {"omsgid": given_up, "oinfno": "2305"}))[0] == 0
    assert (await hospital.say("2305", row, name=given_up))[:2] == (-1, "reversed_before")
    assert (await hospital.say("2304", stay, name=settled, feedetail=LINES))[2] == once
    assert (await hospital.say("2305", row, name=cancelled))[2]["setl_stas"] == "cancelled"
    assert (await hospital.say("2305", row, name=cancelled))[2]["setl_stas"] == "cancelled"
    said = await hospital.say("2304", {**stay, "mdtrt_id": "zy6"}, name=cancelled, feedetail=LINES)
    assert said[:2] == (-1, "other_contents")
    said = await hospital.say("2305", {"setl_id": "x"}, name=cancelled)
    assert said[:2] == (-1, "other_contents")
    said = await hospital.say("2601", {"omsgid": settled}, name=cancelled)
    assert said[:2] == (-1, "other_contents")
    assert (await hospital.say("2601", {"omsgid": cancelled}))[:2] == (-1, "not_undone")
    assert (await hospital.say("2601", {"omsgid": "330411"}))[:2] == (-1, "bad_message_id")
    # The node went on all the while: whatever was wrong stopped nothing.
    again = await hospital.say("2304", stay, name=other, feedetail=LINES)
    assert (again[0], again[2]["setl_stas"]) == (0, "settled")
    assert (await hospital.say("2601", {"omsgid": other}))[2]["setl_stas"] == "reversed"


async def given_up_unheard(hospital, treating, node):
    """A settlement that never reached the insured office, and is reversed before it does."""
    name, stay = hospital.name(), {**STAY, "mdtrt_id": "zy7"}
    body = next(one.body for one in node.state.asked.values() if one.kind == "SETTLE")
    bill = {**body["bill"], "visit_id": f"{HOSPITAL}/zy7", "desk": name}

    def unheard(one, now):
        assert one.settle(bill, body["rules"], now)
        return []

    await treating.gathering.do(unheard)
    said = await hospital.say("2304", stay, name=name, feedetail=LINES)
    assert said[:2] == (1, "not_known")
    assert (await hospital.say("2601", {"omsgid": name}))[2]["setl_stas"] == "reversed"
    said = await hospital.say("2304", stay, name=name, feedetail=LINES)
    assert said[:2] == (-1, "reversed_before")


async def all_faults(hospital):
    """Everything that is wrong at the desk."""
    for code, changed, lines in FAULTS:
        said = await hospital.say("2304", {**STAY, "mdtrt_id": "q", **changed}, feedetail=lines)
        assert (said[0], said[1]) == (-1, code), code
    for content, code in (
        (b"{", "not_json"),
        (b"[]", "not_an_object"),
        (b'{"infno":"9","msgid":"x","fixmedins_code":"y","input":{}}', "unknown_number"),
        (b'{"infno":"2001","msgid":"x","fixmedins_code":"y","input":{}}', "bad_message_id"),
    ):
        assert (await hospital.send(content))[1] == code
    for number in sorted(NUMBERS):
        for data in (None, 5, "x", [5], {"omsgid": 5, "psn_no": 2**62, "setl_date": TODAY}):
            said = await hospital.say(number, data, feedetail=[5], list=[5])
            assert said[0] == -1, (number, data)


async def only_for_itself(told, folder):
    """A hospital that shows its own certificate, and says to be another."""
    for shows, code in (("neighbor", HOSPITAL), ("hospital", NEIGHBOR)):
        other = Hospital(told, folder, shows=shows, code=code)
        said = await other.say("2304", {**STAY, "mdtrt_id": "q"}, feedetail=LINES)
        assert said[:2] == (-1, "other_certificate")
    known = Hospital(told, folder, shows="neighbor", code=NEIGHBOR)
    assert (await known.say("2001", {"psn_no": "p1", "begntime": TODAY}))[0] == 0
    stranger = Hospital(told, folder, shows="jiaxing")
    with pytest.raises(urllib3.exceptions.HTTPError):
        await stranger.say("2001", {"psn_no": "p1", "begntime": TODAY})


def forged(memory, seal_of):
    """Make messages of which each is wrong in one way, with the code that is answered."""
    node, now = memory.node, int(datetime.now(UTC).timestamp())
    good = node.message("QUERY", "shanghai-1-9001", {"of": "x"}, now)
    bare = {name: good[name] for name in {*good} - {"signature", "hash", "body"}}
    body = {"of": "y"}
    return [
        ("bad_signature", {**good, "body": body, "hash": hash_of(body)}),
        ("bad_signature", {**good, "signature": good["signature"] + "!"}),
        ("unknown_partner", {**good, "from": "hangzhou"}),
        ("clock", sealed({**bare, "at": now - 3600}, body, memory.seal)),
        ("wrong_node", sealed({**bare, "to": "hangzhou"}, body, memory.seal)),
        ("replayed", sealed({**bare, "boot": 0}, body, memory.seal)),
        ("not_integer", sealed(bare, {"of": "x", "fen": 1.5}, memory.seal)),
        ("wrong_version", seal_of({**bare, "version": 1}, body)),
    ]


def test_a_hospital_settles_and_whatever_is_wrong_has_its_code_and_changes_nothing(
    hospital_pair, caplog
):
    memory, files, year, filed, tmp_path = hospital_pair
    caplog.set_level(logging.INFO)
    treating = Running(files["shanghai"], lambda: InMemory(memory.node))
    insured = Running(files["jiaxing"], partial(driven_by, files["jiaxing"]))
    desk = Desk(treating, places_of(files["shanghai"].desk, "shanghai"), "jiaxing")
    treating.open_window(desk.answer, files["shanghai"], files["shanghai"].desk)
    hospital = Hospital(files["shanghai"], tmp_path)

    def old(head, body):
        whole = {**head, "body": body, "hash": hash_of(body)}
        return {**whole, "signature": memory.seal.sign(orjson.dumps(whole, option=32))}

    async def day():
        async with going(treating, insured):
            await insured.gathering.do(admitted(year, filed))
            await greeted(treating, insured)
            nodes: list[Any] = []
            await insured.gathering.do(partial(kept, nodes=nodes))
            await a_day(hospital, nodes[0])
            await taken_back(hospital)
            await given_up_unheard(hospital, treating, memory.node)
            before = len(lying_of(nodes[0])), len(memory.node.lying)
            await all_faults(hospital)
            await only_for_itself(files["shanghai"], tmp_path)
            over_tls = f"https://127.0.0.1:{files['jiaxing'].port}"
            line = Line(files["shanghai"]._replace(address=over_tls))
            for code, message in forged(memory, old):
                (note,) = await asyncio.to_thread(line.post, [message])
                assert note["body"]["code"] == code
            assert (len(lying_of(nodes[0])), len(memory.node.lying)) == before

    asyncio.run(day())
    assert "33041119900307881" not in caplog.text
    assert "unknown_code" in caplog.text
    assert lying()


def lying_of(node):
    """Give the rows of a node."""
    return node.lying
