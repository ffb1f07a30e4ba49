"""What reading costs before anything is read."""

import subprocess
import sys

import pytest

from bayline.engines.documents import DocumentError, document_of

SCRIPT = """
import sys
import bayline.engines.documents
import bayline.engines.documents.writers
heavy = {"lxml", "pypdfium2", "zipfile", "tomllib", "csv"} & set(sys.modules)
print(",".join(sorted(heavy - {"zipfile"})))
"""


def test_parsers_sleep_until_a_file_needs_them():
    run = subprocess.run(  # noqa: S603 - this interpreter on the text above
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() in {"", "csv"}


def test_pasted_text_is_a_document_with_its_tables():
    document = document_of("文稿", "镇\t收入\n东镇\t3\n")
    assert (document.name, document.text) == ("文稿", "镇\t收入\n东镇\t3\n")
    assert len(document.tables) == 1


def test_pasted_nothing_is_refused():
    with pytest.raises(DocumentError, match="文稿: the file is empty"):
        document_of("文稿", "")
