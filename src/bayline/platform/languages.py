"""In which language the terminal is spoken to.

The rule for the whole command line: Chinese where the first of `LC_ALL`, `LC_MESSAGES` and `LANG`
that is set begins with zh, else English. It decides only what is known in both, as refusals of
files are; help and all other refusals are in English, results and notes on a document in Chinese.
"""

import os

from bayline.kernel.errors import BaylineError

_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")


def is_chinese() -> bool:
    """Tell whether the terminal is set to Chinese."""
    chosen = (os.environ.get(name) for name in _NAMES)
    return next(filter(None, chosen), "").lower().startswith("zh")


def spoken(error: BaylineError) -> str:
    """Say a refusal in the language of the terminal."""
    return str(error if is_chinese() else error.in_english())
