"""The program as its users see it: words in, a status, output and complaints out."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bayline.platform.packs.actions import keep_files
from bayline.platform.record import models
from bayline.platform.record.queries import latest_text
from bayline.platform.record.terms import Handed, KeptText
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.site.commands import COMMANDS
from bayline.surfaces.cli import root, run
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.villages.actions.packing import take_events, take_photos

ROOT = Path(__file__).resolve().parents[2]
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


@pytest.fixture
def stored() -> Callable[[], list[int]]:
    """Counts what the record holds of each kind."""
    tables = (models.Source, models.Text, models.Claim, models.Finding)

    def stored() -> list[int]:
        return [table._default_manager.count() for table in tables]  # noqa: SLF001 - Django's public name

    return stored


NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
Recorded = Callable[..., KeptText]


@pytest.fixture(scope="session")
def recorded() -> Recorded:
    """Record a document and check it; gives its text."""

    def recorded(words: str, *, at: datetime = NOON, name: str = "a.md", **known: Any) -> KeptText:
        published = known.pop("published", date(2021, 11, 1))
        handed = Handed(name=name, data=words.encode(), published=published, **known)
        text = latest_text(record_document(handed, by="小林", at=at).source)
        assert text is not None
        check_document(text, at=at)
        return text

    return recorded


@pytest.fixture(scope="module")
def kept_campaign(kept: None) -> None:
    """The made-up campaign of the demo pack, with its villages, and nothing else of the pack."""
    del kept
    pack, edit = ROOT / "regions" / "jinshan", Edit(by="资料包", at=NOON)
    keep_files(
        {"schemes/campaign.toml": (pack / "schemes/campaign.toml").read_bytes()}, by="包", at=NOON
    )
    for name in ("campaign_villages", "inspectors"):
        with (pack / "registers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                save(register(name), row, edit=edit)
    take_photos((pack / "villages/photos.jsonl").read_bytes(), "photos.jsonl", timezone.now())
    take_events((pack / "villages/events.jsonl").read_bytes(), "events.jsonl", timezone.now())


@pytest.fixture
def questions() -> Callable[[Callable[[], object]], int]:
    """Counts what a page asks the database when it is made anew."""

    def questions(ask: Callable[[], object]) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    return questions
