"""What changes of registers are refused for, in a sentence."""

from collections.abc import Sequence

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.registers.terms import Edit, Register


def refuse_nameless(edit: Edit) -> None:
    """Refuse a change that nobody stands behind.

    Raises:
        BaylineError: The name is empty.
    """
    if not shows(edit.by):
        raise BaylineError(
            "nobody is named",
            why="every change says who made it",
            do="write a name",
            zh=Words("没有写经办人", "每次改动都要记下是谁改的", "请写经办人"),
        )


def other_key(register: Register, key: str) -> BaylineError:
    """Say that a key stays."""
    return BaylineError(
        f"the key of “{key}” was changed",
        where=register.name,
        why="a key stays, so that links keep leading to the entry",
        do="add a new entry instead",
        zh=Words(f"改了“{key}”的编号", "编号不变，链接才一直有效", "请另立一条"),
    )


def taken(register: Register, key: str) -> BaylineError:
    """Say that a key is taken."""
    return BaylineError(
        f"“{key}” is there already",
        where=register.name,
        do="change that entry, or take another key",
        zh=Words(f"已有“{key}”", do="请改已有的条目，或另用编号"),
    )


def unknown(register: Register, key: str) -> BaylineError:
    """Say that there is no such entry."""
    return BaylineError(
        f"no entry “{key}”",
        where=register.name,
        do="see the list for those that are there",
        zh=Words(f"没有“{key}”这一条", do="现有条目见列表"),
    )


def changed_since(register: Register, keys: Sequence[str]) -> BaylineError:
    """Say that entries were changed since they were looked at."""
    return BaylineError(
        f"“{keys[0]}” and {len(keys) - 1} more were changed since the preview"
        if keys[1:]
        else f"“{keys[0]}” was changed since the preview",
        where=register.name,
        why="the preview compares with values that no longer stand",
        do="look at the new preview and confirm again; nothing was stored",
        zh=Words(
            f"预览之后，“{keys[0]}”{f'等{len(keys)}条' if keys[1:] else ''}已被改动",
            "预览所比的值已经不是现在的值",
            "尚未写入，请看过新的预览再确认",
        ),
    )
