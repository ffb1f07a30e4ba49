"""`bayline settlement demo`: two offices and a hospital through some days, told in plain words."""

import json
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import write
from bayline.systems.settlement.commands.calling import Calling, message_id
from bayline.systems.settlement.node.certificates import make_certificate
from bayline.systems.settlement.rules.writing import yuan

_SHOWN = {
    "shanghai": ("上海经办机构（演示）", "jiaxing"),
    "jiaxing": ("嘉兴经办机构（演示）", "shanghai"),
}
_PROGRAM = (sys.executable, "-c", "from bayline.site.commands import main; main()")
_HOSPITAL = "H31011600001"
_PATIENT = "330411199003078814"  # a number that belongs to nobody: its birth and check fit
_DAY = 86_400
_WAIT_S = 30.0
_BILLS = {
    "门诊": ("2207", "mz1", [("D0001", 1, 80_000)]),
    "住院": ("2304", "zy1", [("D0005", 4, 260_000), ("S0002", 10, 80_000), ("D0001", 1, 900_000)]),
    "再住院": ("2304", "zy2", [("D0001", 2, 700_000)]),
    "断线": ("2304", "zy3", [("D0001", 1, 500_000)]),
}


def demonstrate(folder: Path) -> None:
    """Make two homes in a folder, run them through some days, and leave them there.

    Raises:
        BaylineError: The folder holds something, or a node does not start.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BaylineError(
            "the folder of the demonstration holds something",
            where=str(folder),
            do="name a new one",
            zh=Words("演示的文件夹里已有内容", "", "请换一个新文件夹"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    Demonstration(folder).run()


class Demonstration:
    """Two offices, each a process with a home of its own, and a hospital that speaks to one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ahead = folder, 0
        self.ports = {name: _free_port() for name in ("shanghai", "jiaxing", "desk")}
        self.going: dict[str, subprocess.Popen[bytes]] = {}
        self.hospital = Calling(self.folder, self.ports["desk"], _HOSPITAL).say

    def run(self) -> None:
        """Run through the days."""
        self.prepare()
        try:
            self.start("shanghai", "jiaxing")
            self.first_day()
            self.pass_time(_DAY)
            self.tell_day()
            self.pass_time(35 * _DAY)
            self.tell_month()
        finally:
            for name in [*self.going]:
                self.stop(name)
        _say(f"两个家文件夹留在{self.folder}", f"both homes are left in {self.folder}")

    # Before the first day.

    def prepare(self) -> None:
        """Make homes, keys, cards and certificates, as offices would."""
        _say(
            "一、两家经办机构各建一个家文件夹，交换名片、密钥和证书",
            "1. homes, cards, keys, certificates",
        )
        now, cards = datetime.now(UTC), {}
        for name, (title, _) in _SHOWN.items():
            self.bayline(name, "transport", "start", name, "--name", title)
            card = self.bayline(name, "transport", "card")
            (self.folder / f"{name}.card").write_text(card)
            cards[name] = next(
                line.partition(":")[2].strip()
                for line in card.replace("：", ":").splitlines()
                if "fingerprint" in line
            )
        for name, (_, partner) in _SHOWN.items():
            file = str(self.folder / f"{partner}.card")
            told = ("--fingerprint", cards[partner], "--by", "演示")
            self.bayline(name, "transport", "accept", file, *told)
        for name in (*_SHOWN, "hospital"):
            make_certificate(name, self.folder, at=now - timedelta(days=1))
        year = (now + timedelta(hours=8)).year
        for one in (year, year + 1):
            self.share_keys(one)
        filed = {"kind": "long_term", "area": "shanghai", "from": f"{year}-01-01"}
        person = {"certno": _PATIENT, "used": {"account": 50_000}, "filed": [filed]}
        (self.folder / "persons.jsonl").write_text(json.dumps(person) + "\n")

    def share_keys(self, year: int) -> None:
        """Let one office make the keys of a year, and the other take them."""
        shared = self.folder / "shared.keys"
        words = ("settlement", "keys", "make", "--partner", "shanghai", "--year", str(year))
        self.bayline("jiaxing", *words, "--file", str(shared))
        self.bayline("shanghai", "settlement", "keys", "take", str(shared), "--partner", "jiaxing")
        shared.unlink()

    def bayline(self, name: str, *words: str) -> str:
        """Run the program in the home of an office."""
        home = str(self.folder / name)
        done = subprocess.run(  # noqa: S603 - our own program
            [*_PROGRAM, "--home", home, *words],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BaylineError(
                f"the demonstration cannot go on: {' '.join(words[:2])}",
                where=home,
                why=done.stderr.strip()[-500:],
                do="report it with these words",
                zh=Words(
                    f"演示不能继续：{' '.join(words[:2])}", done.stderr.strip()[-500:], "请反馈"
                ),
            )
        return done.stdout

    def start(self, *names: str) -> None:
        """Start nodes, and wait until the desk answers."""
        for name in names:
            file = self.folder / f"{name}.toml"
            file.write_text(self.config(name))
            words = ("settlement", "node", "--config", str(file))
            with (self.folder / f"{name}.log").open("ab") as log:
                self.going[name] = subprocess.Popen(  # noqa: S603 - our own program
                    [*self.program(name), "--home", str(self.folder / name), *words],
                    stderr=log,
                )
        end = time.monotonic() + _WAIT_S
        while time.monotonic() < end:
            said = self.hospital("2001", {"certno": _PATIENT, "begntime": self.today()})
            if said.get("infcode") == 0:
                return
            if any(one.poll() is not None for one in self.going.values()):
                break
            time.sleep(0.3)
        raise BaylineError(
            "the nodes do not come up",
            where=str(self.folder),
            do="see the .log files there",
            zh=Words("节点没有起来", "", "请看文件夹里的.log文件"),
        )

    def program(self, name: str) -> tuple[str, ...]:
        """Give the program that is the node of an office."""
        del name  # all run alike here
        return _PROGRAM

    def config(self, name: str) -> str:
        """Write the file of a node."""
        _, partner = _SHOWN[name]
        lines = [
            f'partner = "{partner}"',
            f'rules = "{name}"',
            'host = "127.0.0.1"',
            f"port = {self.ports[name]}",
            f'address = "https://127.0.0.1:{self.ports[partner]}"',
            f'certificate = "{name}.pem"',
            f'key = "{name}.key"',
            f'partner_certificate = "{partner}.pem"',
            f"ahead = {self.ahead}",
        ]
        if name == "jiaxing":
            lines.append('persons = "persons.jsonl"')
        else:
            lines += [
                "[desk]",
                f"port = {self.ports['desk']}",
                'partner_area = "jiaxing"',
                f'hospitals.{_HOSPITAL} = {{ level = 3, certificate = "hospital.pem" }}',
            ]
        return "\n".join(lines) + "\n"

    def stop(self, name: str, *, hard: bool = False) -> None:
        """Stop a node, at once if it is to be hard."""
        process = self.going.pop(name)
        if hard:
            process.kill()
        else:
            process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def pass_time(self, seconds: int) -> None:
        """Let time pass: both nodes are stopped and started again, their clocks ahead."""
        for name in [*self.going]:
            self.stop(name)
        self.ahead += seconds
        self.start("shanghai", "jiaxing")

    def today(self) -> str:
        """Give the day by the clocks of the nodes."""
        ahead = timedelta(seconds=self.ahead, hours=8)
        return (datetime.now(UTC) + ahead).date().isoformat()

    # The hospital.

    def bill(self, kind: str) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
        """Give number, data and lines of a bill."""
        number, visit, lines = _BILLS[kind]
        data = {
            "certno": _PATIENT,
            "mdtrt_id": visit,
            "setl_date": self.today(),
            "psn_type": "11",
            "filing": "long_term",
            "medfee_sumamt": sum(fee for _, _, fee in lines),
        }
        rows = [
            {"med_list_codg": code, "cnt": count, "det_item_fee_sumamt": fee}
            for code, count, fee in lines
        ]
        return number, data, rows

    def settle(self, kind: str, *, name: str = "", rules: str = "") -> dict[str, Any]:
        """Let the hospital settle a bill, and tell what it was told."""
        number, data, rows = self.bill(kind)
        more = {"rules": rules} if rules else {}
        said = self.hospital(number, {**data, **more}, name=name, feedetail=rows)
        _tell(f"{kind}结算", f"settle {data['mdtrt_id']}", said)
        return said

    # The days.

    def first_day(self) -> None:
        """A day at the hospital."""
        _say("二、嘉兴参保人在上海就医", "2. somebody insured in Jiaxing is treated in Shanghai")
        said = self.hospital("2001", {"certno": _PATIENT, "begntime": self.today()})
        filed = len(said["output"]["filings"])
        _say(
            f"2001 待遇检查：可以直接结算，备案{filed}条", f"2001: eligible, {filed} registrations"
        )
        number, data, rows = self.bill("住院")
        quote = self.hospital("2303", data, feedetail=rows)
        _tell("2303 预结算（不记账）", "2303 quote, nothing is posted", quote)
        self.settle("门诊")
        stay = self.settle("住院", name=(first := message_id(_HOSPITAL)))
        again = self.settle("住院", name=first)
        same = again["output"]["setlinfo"]["setl_id"] == stay["output"]["setlinfo"]["setl_id"]
        _say(f"同一报文编号再发一次：还是同一笔（{same}）", f"sent again: the same one ({same})")
        back = self.hospital("2601", {"omsgid": first, "oinfno": number})
        _say(f"2601 冲正：{back['output'].get('setl_stas')}", f"2601: {back['output']}")
        data["mdtrt_id"] = "zy1b"
        once = self.hospital(number, data, feedetail=rows)
        _tell("冲正后重新结算", "settled again", once)
        cancelled = self.settle("再住院")["output"]["setlinfo"]["setl_id"]
        gone = self.hospital("2305", {"setl_id": cancelled})
        _say(f"2305 退费：{gone['output'].get('setl_stas')}", f"2305: {gone['output']}")
        self.lose_answer(quote["output"]["setlinfo"]["rules"])
        self.refuse(quote["output"]["setlinfo"]["psn_no"])

    def lose_answer(self, rules: str) -> None:
        """The other office loses its power while a bill is on its way."""
        _say("三、嘉兴节点突然断电，上海又来一张单据", "3. Jiaxing loses its power; a bill comes")
        self.stop("jiaxing", hard=True)
        name = message_id(_HOSPITAL)
        self.settle("断线", name=name, rules=rules)
        _say("结果未知：什么都不记账，病人不付钱", "unknown: nothing is posted, nobody pays")
        self.start("jiaxing")
        _say("嘉兴恢复后，上海先问那笔怎样了，没有收到过，再发一次", "it comes back, and is asked")
        number, data, rows = self.bill("断线")
        end = time.monotonic() + 2 * _WAIT_S
        while time.monotonic() < end:
            more = {**data, "rules": rules}
            said = self.hospital(number, more, name=name, feedetail=rows)
            if said.get("infcode") == 0:
                _tell("同一报文编号再问", "the same message again", said)
                return
            time.sleep(1)

    def refuse(self, person: str) -> None:
        """What is wrong is refused by its code."""
        _say("四、不对的单据", "4. what is wrong is refused")
        number, data, rows = self.bill("门诊")
        known = {name: one for name, one in data.items() if name != "certno"}
        wrong = (
            {**data, "medfee_sumamt": 800.0},
            {**data, "mdtrt_id": "x1", "filing": "transfer"},
            {**known, "psn_no": person, "mdtrt_id": "x2", "setl_date": "2022-01-01"},
        )
        for one in wrong:
            _tell("门诊结算", "settle", self.hospital(number, one, feedetail=rows))
        strange = [{"med_list_codg": "Z9", "cnt": 1, "det_item_fee_sumamt": data["medfee_sumamt"]}]
        _tell("门诊结算", "settle", self.hospital(number, data, feedetail=strange))

    def tell_day(self) -> None:
        """The day after: totals of both offices, and of the hospital."""
        _say("五、第二天：两边核对昨天的合计", "5. the next day: totals are compared")
        yesterday = (datetime.fromisoformat(self.today()) - timedelta(days=1)).date().isoformat()
        span = {"stmt_begndate": yesterday, "stmt_enddate": yesterday}
        said = self.hospital("3201", span)
        own = {name: said["output"][name] for name in said["output"]["differences"]}
        same = self.hospital("3201", {**span, **own})["output"]["stmt_rslt"] == 0
        _say(
            f"3201 总额对账：{own['fixmedins_setl_cnt']}笔，"
            f"{yuan(own['medfee_sumamt'])}元，一致：{same}",
            f"3201: {own}, equal: {same}",
        )
        self.show("days", bool)

    def tell_month(self) -> None:
        """A month later: both have signed it."""
        _say("六、过了月：清算，双方签名", "6. a month later: cleared, signed by both")
        self.show("statements", bool)
        month = (datetime.now(UTC) + timedelta(hours=8)).date()
        rows = self.hospital("3260", {"trt_year": month.year, "trt_month": month.month})["output"]
        names = [{"setl_id": one["setl_id"]} for one in rows["data"]]
        self.hospital("3261", names)
        _say(f"3260、3261 医院确认当月{len(names)}笔", f"3260, 3261: {len(names)} rows confirmed")

    def show(self, what: str, is_there: Any) -> None:  # noqa: ANN401 - a test of what was read
        """Show what both journals say, once it is there."""
        end = time.monotonic() + _WAIT_S
        for name, side in (("shanghai", "claimed"), ("jiaxing", "owed")):
            found: Any = {}
            while not is_there(found) and time.monotonic() < end:
                found = json.loads(self.bayline(name, "settlement", "standing", side))[what]
                time.sleep(0.5)
            for key, one in found.items():
                _say(f"{name} {key}：{_short(one)}", f"{name} {key}: {_short(one)}")


def _short(one: dict[str, Any]) -> str:
    if "own" in one:
        is_equal = "=" if one["own"] == one["other"] else "≠"
        size, total, digest = one["own"]
        return f"{size} / {yuan(total)} / {digest[:12]}… {is_equal}"
    signed = f"{one['signed'][-12:]} + {one['confirmed'][-12:]}"
    return f"{one['size']} / {yuan(one['total'])} / {one['root'][:12]}… ({signed})"


def _tell(zh: str, words: str, said: dict[str, Any]) -> None:
    if said.get("infcode") == 0:
        info = said["output"]["setlinfo"]
        parts = [
            yuan(info[name])
            for name in ("medfee_sumamt", "fund_pay_sumamt", "acct_pay", "psn_cash_pay")
        ]
        _say(
            f"{zh}：总额{parts[0]}元，基金{parts[1]}，账户{parts[2]}，现金{parts[3]}",
            f"{words}: {parts[0]} = funds {parts[1]} + account {parts[2]} + cash {parts[3]}",
        )
    else:
        _say(
            f"{zh}：{said.get('err_msg', '没有答复')}",
            f"{words}: {said.get('err_msg', 'no answer')}",
        )


def _say(zh: str, words: str) -> None:
    write(either(zh, words) + "\n")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
