"""Logs of a home: one line an event, with the id of its request, and nothing personal.

A line never holds a query string, a body, a name or the key of an entry: of an address it tells the
pattern (`registers/<name>/<key>`), of an exception its kind and where it was raised, not its words,
which may quote what somebody wrote. `BAYLINE_DEBUG=1` shows those too.
"""

import logging
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

import orjson

REQUESTS = logging.getLogger("bayline.requests")
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_PRESENT: ContextVar[str] = ContextVar("request_id", default="")
_KEPT = ("method", "route", "status", "milliseconds", "job")  # what an event may carry besides
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def is_well_formed(request_id: str) -> bool:
    """Tell whether an id that came with a request may be taken: 8 to 64 letters, digits, `.-_`."""
    return _WELL_FORMED.fullmatch(request_id) is not None


def present_request() -> str:
    """Give the id of the present request; empty outside one."""
    return _PRESENT.get()


@contextmanager
def traced(request_id: str) -> Iterator[None]:
    """Let all that is logged inside carry this id."""
    token = _PRESENT.set(request_id)
    try:
        yield
    finally:
        _PRESENT.reset(token)


def route_of(request: object) -> str:
    """Give the pattern of the address that a request asked for; `-` where there is none."""
    return getattr(getattr(request, "resolver_match", None), "route", None) or "-"


class Faceless(logging.Filter):
    """Puts the pattern of an address in the place of the address itself, and adds the request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without what is personal."""
        record.request_id = present_request() or "-"
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(route_of(request) if each == path else each for each in record.args)
        return True


def _raised(exc_info: _Raised) -> str:
    """Tell of an exception where it was raised and of which kind it is."""
    kind, error, frames = exc_info
    if os.environ.get("BAYLINE_DEBUG") == "1":
        return "".join(traceback.format_exception(kind, error, frames)).rstrip()
    places = "".join(traceback.format_tb(frames))
    return f"{places}{getattr(kind, '__module__', '')}.{getattr(kind, '__qualname__', '')}"


class TextLines(logging.Formatter):
    """Lines for people."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the name that logging calls
        """Tell of an exception what may be told."""
        return _raised(ei)


class JsonLines(logging.Formatter):
    """Lines for programs: a JSON object each."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", "-"),
        }
        line |= {name: getattr(record, name) for name in _KEPT if hasattr(record, name)}
        if record.exc_info:
            line["raised"] = _raised(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def logging_settings(wish: str) -> dict[str, object]:
    """Give Django's `LOGGING`.

    Args:
        wish: What `BAYLINE_LOG` says: `json` or `text` with a line for each request; anything else
            is text without them.
    """
    formatter = "json" if wish == "json" else "line"
    line = "{asctime} {levelname} {name} [{request_id}]: {message}"
    requests = "INFO" if wish in {"json", "text"} else "ERROR"
    loud = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"faceless": {"()": "bayline.platform.tracing.Faceless"}},
        "formatters": {
            "line": {"()": "bayline.platform.tracing.TextLines", "format": line, "style": "{"},
            "json": {"()": "bayline.platform.tracing.JsonLines"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": formatter,
                "filters": ["faceless"],
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "bayline": {**loud, "level": "INFO" if requests == "INFO" else "WARNING"},
            "bayline.requests": {**loud, "level": requests},
            "django": {**loud, "level": "WARNING"},
            # A bad Host header is answered with a sentence; whoever probes the port fills no log.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "django.request": {**loud, "level": "ERROR"},
        },
    }
