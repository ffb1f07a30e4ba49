"""Answers are made one after another, and whoever takes long is passed.

Two threads of Python that make pages at the same time wrangle over the interpreter at each question
to the database, and both come later than if one had waited for the other. What takes long must hold
up nobody, though: it loses its turn to whoever has waited for a while, and goes on beside.
"""

from collections.abc import Iterable
from threading import Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE_S = 0.05  # more than a page takes, less than a visitor feels


def in_turns(application: WSGIApplication, *, patience_s: float = PATIENCE_S) -> WSGIApplication:
    """Give an application that makes one answer at a time.

    Args:
        application: What answers, as WSGI (PEP 3333) has it.
        patience_s: How long an answer waits for another, in seconds, before it passes it.

    """
    turn = Lock()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        nonlocal turn
        mine = turn
        if not mine.acquire(timeout=patience_s):
            mine = Lock()
            mine.acquire()
            turn = mine  # whoever comes next waits for this one, not for the one that was passed
        try:
            return application(environ, start_response)
        finally:
            mine.release()

    return answer
