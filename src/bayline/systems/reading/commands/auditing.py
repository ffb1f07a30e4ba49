"""`bayline audit`: the work of the page 核稿 on a file."""

import sys
from pathlib import Path

from bayline.kernel.errors import BaylineError
from bayline.systems.reading.actions import Audited, written
from bayline.systems.reading.checks import check
from bayline.systems.reading.commands.inputs import inputs
from bayline.systems.reading.commands.readings import LIMIT, Settings, prepare, read_input, remarks
from bayline.systems.reading.commands.terminal import complain_all
from bayline.systems.reading.rules.records import DEFAULT_KINDS, finding_record, lines, records
from bayline.systems.reading.terms import ReadDocument

_FORMS = {
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".csv": "csv",
}
_BINARY = frozenset({"docx", "xlsx"})


def show(draft: str, settings: Settings, *, form: str, output: str) -> int:
    """Check one draft and write it marked, or as JSON lines.

    Args:
        draft: A file, or `-` for standard input.
        settings: Its date and places.
        form: jsonl, html, docx, xlsx or csv; empty to go by the output's ending.
        output: The file to write; empty for standard output.

    Raises:
        BaylineError: If the draft cannot be read, or the output cannot be written.
    """
    made = _form(form, output)
    _keep_draft(draft, output)
    prepare(settings)
    given = inputs([draft], limit=LIMIT)
    if len(given) != 1 or Path(draft).is_dir():
        raise BaylineError(
            "a folder is no draft",
            where=draft,
            why="a draft is one document",
            do="name the file, or use `bayline check` for many",
        )
    document, reading = read_input(given[0], settings)
    read = ReadDocument(name=draft, reading=reading, tables=document.tables)
    audited = Audited(document=document, reading=reading, findings=tuple(check([read])))
    if made == "jsonl":
        _deliver(_listed(audited), output)
    else:
        # The draft's own file goes along: a Word file comes back as it was, with comments.
        original = given[0].data(limit=LIMIT)
        _deliver(written(audited, form=made, original=original).content, output)
    complain_all(remarks(document, reading, form=made))
    return 0


def _keep_draft(draft: str, output: str) -> None:
    """Refuse to write the result over the draft itself."""
    if output and Path(output).exists() and Path(draft).exists() and Path(output).samefile(draft):
        raise BaylineError(
            "the output is the draft itself",
            where=output,
            why="writing it would destroy the draft",
            do="name another file with -o",
        )


def _form(form: str, output: str) -> str:
    chosen = form or _FORMS.get(Path(output).suffix.lower(), "" if output else "jsonl")
    if not chosen:
        raise BaylineError(
            "it is not said what to make",
            where=output,
            why=f"the output ends in none of {', '.join(_FORMS)}",
            do="give --format",
        )
    if chosen in _BINARY and not output and sys.stdout.isatty():
        raise BaylineError(
            f"a {chosen} file cannot be shown on a terminal",
            why="it is binary",
            do="name a file with -o",
        )
    return chosen


def _listed(audited: Audited) -> bytes:
    name = audited.document.name
    found = [
        *records(name, audited.reading, kinds=DEFAULT_KINDS),
        *({"kind": "finding", **finding_record(finding)} for finding in audited.findings),
    ]
    return lines(found).encode("utf-8", errors="replace")


def _deliver(content: bytes, output: str) -> None:
    if not output:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be written",
            where=output,
            why=getattr(error, "strerror", "") or str(error),
            do="choose another place with -o",
        ) from None
