"""What a node is told by its file: the partner, where both listen, which certificates hold."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.settlement.node.window import shown_by

_HIGHEST = 65_535
_TEXTS = ("partner", "rules", "host", "address", "certificate", "key", "partner_certificate")
_COUNTS = {"clears": 28, "plain_port": _HIGHEST, "ahead": 4 * 10**8}
_SCHEMES = ("https://", "tcp://")
_LEVELS = 3
_FILES = ("certificate", "key", "partner_certificate")


class Hospital(NamedTuple):
    """A hospital that may come in.

    Attributes:
        level: Its level.
        certificate: The file of what it shows; two certificates while one follows another.
    """

    level: int
    certificate: Path


class Windows(NamedTuple):
    """The desk for hospitals.

    Attributes:
        port: On which port it listens.
        partner_area: Where its patients are insured.
        hospitals: Each by its code.
    """

    port: int
    partner_area: str
    hospitals: Mapping[str, Hospital]


class Configured(NamedTuple):
    """A node as its file describes it.

    Attributes:
        partner: The other office, as the transport knows it.
        rules: The place or the edition by whose rules bills are divided.
        host: Where this node listens.
        port: On which port.
        address: Where the partner's node takes messages.
        certificate: The own certificate.
        key: Its private key.
        partner_certificate: The only certificate the partner may come with.
        clears: Days after the end of a month on which it is cleared by itself; 0 for never.
        persons: A file of persons insured here, who are entered when the node starts.
        plain_port: Where the partner comes in without TLS, within one data center; 0 for nowhere.
        desk: The desk for hospitals, if there is one.
        ahead: Seconds by which the clock of this node is ahead; for demonstrations only.
    """

    partner: str
    rules: str
    host: str
    port: int
    address: str
    certificate: Path
    key: Path
    partner_certificate: Path
    clears: int = 3
    persons: Path | None = None
    plain_port: int = 0
    desk: Windows | None = None
    ahead: int = 0


def configured(file: Path) -> Configured:
    """Read the file of a node; paths in it are taken from where it lies.

    Raises:
        BaylineError: It cannot be read, lacks something, or names a file that is not there.
    """
    table = _table(file)
    wrong = [name for name in _TEXTS if not isinstance(table.get(name), str) or not table[name]]
    wrong += [] if _is_port(table.get("port")) else ["port"]
    wrong += [] if str(table.get("address", "")).startswith(_SCHEMES) else ["address"]
    wrong += [name for name, most in _COUNTS.items() if not _is_count(table.get(name, 0), most)]
    paths = {name: file.parent / str(table.get(name, "")) for name in _FILES}
    if "persons" in table:
        paths["persons"] = file.parent / str(table["persons"])
    wrong += [name for name, path in paths.items() if not path.is_file()]
    windows, faults = _windows(file, table.get("desk"))
    unknown = {*table} - {*_TEXTS, *_COUNTS, "port", "persons", "desk"}
    if wrong or faults or unknown:
        raise _unfit(file, [*dict.fromkeys(wrong), *faults, *sorted(unknown)])
    more: dict[str, Any] = {**paths, "desk": windows}
    return Configured(
        **{name: table[name] for name in ("partner", "rules", "host", "port", "address")},
        **{name: table[name] for name in _COUNTS if name in table},
        **more,
    )


def _windows(file: Path, table: Any) -> tuple[Windows | None, list[str]]:  # noqa: ANN401 - whatever stands there
    if table is None:
        return None, []
    if not isinstance(table, dict):
        return None, ["desk"]
    hospitals, wrong = _hospitals(file, table.get("hospitals"))
    fits = {
        "port": _is_port(table.get("port")),
        "partner_area": isinstance(table.get("partner_area"), str),
    }
    wrong += [f"desk.{name}" for name, fit in fits.items() if not fit]
    wrong += [f"desk.{name}" for name in sorted({*table} - {*fits, "hospitals"})]
    if wrong:
        return None, wrong
    return Windows(table["port"], table["partner_area"], hospitals), []


def _hospitals(file: Path, table: Any) -> tuple[dict[str, Hospital], list[str]]:  # noqa: ANN401 - whatever stands there
    if not isinstance(table, dict) or not table:
        return {}, ["desk.hospitals"]
    found, wrong = {}, []
    for code, one in table.items():
        told = one if isinstance(one, dict) else {}
        certificate = file.parent / str(told.get("certificate", ""))
        if (
            {*told} == {"level", "certificate"}
            and _is_count(told["level"], _LEVELS)
            and _is_shown(certificate)
        ):
            found[code] = Hospital(told["level"], certificate)
        else:
            wrong.append(f"desk.hospitals.{code}")
    return found, wrong


def _is_shown(file: Path) -> bool:
    try:
        return bool(shown_by(file))
    except (OSError, ValueError):
        return False


def _is_port(value: object) -> bool:
    return type(value) is int and 0 < value <= _HIGHEST


def _is_count(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file of the node cannot be read",
            where=str(file),
            why=str(error),
            do="write it as the guide to settlement shows",
            zh=Words("节点的配置文件读不了", str(error), "写法见结算指南"),
        ) from None


def _unfit(file: Path, names: list[str]) -> BaylineError:
    listed = ", ".join(names)
    return BaylineError(
        f"the file of the node does not fit: {listed}",
        where=str(file),
        why="each is missing, unknown, of the wrong kind, or names a file that is not there",
        do="correct these; addresses begin with https:// or tcp://",
        zh=Words(
            f"节点的配置文件不对：{listed}",
            "这些项缺少、不认识、类型不对，或所指的文件不存在",
            "请改正；地址以 https:// 或 tcp:// 开头",
        ),
    )
