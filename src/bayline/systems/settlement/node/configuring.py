"""What a node is told by its file: the partner, where both listen, which certificates hold."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words

_HIGHEST = 65_535
_TEXTS = ("partner", "rules", "host", "address", "certificate", "key", "partner_certificate")
_FILES = ("certificate", "key", "partner_certificate")


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
    """

    partner: str
    rules: str
    host: str
    port: int
    address: str
    certificate: Path
    key: Path
    partner_certificate: Path


def configured(file: Path) -> Configured:
    """Read the file of a node; paths in it are taken from where it lies.

    Raises:
        BaylineError: It cannot be read, lacks something, or names a file that is not there.
    """
    table = _table(file)
    wrong = [name for name in _TEXTS if not isinstance(table.get(name), str) or not table[name]]
    port = table.get("port")
    if type(port) is not int or not 0 < port <= _HIGHEST:
        wrong.append("port")
    if not str(table.get("address", "")).startswith("https://"):
        wrong.append("address")
    paths = {name: file.parent / str(table.get(name, "")) for name in _FILES}
    wrong += [name for name, path in paths.items() if not path.is_file()]
    unknown = {*table} - {*_TEXTS, "port"}
    if wrong or unknown:
        raise _unfit(file, [*dict.fromkeys(wrong), *sorted(unknown)])
    return Configured(
        **{name: table[name] for name in ("partner", "rules", "host", "port", "address")},
        certificate=paths["certificate"],
        key=paths["key"],
        partner_certificate=paths["partner_certificate"],
    )


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
        do="correct these; addresses begin with https://",
        zh=Words(
            f"节点的配置文件不对：{listed}",
            "这些项缺少、不认识、类型不对，或所指的文件不存在",
            "请改正；地址以 https:// 开头",
        ),
    )
