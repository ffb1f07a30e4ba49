"""The demonstration can be issued as a report: nothing in it contradicts its own record."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "regions" / "jinshan" / "reports"


def test_what_the_demonstration_opens_with_is_issued(built_demo: Path, tmp_path: Path) -> None:
    home = shutil.copytree(built_demo, tmp_path / "home")
    program = Path(sys.executable).with_name("bayline")
    opened = {
        file.stem: period
        for file in REPORTS.glob("*.toml")
        if (period := tomllib.loads(file.read_text("utf-8")).get("opens"))
    }
    assert opened
    for name, period in opened.items():
        words = (program, "--home", home, "report", "issue", name, "--period", period)
        made = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (made.returncode, made.stderr) == (0, ""), name
