"""Front matter: what the first lines of a text file say of it, between two lines `---`."""

import re

from bayline.kernel.errors import BaylineError, Words

_FENCE = b"---"
_MARK = b"\xef\xbb\xbf"  # the byte order mark of UTF-8
_BLOCK = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_LINE = re.compile(r"^(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_LONGEST = 16 * 1024
_ENDINGS = (".md", ".markdown", ".txt", ".text")  # other formats cannot hold it


def split(data: bytes, *, where: str) -> tuple[dict[str, str], bytes]:
    """Take the front matter off a file.

    Args:
        data: The bytes of the file.
        where: Its name, which says whether it is text, and which refusals name.

    Returns:
        What the front matter says, by key, and the bytes behind it; nothing and all the bytes where
        there is none, as in every file that is no plain text.

    Raises:
        BaylineError: It does not end, or a line of it is no `key: value`, or a key stands twice.
    """
    content = data.removeprefix(_MARK)
    if not may_have_head(where) or content.split(b"\n", 1)[0].strip() != _FENCE:
        return {}, data
    lines = content[:_LONGEST].split(b"\n")
    closed = (number for number, line in enumerate(lines) if number and line.strip() == _FENCE)
    end = next(closed, None)
    if end is None:
        raise BaylineError(
            "the front matter does not end",
            where=where,
            why="no second line --- follows the first",
            do="close it with a line ---",
            zh=Words("文件头没有结束", "第一行---之后没有第二个---", "请在文件头后加一行---"),
        )
    body = content.split(b"\n", end + 1)[end + 1 :]
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, value = _pair(line, where=f"{where}:{number}")
        if key and key in found:
            raise _refusal(f"{where}:{number}", f"“{key}” is said twice", zh=f"“{key}”写了两次")
        if key:
            found[key] = value
    return found, body[0] if body else b""


def may_have_head(name: str) -> bool:
    """Tell by its name whether a file may have front matter."""
    return name.lower().endswith(_ENDINGS)


def line_of(data: bytes, key: str) -> int:
    """Find the line, counted from 1, that says a key in front matter that was split off before."""
    lines = data[:_LONGEST].decode(errors="replace").split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.partition(":")[0].strip() == key), 1)


def stated_in(text: str) -> dict[str, str]:
    """Read what a text says of itself before it begins, forgiving whatever is not understood.

    Args:
        text: The whole text; it may come from any program, with YAML of any kind at its head.
    """
    block = _BLOCK.match(text)
    return dict(_LINE.findall(block.group(1))) if block else {}


def _pair(line: bytes, *, where: str) -> tuple[str, str]:
    try:
        text = line.decode().strip()
    except UnicodeDecodeError:
        raise _refusal(where, "a line is not UTF-8", zh="这一行不是UTF-8编码") from None
    if not text:
        return "", ""
    key, colon, value = text.partition(":")
    if not colon or not key.strip():
        raise _refusal(where, f"“{text}” is no key with a value", zh=f"“{text}”不是“项: 值”")
    return key.strip(), value.strip()


def _refusal(where: str, what: str, *, zh: str) -> BaylineError:
    return BaylineError(
        what,
        where=where,
        why="front matter has one `key: value` a line",
        do="write it like title: 一季度集中开工",
        zh=Words(zh, "文件头每行写一个“项: 值”", "请写成 title: 一季度集中开工"),
    )
