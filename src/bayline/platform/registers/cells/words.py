"""Words of cells: lines, long texts, choices, yes and no, addresses, names of other entries."""

import re
import unicodedata

from bayline.engines.chinese.script import fold
from bayline.kernel.addresses import is_web_address
from bayline.platform.registers.cells.faults import missing, refused
from bayline.platform.registers.terms import Fault, Field

LINE_LONGEST = 1000
TEXT_LONGEST = 30_000  # a cell of Excel holds 32 767, and counts rare characters twice
_NAME_LONGEST = 200
_NAMED_MOST = 8  # choices that a refusal lists
_SCIENTIFIC = re.compile(r"-?\d(?:\.\d+)?E\+\d+")
_FLAGS = {
    "yes": ("是", "yes", "y", "true", "1", "有", "对", "√"),
    "no": ("否", "no", "n", "false", "0", "无", "不是", "×"),
}
_FLAG_OF = {word: flag for flag, words in _FLAGS.items() for word in words}
# Addresses of a register's own pages; an entry there could not be opened.
_TAKEN = frozenset({"new", "import", "export.csv", "export.xlsx"})
_PLAIN_KEY = re.compile(rf"[\w-]{{1,{_NAME_LONGEST}}}")


def line_of(field: Field, text: str) -> str | Fault:
    """Read one line; breaks inside the cell become spaces."""
    del field
    if _SCIENTIFIC.fullmatch(text):
        return refused(
            text,
            "超过15位，Excel已丢掉后面的数字",
            "请把该列设为文本后重填",
            "has more than 15 digits, and Excel dropped the rest",
            "format the column as text and write it again",
        )
    line = " ".join(text.split("\n")) if "\n" in text else text
    return _bounded(" ".join(line.split()) if "\r" in line or "\n" in text else line, LINE_LONGEST)


def lines_of(field: Field, text: str) -> str | Fault:
    """Read a long text, its lines kept."""
    del field
    return _bounded(text.replace("\r\n", "\n").replace("\r", "\n"), TEXT_LONGEST)


def name_of(field: Field, text: str) -> str | Fault:
    """Read the key of an entry of another register, or the name of a document."""
    line = line_of(field, text)
    return line if isinstance(line, Fault) else _bounded(line, _NAME_LONGEST)


def _bounded(text: str, longest: int) -> str | Fault:
    if len(text) > longest or (2 * len(text) > longest and _places(text) > longest):
        return refused(
            text,
            f"超过{longest}个字符",
            f"请缩到{longest}个以内",
            f"is longer than {longest} characters",
            f"keep it within {longest}",
        )
    if text.isprintable() or not any(map(_is_control, text)):
        return text
    return refused(
        "".join("\ufffd" if _is_control(char) else char for char in text),
        "含有控制字符",
        "请重新键入，不要从别处粘贴",
        "holds control characters",
        "type it again instead of pasting",
    )


def _places(text: str) -> int:
    """Count characters as Excel does: those beyond the first 65,536 of Unicode take two places."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_control(char: str) -> bool:
    return char not in "\n\t" and unicodedata.category(char) in {"Cc", "Cs"}


def choice_of(field: Field, text: str) -> str | Fault:
    """Read a choice by its code, a title or another word for it, in whichever script."""
    code = _chosen(field, text) or _chosen(field, fold(text))
    if code is not None:
        return code
    named = field.choices[:_NAMED_MOST]
    more = len(field.choices) > _NAMED_MOST
    titles = "、".join(choice.title for choice in named) + ("等" if more else "")
    english = ", ".join(choice.title_en for choice in named) + (" and others" if more else "")
    return refused(
        text,
        "不在可选之列",
        f"请填{titles}之一",
        "is none of the choices",
        f"choose from {english}",
    )


def _chosen(field: Field, text: str) -> str | None:
    wanted = text.casefold()
    for choice in field.choices:
        if wanted in choice.names:
            return choice.code
    return None


def flag_of(field: Field, text: str) -> str | Fault:
    """Read 是 or 否, yes or no."""
    del field
    return _FLAG_OF.get(fold(text).casefold()) or refused(
        text, "不是“是”或“否”", "请填是或否", "is neither yes nor no", "write yes or no"
    )


def address_of(field: Field, text: str) -> str | Fault:
    """Read a web address."""
    del field
    if is_web_address(text):
        return text
    return refused(
        text,
        "不是网址",
        "请写以https://或http://开头的完整网址",
        "is not a web address",
        "write it in full, from https:// or http:// on",
    )


def key_fault(key: str) -> Fault | None:
    """Refuse a key that no address can carry."""
    if _PLAIN_KEY.fullmatch(key) and key not in _TAKEN and key != "edit":  # as most are
        return None
    if not key:
        return missing()
    parts = key.split("/")
    # What does not show would make two keys look alike: U+200B, U+202E.
    is_fit = len(key) <= _NAME_LONGEST and key.isprintable()
    is_fit = is_fit and all(part.strip() and part not in {".", ".."} for part in parts)
    if is_fit and key not in _TAKEN and parts[-1] != "edit" and not key.endswith(".json"):
        return None
    return refused(
        key,
        "不能用作编号",
        f"请用{_NAME_LONGEST}字以内的编号，不含看不见的字符，不以/开头或结尾，不用new、import、edit等字样",
        "cannot serve as a key",
        f"take up to {_NAME_LONGEST} characters, all of which show, no / at an end, and not new, "
        "import or edit",
    )
