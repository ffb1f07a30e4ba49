"""`bayline settlement adjudicate`: who pays each bill, by which rule, parameter and document."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, is_chinese, reason_in_chinese, spoken
from bayline.platform.terminal import complain
from bayline.systems.settlement.rules.adjudicating import adjudicated, compared
from bayline.systems.settlement.rules.packs import named_packs, read_pack
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.taking import claim_in
from bayline.systems.settlement.rules.telling import Record, record_of, record_of_receipt
from bayline.systems.settlement.rules.writing import yuan
from bayline.systems.settlement.terms import Claim, Pack

_FAULTY = {"refused", "unexplained"}


def show(file: str, *, rules: str, form: str) -> int:
    """Divide the bills of a file and print what comes of each, line by line.

    Args:
        file: Its path, or `-` for standard input.
        rules: A place, the name of an edition, or the path of a file of rules.
        form: table or jsonl.

    Returns:
        1 if a bill was refused or a receipt is unexplained, else 0.

    Raises:
        BaylineError: The file or the rules cannot be read.
    """
    packs = _packs(rules)
    write = _as_line if form == "jsonl" else _as_row
    counted = dict.fromkeys(("divided", "explained", "repeated", *sorted(_FAULTY)), 0)
    sys.stdout.flush()
    for record in _records(_lines(file), packs):
        counted[record["state"]] += 1
        sys.stdout.buffer.write(write(record))
    sys.stdout.buffer.flush()
    faulty = {name: count for name, count in counted.items() if count and name in _FAULTY}
    if faulty:
        _tell(faulty, sum(counted.values()))
    return int(bool(faulty))


def _packs(rules: str) -> tuple[Pack, ...]:
    if not rules.endswith(".toml"):
        return named_packs(rules)
    return (read_pack(_bytes(rules).decode("utf-8", "replace"), where=rules),)


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=file,
            why=getattr(error, "strerror", "") or str(error),
            do="name a file that is there",
            zh=Words("文件读不了", reason_in_chinese(error), "请写一个有的文件"),
        ) from error


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    whole = _bytes(file).removeprefix(b"\xef\xbb\xbf")
    return ((at, line) for at, line in enumerate(whole.split(b"\n"), 1) if line.strip())


def _records(lines: Iterable[tuple[int, bytes]], packs: Sequence[Pack]) -> Iterator[Record]:
    seen: dict[str, tuple[bytes, int]] = {}
    for at, line in lines:
        try:
            claim = claim_in(line)
            first = _seen(seen, claim, at, line)
            if first:
                yield {"id": claim.id, "line": at, "state": "repeated", "first_line": first}
            else:
                yield {"line": at, **_record(claim, packs)}
        except SettlementError as error:
            yield _refused(error, at, line)


def _seen(seen: dict[str, tuple[bytes, int]], claim: Claim, at: int, line: bytes) -> int:
    """Give the line on which the same claim stood before, 0 if it did not."""
    digest = sha256(line.strip()).digest()
    before, first = seen.setdefault(claim.id, (digest, at))
    if before != digest:
        raise SettlementError(
            "duplicate_id",
            f"the claim “{claim.id}” stood in line {first} with other contents",
            do="give each bill an id of its own",
            zh=Words(f"“{claim.id}”在第{first}行已有，内容不同", "", "一张单据一个编号"),
        )
    return first if first != at else 0


def _record(claim: Claim, packs: Sequence[Pack]) -> Record:
    chinese = is_chinese()
    if claim.stated is not None:
        return record_of_receipt(compared(claim, packs), is_chinese=chinese)
    return record_of(adjudicated(claim, packs), is_chinese=chinese)


def _refused(error: SettlementError, at: int, line: bytes) -> Record:
    return {
        "id": _id(line),
        "line": at,
        "state": "refused",
        "code": error.code,
        "sentence": spoken(error),
    }


def _id(line: bytes) -> str | None:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None


def _as_line(record: Record) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _as_row(record: Record) -> bytes:
    amounts = record.get("amounts", {})
    paid = [yuan(amounts[name]) for name in ("medfee_sumamt", "fund_pay_sumamt") if amounts]
    rest = [yuan(amounts[name]) for name in ("acct_pay", "psn_cash_pay") if amounts]
    words = record.get("sentence") or record.get("text") or record.get("note", "")
    cells = [str(record["id"]), record["state"], *paid, *rest, words]
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")


def _tell(faulty: dict[str, int], total: int) -> None:
    listed = ", ".join(f"{count} {name}" for name, count in faulty.items())
    names = {"refused": "不收", "unexplained": "算不出"}
    listed_zh = "，".join(f"{count}张{names[name]}" for name, count in faulty.items())
    complain(either(f"{total}张单据中{listed_zh}", f"of {total} bills {listed}"))
