"""What is wrong with the templates of a pack, all of it, before anybody makes a report."""

from collections.abc import Iterator
from datetime import datetime

from bayline.kernel.errors import BaylineError
from bayline.platform.packs import queries as packs
from bayline.platform.reporting import templates
from bayline.platform.reporting.expressions import (
    FUNCTIONS,
    WORDS,
    Call,
    Else,
    Joined,
    Name,
    Node,
    parsed,
    unknown,
)
from bayline.platform.reporting.terms import FOLDER, Template
from bayline.platform.reporting.texts import Tag, pieces_of


def usable(at: datetime | None = None) -> tuple[Template, ...]:
    """List the templates whose declaration can be used, in the order of their names."""
    found = (_template_or_none(name, at) for name in templates.template_names(at))
    return tuple(one for one in found if one is not None)


def _template_or_none(name: str, at: datetime | None) -> Template | None:
    try:
        return templates.template(name, at)
    except BaylineError:
        return None


def faults(at: datetime | None = None) -> Iterator[BaylineError]:
    """Give all that is wrong with templates and their words, each with its file and line.

    Registers, fields and figures of the record are looked up when a report is made.

    Args:
        at: As the pack was then; None for now.
    """
    for name in templates.template_names(at):
        try:
            of = templates.template(name, at)
        except BaylineError as error:
            yield error
            of = None
        for language in of.languages if of else ("zh", "en"):
            path = f"{FOLDER}{name}.{language}.md"
            data = packs.file(path, at)
            if data is not None:
                yield from faults_in(data.decode("utf-8-sig", "replace"), path, of)


def faults_in(text: str, path: str, of: Template | None) -> Iterator[BaylineError]:
    """Give what is wrong with the words of a template.

    Args:
        text: The words.
        path: Their file.
        of: The template; None where its declaration cannot be used.
    """
    known = [*(of.figures if of else ()), *WORDS, *FUNCTIONS]
    for number, line in enumerate(text.splitlines(), start=1):
        at = f"{path}:{number}"
        try:
            tags = [one for one in pieces_of(line.strip(), where=at) if isinstance(one, Tag)]
        except BaylineError as error:
            yield error
            continue
        for name in (each for tag in tags for each in _figures_in(tag.node)) if of else ():
            if name not in known:
                yield unknown(name, known, where=at)
    for name, asked in (of.figures if of else {}).items():
        at = f"{of.path}:{of.lines.get(name, 1)}" if of else path
        for each in _figures_in(parsed(asked, where=at)):
            if each not in known and path.endswith(".zh.md"):
                yield unknown(each, known, where=at)


def _figures_in(node: Node) -> Iterator[str]:
    """Give the names of declared figures that an expression leans on."""
    match node:
        case Name(name):
            yield name
        case Else(figure, _words):
            yield from _figures_in(figure)
        case Joined(_sign, left, right):
            yield from _figures_in(left)
            yield from _figures_in(right)
        case Call(function, given) if function in {"share", "growth"}:
            for each in given.values():
                yield from _figures_in(each)
        case _:
            return
