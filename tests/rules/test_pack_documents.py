"""What a pack says of its documents, at heads and in its table; what may lie in its folder."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.packs.folders import files_of
from bayline.platform.packs.opening import pack_of

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
REGION = b'name = "\xe6\xb9\xbe\xe5\x8c\xba"\ncode = "310116"\n'


def test_a_link_to_a_folder_is_refused_like_one_to_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "bay"
    (folder / "documents").mkdir(parents=True)
    (folder / "region.toml").write_bytes(REGION)
    (folder / "documents" / "more").symlink_to(tmp_path)
    with pytest.raises(BaylineError, match="documents/more: it is a link"):
        files_of(folder)


def test_a_file_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(b"")
    with pytest.raises(BaylineError, match="its name is no plain text"):
        files_of(tmp_path)


def known(head: str, row: str = "") -> tuple[str, str, str, bool]:
    """Tell what a pack knows of a document with this head and this row of the table."""
    files = {"region.toml": REGION, "documents/a.md": f"---\n{head}\n---\n12个".encode()}
    if row:
        heads = "file,title,url,replaces,recorded\n"
        files["documents/documents.csv"] = f"{heads}{row}\n".encode()
    (found,) = pack_of(files, name="bay", now=NOW).documents
    handed = found.handed
    return handed.title, handed.url, handed.replaces, found.recorded is None


def test_a_row_of_documents_overrules_the_head_also_to_say_that_there_is_none() -> None:
    head = "title: 甲\nurl: https://a.cn/"
    assert known(head) == ("甲", "https://a.cn/", "", True)
    assert known(head, "a.md,乙,,,") == ("乙", "https://a.cn/", "", True)
    assert known(head, "a.md,-,-,,") == ("", "", "", True)
    assert known(head, "a.md,'-,-,,")[0] == "-"
    assert known("replaces: z.md\nrecorded: yesterday", "a.md,,,-,-") == ("", "", "", True)


def test_keys_that_nobody_knows_are_refused_in_a_head_without_a_row_only() -> None:
    head = "date: 2021-01-01\ntitle: 甲"
    with pytest.raises(BaylineError, match="row 2, column date"):
        known(head)
    assert known(head, "a.md,,,,")[0] == "甲"
