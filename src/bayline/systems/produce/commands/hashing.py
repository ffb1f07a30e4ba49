"""`bayline produce hash`: the hash of each event of a document."""

from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.faults import UnreadableError
from bayline.engines.epcis.hashing import Writer, hash_of
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.terminal import write
from bayline.systems.produce.commands.files import read


def show(file: str, *, lines: bool) -> None:
    """Print a hash, or the line that is hashed, for each event of a file.

    Raises:
        BaylineError: The file cannot be read, or it holds no event.
    """
    try:
        document = read_document(read(file))
    except UnreadableError as error:
        error.where = file
        raise
    if not document.events:
        raise BaylineError(
            "there is no event in the file",
            where=file,
            do="give a document that holds events",
            zh=Words("文件里没有事件", "", "请给含有事件的文档"),
        )
    writer = Writer(document.namespaces, document.ignored)
    try:
        told = [writer.line(event) for event in document.events]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BaylineError(
            "the events cannot be hashed",
            where=file,
            why="a field is not of the kind that the standard says",
            do="see what `bayline produce validate` lists",
            zh=Words(
                "算不出哈希", "有字段的类型不合标准", "请看bayline produce validate列出的问题"
            ),
        ) from error
    write("".join(f"{one if lines else hash_of(one)}\n" for one in told))
