"""The program as its users see it: words in, a status, output and complaints out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bayline.site.commands import COMMANDS
from bayline.surfaces.cli import root, run

Outcome = tuple[int, str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the program is started in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bayline(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Run the program in the folder; gives its status, output and complaints."""
    del folder
    monkeypatch.delenv("BAYLINE_DEBUG", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # complaints are in English unless a test says so

    def bayline(*arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as left:
            run(root(COMMANDS, version="0"), arguments)
        said = capfd.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return bayline


@pytest.fixture
def written(folder: Path) -> Callable[..., str]:
    """Write a file into the folder; gives its name."""

    def written(name: str, content: str | bytes) -> str:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return written


@pytest.fixture
def refusal(bayline: Callable[..., Outcome]) -> Callable[..., str]:
    """Run the program, which must refuse in one sentence and status 2; gives the sentence."""

    def refusal(*arguments: str) -> str:
        status, said, complaint = bayline(*arguments)
        assert (status, said, complaint.count("\n")) == (2, "", 1), complaint
        assert "Traceback" not in complaint
        return complaint

    return refusal
