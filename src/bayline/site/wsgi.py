"""The application that the server runs."""

import gc
import os
from multiprocessing import parent_process
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.db import connection

from bayline.site.turns import in_turns
from bayline.site.working import WISH, keep_working

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
application = in_turns(get_wsgi_application())


def _wake_reader() -> None:
    """Load what pages ask for while nobody waits, so that the first visitor waits no longer."""
    from bayline.engines.chinese.reader import read
    from bayline.platform.offering import all_offered
    from bayline.platform.warming import warm_all

    all_offered()
    read("2021年，全区总投资35亿元，增长5%。")
    _settle()
    warm_all()
    connection.close()  # that of this thread


# Objects that come before the young ones are looked through: a page makes some thousands, all of
# which go with it, and Python's own 700 would look through them ten times on the way.
_YOUNG = 20_000


def _settle() -> None:
    """Leave what stays for good out of the search for what can go: the program and its tables."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)


def _end_with_parent() -> None:
    """Leave when the process that started this worker is gone, however it went.

    A parent that is killed cannot stop its workers; one that stayed would keep the port.
    """
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


Thread(target=_wake_reader, daemon=True).start()
Thread(target=_end_with_parent, daemon=True).start()
if os.environ.get(WISH) == "1":
    Thread(target=keep_working, daemon=True).start()
