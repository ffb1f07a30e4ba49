"""`bayline audit`: the work of the page 核稿 on a file."""

import sys
from pathlib import Path

from bayline.engines.documents import open_document
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import has_record, open_home, told
from bayline.platform.languages import reason_in_chinese
from bayline.systems.reading.actions.auditing import DRAFT_LIMITS, Audited, written
from bayline.systems.reading.checks import check
from bayline.systems.reading.commands.inputs import Input, inputs
from bayline.systems.reading.commands.readings import LIMIT, Settings, prepare, read_input, remarks
from bayline.systems.reading.commands.standing import audit_records
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
    ".txt": "txt",
}
_BINARY = frozenset({"docx", "xlsx"})


def show(
    draft: str, settings: Settings, *, form: str, output: str | None, force: bool = False
) -> int:
    """Check one draft and write it marked, or as JSON lines.

    Args:
        draft: A file, or `-` for standard input.
        settings: Its date and places.
        form: jsonl, html, docx, xlsx, csv or txt; empty to go by the output's ending.
        output: The file to write; None for standard output.
        force: Whether a file of that name may be replaced.

    Raises:
        BaylineError: If the draft cannot be read, or the output cannot be written.
    """
    if output:
        _keep_folder(output)
        _keep_draft(draft, output)
    made = _form(form, output)
    if output:
        _keep_file(output, force=force)
    prepare(settings)
    given = inputs([draft], limit=LIMIT)
    if len(given) != 1 or Path(draft).is_dir():
        raise BaylineError(
            "a folder is no draft",
            where=draft,
            why="a draft is one document",
            do="name the file, or use `bayline check` for many",
            zh=Words("文件夹不是文稿", "文稿是一份文件", "请写文件名，核多份文件用 bayline check"),
        )
    audited = _beside_record(given[0], settings) if has_record() else _alone(given[0], settings)
    document, reading = audited.document, audited.reading
    if made == "jsonl":
        _deliver(_listed(audited), output)
    else:
        # The draft's own file goes along: a Word file comes back as it was, with comments.
        original = given[0].data(limit=LIMIT)
        _deliver(written(audited, form=made, original=original).content, output)
    complain_all(remarks(document, reading, form=made))
    return 0


def _alone(given: Input, settings: Settings) -> Audited:
    """Check a draft by itself."""
    document, reading = read_input(given, settings)
    read = ReadDocument(name=document.name, reading=reading, tables=document.tables)
    return Audited(document=document, reading=reading, findings=tuple(check([read])))


def _beside_record(given: Input, settings: Settings) -> Audited:
    """Check a draft by itself and against the record of the home."""
    open_home()
    from bayline.systems.reading.actions.comparing import audit_beside_record

    document = open_document(given.name, given.data(limit=LIMIT), limits=DRAFT_LIMITS)
    with told():
        return audit_beside_record(document, published=settings.published)


def _keep_folder(output: str) -> None:
    if Path(output).is_dir():
        raise BaylineError(
            "the output is a folder",
            where=output,
            why="the result is one file",
            do="name a file in it",
            zh=Words("输出是文件夹", "结果是一个文件", "请在后面写上文件名"),
        )


def _keep_file(output: str, *, force: bool) -> None:
    """Refuse to replace a file unless that was asked for."""
    if not force and Path(output).is_file():
        raise BaylineError(
            "the file is there already",
            where=output,
            why="writing would replace it",
            do="name another file, or give --force to replace it",
            zh=Words("已经有这个文件", "写下去会换掉它", "请换一个文件名，要换掉它就加 --force"),
        )


def _keep_draft(draft: str, output: str) -> None:
    """Refuse to write the result over the draft itself."""
    if Path(output).exists() and Path(draft).exists() and Path(output).samefile(draft):
        raise BaylineError(
            "the output is the draft itself",
            where=output,
            why="writing it would destroy the draft",
            do="name another file with -o",
            zh=Words("输出就是文稿本身", "写下去会毁掉文稿", "请用 -o 写另一个文件名"),
        )


def _form(form: str, output: str | None) -> str:
    ending = "" if output is None else Path(output).suffix.lower()
    chosen = form or _FORMS.get(ending, "jsonl" if output is None else "")
    if not chosen:
        raise BaylineError(
            "it is not said what to make",
            where=output or "--output",
            why=f"the output ends in none of {', '.join(_FORMS)}",
            do="give --format",
            zh=Words(
                "没有说明要做成什么", f"输出文件名不以{'、'.join(_FORMS)}结尾", "请写明 --format"
            ),
        )
    if ending in _FORMS and _FORMS[ending] != chosen:
        raise _mismatch(output or "", ending, form=chosen)
    if chosen in _BINARY and output is None and sys.stdout.isatty():
        raise BaylineError(
            f"a {chosen} file cannot be shown on a terminal",
            why="it is binary",
            do="name a file with -o",
            zh=Words(f"{chosen}文件不能显示在终端上", "它是二进制的", "请用 -o 写文件名"),
        )
    return chosen


def _mismatch(output: str, ending: str, *, form: str) -> BaylineError:
    return BaylineError(
        f"the output ends in {ending}, the format is {form}",
        where=output,
        why="whoever opens the file goes by its ending",
        do="leave --format out, or let the name end as the format does",
        zh=Words(
            f"输出文件名以{ending}结尾，格式却是{form}",
            "打开文件的程序看的是后缀",
            "请不写 --format，或改后缀",
        ),
    )


def _listed(audited: Audited) -> bytes:
    name = audited.document.name
    if audited.beside is not None:
        return lines(audit_records(audited)).encode("utf-8", errors="replace")
    found = [
        *records(name, audited.reading, kinds=DEFAULT_KINDS),
        *({"kind": "finding", **finding_record(finding)} for finding in audited.findings),
    ]
    return lines(found).encode("utf-8", errors="replace")


def _deliver(content: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or str(error)
        raise BaylineError(
            "the file cannot be written",
            where=output or "--output",
            why=why,
            do="choose another place with -o",
            zh=Words("文件写不进去", reason_in_chinese(error), "请用 -o 换一个地方"),
        ) from None
