"""Keep a file that shows that something was done, in the record, under the name of its task."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record import queries as record
from bayline.platform.record.actions import store_source
from bayline.platform.record.terms import Handed
from bayline.systems.cooperation.rules.proving import proof_name
from bayline.systems.cooperation.terms import Evidence

LARGEST = 16 * 2**20  # bytes


@transaction.atomic
def keep_proof(
    task: str, file: tuple[str, bytes], *, title: str, by: str, at: datetime
) -> Evidence:
    """Keep a file as it was handed over; what stands in it is not read.

    Args:
        task: Code of the task.
        file: Its name and its bytes.
        title: What it is called; empty for its name.
        by: Who hands it over.
        at: When.

    Raises:
        BaylineError: It is empty, or too large.
    """
    name, data = file
    if not data or len(data) > LARGEST:
        raise BaylineError(
            f"the file “{name[:60]}” is {'empty' if not data else 'larger than 16 MB'}",
            why="evidence is what others can open",
            do="choose another, or name where it can be read",
            zh=Words(
                f"文件“{name[:60]}”{'是空的' if not data else '超过16 MB'}",
                "证明材料要让别人打得开",
                "请换一个文件，或写网址",
            ),
        )
    called = proof_name(task, name)
    digest = sha256(data).hexdigest()
    if any(one.sha256 != digest for one in record.living_by_name(called)):
        called = proof_name(f"{task}-{digest[:8]}", name)
    kept = store_source(Handed(name=called, data=data, title=title or called), by=by, at=at)[0]
    return Evidence(title=title or kept.title, document=kept.name, sha256=kept.sha256)
