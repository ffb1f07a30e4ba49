"""The application that the server runs."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
application = get_wsgi_application()


def _wake_reader() -> None:
    """Load the reader's tables while nobody waits, so that the first draft is quick as well."""
    from bayline.engines.chinese.reader import read

    read("2021年，全区总投资35亿元，增长5%。")


Thread(target=_wake_reader, daemon=True).start()
