"""Packages as bytes: read as JSON, or refused in a sentence."""

import json
from math import isinf
from typing import Any, NoReturn

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.projects.rules.oc4ids.schema import Json

_SHOWN = 20  # characters of a number that is too large


def parsed(content: bytes, *, where: str) -> Json:
    """Read a package or a schema.

    Args:
        content: JSON in UTF-8.
        where: Where it came from, for the refusal.

    Raises:
        BaylineError: If it is no JSON.
    """
    try:
        return json.loads(content, **STRICTLY)
    except RecursionError:
        reason, grund = "it is nested too deeply", "嵌套太深"
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno}: {error.msg}"
        grund = f"第{error.lineno}行第{error.colno}个字符处：{error.msg}"
    except ValueError as error:
        reason = grund = str(error)
    raise BaylineError(
        "the file holds no JSON",
        where=where,
        why=reason,
        do="give a package of projects as JSON in UTF-8",
        zh=Words("文件不是JSON", grund, "请给UTF-8编码的JSON项目包"),
    )


def _finite(written: str) -> float:
    number = float(written)
    if isinf(number):
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        raise ValueError(f"{shown} is a larger number than can be kept")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


# What no JSON may hold, though Python reads it.
STRICTLY: dict[str, Any] = {"parse_constant": _refuse_constant, "parse_float": _finite}
