"""`bayline projects validate`: what breaks the standard in a package of projects."""

import gc
import json
from collections.abc import Iterable, Sequence

from bayline.kernel.errors import BaylineError
from bayline.platform.languages import either
from bayline.platform.terminal import complain, escaped, write
from bayline.systems.projects.commands.packages import (
    given,
    is_large,
    pieces_of,
    standard_in,
)
from bayline.systems.projects.rules.oc4ids.advice import warnings_of
from bayline.systems.projects.rules.oc4ids.faults import Fault, in_order
from bayline.systems.projects.rules.oc4ids.parsing import doubled_in, parsed
from bayline.systems.projects.rules.oc4ids.piecewise import errors_in_pieces
from bayline.systems.projects.rules.oc4ids.schema import Json, Standard
from bayline.systems.projects.rules.oc4ids.streaming import NotPlainError
from bayline.systems.projects.rules.oc4ids.validating import errors_of

_COLUMNS = ("severity", "path", "rule", "message")


def show(name: str, *, schema: str | None, with_warnings: bool, form: str) -> int:
    """Check a package and write its errors, and its warnings if asked for.

    Args:
        name: The file, or `-`.
        schema: A folder or file of the official schema; None for the program's own.
        with_warnings: Whether warnings are listed behind the errors.
        form: table or jsonl.

    Returns:
        The exit status: 1 if there is an error, else 0.
    """
    standard = standard_in(schema)
    try:
        errors = None if with_warnings else _errors_of_large(name, standard)
        content = given(name) if errors is None else b""
        package = parsed(content, where=name) if errors is None else None
        errors = errors_of(package, standard) if errors is None else errors
        warned = _warned(package, content, standard) if with_warnings else []
    except BaylineError as error:
        error.where = error.where or name
        raise
    told = [("error", fault) for fault in errors] + [("warning", fault) for fault in warned]
    return show_faults(name, told, form=form)


def _warned(package: Json, content: bytes, standard: Standard) -> list[Fault]:
    return [*in_order(doubled_in(content)), *warnings_of(package, standard)]


def _errors_of_large(name: str, standard: Standard) -> list[Fault] | None:
    """List the errors of a large file, which is never held whole; None where it has to be."""
    if not is_large(name):
        return None
    gc.disable()  # nothing here goes round in a circle; walking over it takes a fifth of the time
    try:
        return errors_in_pieces(lambda: pieces_of(name), standard)
    except NotPlainError:
        return None
    finally:
        gc.enable()


def show_faults(name: str, told: Sequence[tuple[str, Fault]], *, form: str) -> int:
    """Write what is wrong with a package.

    Args:
        name: The file, or `-`.
        told: Faults, each with its weight: error or warning.
        form: table or jsonl.

    Returns:
        The exit status: 1 if there is an error, else 0.
    """
    write(_objects(name, told) if form == "jsonl" else _rows(told))
    errors = sum(weight == "error" for weight, _ in told)
    _conclude(name, errors)
    return int(bool(errors))


def _objects(name: str, told: Iterable[tuple[str, Fault]]) -> str:
    records = ({"document": name, "severity": weight, **fault._asdict()} for weight, fault in told)
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def _rows(told: Iterable[tuple[str, Fault]]) -> str:
    rows = [
        (weight, fault.path, fault.rule, either(fault.message, fault.message_en))
        for weight, fault in told
    ]
    lines = ["\t".join(map(escaped, row)) for row in ([_COLUMNS, *rows] if rows else [])]
    return "".join(f"{line}\n" for line in lines)


def _conclude(name: str, count: int) -> None:
    if count:
        many = "error" if count == 1 else "errors"
        complain(either(f"{name}：{count}处错误", f"{name}: {count} {many}"))
    else:
        complain(either(f"{name}：符合OC4IDS", f"{name}: valid OC4IDS"))
