"""In which language the terminal is spoken to.

The rule for the whole command line: Chinese where the first of `LC_ALL`, `LC_MESSAGES` and `LANG`
that is set begins with zh, else English. It decides refusals and remarks; help is in English, and
what is written about a document's figures is in Chinese.
"""

import errno
import os

from bayline.kernel.errors import BaylineError

_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EADDRNOTAVAIL: "不是本机的地址",
    errno.EISDIR: "它是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读",
}


def is_chinese() -> bool:
    """Tell whether the terminal is set to Chinese."""
    chosen = (os.environ.get(name) for name in _NAMES)
    return next(filter(None, chosen), "").lower().startswith("zh")


def spoken(error: BaylineError) -> str:
    """Say a refusal in the language of the terminal."""
    return error.in_chinese() if is_chinese() else error.sentence()


def reason_in_chinese(error: OSError | ValueError) -> str:
    """Say in Chinese why the system refused; the common reasons only, else its own words."""
    if not isinstance(error, OSError):
        return "名称里有不能用的字符"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def either(chinese: str, english: str) -> str:
    """Choose the sentence in the language of the terminal."""
    return chinese if is_chinese() else english
