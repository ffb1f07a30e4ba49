"""What is laid ready for deployment names only what is there."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from bayline.site.commands import COMMANDS
from bayline.surfaces.cli import root as composed

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")


@pytest.fixture(scope="module")
def compose() -> dict:
    found: dict = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return found


def assert_runs(words: list[str]) -> None:
    """See that a command of the program and its options exist."""
    group = composed(COMMANDS, version="0")
    command = group.get_command(click.Context(group), words[0])
    assert command is not None, words
    options = {name for option in command.params for name in option.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= options, words


def test_every_file_that_the_image_copies_is_there(dockerfile: str) -> None:
    copied = [
        word
        for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", dockerfile)
        for word in line.split()[:-1]
    ]
    assert len(copied) > 10
    assert not [word for word in copied if not (ROOT / word).exists()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    left_out = {"dev", *project["tool"]["bayline"]["bundle"]["left-out"]}
    locks = {path.name for path in ROOT.glob("requirements*.txt")}
    assert locks - {f"requirements-{name}.txt" for name in left_out} <= {*copied}


def test_every_command_that_the_image_runs_is_there(dockerfile: str, compose: dict) -> None:
    targets = re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"))
    assert {*re.findall(r"\bmake ([a-z]+)", dockerfile.split("WORKDIR")[1])} <= {*targets}
    (command,) = re.findall(r"(?m)^CMD \[(.+)\]$", dockerfile)
    words = re.findall(r'"([^"]+)"', command)
    assert words[0] == "bayline"
    assert_runs(words[1:])
    assert "/health" in dockerfile
    assert compose["services"]["bayline"]["build"] == {
        "context": "..",
        "dockerfile": "deploy/Dockerfile",
    }
    settings = (ROOT / "docs/guide/settings.md").read_text("utf-8")
    named = {
        *compose["services"]["bayline"]["environment"],
        *re.findall(r"BAYLINE_\w+", dockerfile),
    }
    assert not [name for name in named if f"`{name}`" not in settings]


def test_the_database_of_compose_answers_only_inside(compose: dict) -> None:
    assert "ports" not in compose["services"]["database"]
    (port,) = compose["services"]["bayline"]["ports"]
    assert port.startswith("127.0.0.1:")
    said = compose["services"]["bayline"]["environment"]
    assert said["BAYLINE_DATABASE_URL"] == "postgresql://bayline@database:5432/bayline"
    assert said["PGPASSWORD"] == "${POSTGRES_PASSWORD}"


def test_the_unit_starts_the_program_and_is_whole(tmp_path: Path) -> None:
    unit = (DEPLOY / "bayline.service").read_text("utf-8")
    (words,) = re.findall(r"(?m)^ExecStart=\S+/bin/bayline (.+)$", unit)
    assert_runs(words.split())
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return
    # The program and its user are not on this machine.
    there = re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit)
    (tmp_path / "bayline.service").write_text(re.sub(r"(?m)^(User|Group)=.*\n", "", there))
    verified = subprocess.run(
        [analyze, "verify", "--man=no", tmp_path / "bayline.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "bayline.service:" not in verified.stderr, verified.stderr


def test_the_installer_is_plain_shell() -> None:
    for script in (DEPLOY / "install",):
        checked = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
