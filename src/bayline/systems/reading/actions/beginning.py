"""Begin the pack of another region."""

import re
from importlib.resources import files
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_BLANKS = (
    "README.md",
    "region.toml",
    "overview.toml",
    "publishing.toml",
    "documents/example.md",
    "documents/example-table.csv",
    "documents/documents.csv",
    "geography/places.csv",
    "registers/sites.toml",
    "registers/sites.csv",
    "registers/projects.csv",
    "registers/project_stages.csv",
    "registers/project_amounts.csv",
    "registers/batches.csv",
    "registers/batch_members.csv",
    "requests/monthly_works.toml",
    "schemes/targets.toml",
    "review/decisions.csv",
)


def begin(name: str, *, parent: Path) -> Path:
    """Make the folder of a new pack, with an example of each kind of file; it can be built.

    Args:
        name: What the folder is to be called.
        parent: Where it is to lie.

    Returns:
        The folder.

    Raises:
        BaylineError: The name is no plain one, or there is such a folder already.
    """
    if not _NAME.fullmatch(name):
        raise BaylineError(
            f"“{name}” is no name of a pack",
            why="it becomes a folder and part of addresses",
            do="use small letters, digits and hyphens, such as pinghu",
            zh=Words(
                f"“{name}”不能作资料包的名称",
                "它是文件夹名，也出现在网址里",
                "请用小写字母、数字和连字符，如pinghu",
            ),
        )
    folder = parent / name
    try:
        folder.mkdir(parents=True)
        for path in _BLANKS:
            blank = files("bayline.systems.reading") / "samples" / "pack" / path
            file = folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(blank.read_text("utf-8"), "utf-8")
    except FileExistsError:
        raise BaylineError(
            "there is such a folder already",
            where=str(folder),
            do="choose another name",
            zh=Words("已有这个文件夹", do="请换一个名称"),
        ) from None
    except OSError as error:
        raise BaylineError(
            "the folder cannot be made",
            where=str(folder),
            why=error.strerror or str(error),
            do="choose another place with --in",
            zh=Words("文件夹建不了", reason_in_chinese(error), "请用 --in 换一个地方"),
        ) from None
    return folder
