"""Read every document again with the present reader, as a job."""

from datetime import UTC, datetime

from django.db import transaction

from bayline.engines.chinese.reader import READER_VERSION
from bayline.kernel.errors import BaylineError
from bayline.platform.jobs.terms import Effect, Outcome, Task
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptSource
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import is_data, reread_document


def reread_all(task: Task) -> Effect:
    """Read the documents that this version of the reader has not read yet.

    Each is read wholly or not at all; begun again, the job goes on with those that are left.
    """
    found = queries.sources()
    read = differing = unreadable = 0
    for number, source in enumerate(found):
        task.progress(number, len(found))
        if _is_read(source):
            continue
        try:
            differing += _reread(source, at=datetime.now(UTC))
            read += 1
        except BaylineError:  # a file that was read once and is refused now stays as it was read
            unreadable += 1

    def effect() -> Outcome:
        return Outcome(
            chinese=f"重读了{read}份文件，其中{differing}份有不同的读法待审，{unreadable}份读不了。",
            english=f"{read} documents were read again; {differing} of them have readings to "
            f"review, {unreadable} could not be read",
            address="/review",
        )

    return effect


def _is_read(source: KeptSource) -> bool:
    if is_data(source.name):
        return True  # there is nothing to read in it
    text = queries.latest_text(source)
    return text is not None and READER_VERSION in queries.readings_of(text)


@transaction.atomic
def _reread(source: KeptSource, *, at: datetime) -> bool:
    """Read a document again and check it; tells whether something is proposed."""
    proposed = reread_document(source, at=at).proposed
    text = queries.latest_text(source)
    if proposed and text is not None:
        check_document(text, at=at)
    return bool(proposed)
