"""In which language the terminal is spoken to.

The rule for the whole command line: Chinese where the first of `LC_ALL`, `LC_MESSAGES` and `LANG`
that is set begins with zh, else English. It decides refusals, remarks and the tables drawn on a
terminal; help is in English, and what is written into files and pipes is in Chinese.
"""

import errno
import os

from bayline.kernel.errors import BaylineError

_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EADDRINUSE: "地址已被占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
    errno.EBADF: "输出是关着的",
    errno.EBUSY: "正被别的程序占用",
    errno.EDQUOT: "磁盘配额已满",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.EFBIG: "文件太大",
    errno.EINVAL: "系统不接受这种写法",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "它是文件夹",
    errno.ELOOP: "符号链接互相指向，绕成了圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENODEV: "没有这个设备",
    errno.ENOMEM: "内存不够",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENXIO: "没有这个设备",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读",
    errno.ESTALE: "网络磁盘上的文件已经不在",
    errno.ETIMEDOUT: "等得太久，没有回应",
    errno.ETXTBSY: "正被别的程序占用",
}


def is_chinese() -> bool:
    """Tell whether the terminal is set to Chinese."""
    chosen = (os.environ.get(name) for name in _NAMES)
    return next(filter(None, chosen), "").lower().startswith("zh")


def spoken(error: BaylineError) -> str:
    """Say a refusal in the language of the terminal."""
    return error.in_chinese() if is_chinese() else error.sentence()


def reason_in_chinese(error: OSError | ValueError) -> str:
    """Say in Chinese why the system refused; a rare reason by its number."""
    if not isinstance(error, OSError):
        return "名称里有不能用的字符"
    return _REASONS.get(error.errno or 0) or f"系统错误{error.errno or ''}"


def either(chinese: str, english: str) -> str:
    """Choose the sentence in the language of the terminal."""
    return chinese if is_chinese() else english
