"""What a file that shows something is called in the record."""

import re

_UNFIT = re.compile(r"[^\w.\-（）()·]+")
_LONGEST = 80


def proof_name(task: str, name: str) -> str:
    """Name a file by its task and by its own name, without what file systems refuse.

    Args:
        task: Code of the task.
        name: As whoever handed it over called it.
    """
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, ending) if dot else (name, "")
    ending = _UNFIT.sub("", ending)[:10]
    told = _UNFIT.sub("-", stem).strip("-.")[:_LONGEST] or "proof"
    return f"{_UNFIT.sub('-', task)}-{told}{'.' + ending if ending else ''}"
