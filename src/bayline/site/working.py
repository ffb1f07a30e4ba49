"""The worker that `bayline serve` keeps beside the pages, a process of its own while there is work.

A job that takes all of a processor then takes none of the pages' time, and an idle home none of the
memory that a worker needs. It starts while somebody still looks at what a large job would do, and
stays for a minute, so that nobody waits for it to load.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from threading import Event, Thread

WISH = "BAYLINE_WORKER"
_LOOK_S = 1.0
_LINGER_S = 60.0
_PROGRAM = "from bayline.site.working import work; work()"


def keep_working() -> None:
    """Look again and again whether jobs wait, and have them done; never ends."""
    from bayline.platform.jobs.waking import wait_until_needed

    is_needed, is_first = False, True
    while True:
        if is_needed or _is_asked(also_left=is_first):
            _worker().wait()
        is_first = False
        is_needed = wait_until_needed(_LOOK_S)


def _is_asked(*, also_left: bool) -> bool:
    from django.db import Error, connection

    from bayline.platform.jobs import queries
    from bayline.platform.jobs.kinds import due_duties

    try:
        return queries.is_any_waiting(also_left=also_left) or bool(due_duties(datetime.now(UTC)))
    except Error:  # the database is away, which pages and `/ready` tell
        connection.close()
        return False


def _worker() -> subprocess.Popen[bytes]:
    """Start a worker; the pipe that it reads from ends with this process, and it with the pipe."""
    return subprocess.Popen([sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE)  # noqa: S603 - our own program


def work() -> None:
    """Do what waits, then leave; at once when the process that started this one is gone."""
    Thread(target=_end_with_parent, daemon=True).start()
    os.nice(5)  # pages come first
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
    import django

    django.setup()
    from bayline.platform.jobs.working import work as worked

    Thread(target=_load, daemon=True).start()
    worked(Event(), once=True, linger_s=_LINGER_S)


def _load() -> None:
    """Load what large jobs need, while nothing waits yet."""
    from django.urls import reverse

    from bayline.engines.search.pinyin import pinyin_of
    from bayline.platform.naming import names_of

    reverse("jobs")  # what a job did is told with an address
    pinyin_of("项目")
    names_of("place", {"310000"})


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
