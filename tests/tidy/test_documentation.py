"""What a user can type, set or read in the output is in the guide; what the guide names exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bayline.site.commands import COMMANDS
from bayline.surfaces.cli import root as composed
from bayline.systems.reading.checks import CHECKS

ASKED_OF_CLICK = {"--help", "--version"}


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return "\n".join(
        file.read_text("utf-8") for file in sorted((root / "docs/guide").rglob("*.md"))
    )


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    """Every command of the program by its full name, the program itself included."""
    program = composed(COMMANDS, version="0")
    return {"bayline": program, **dict(below(program, "bayline"))}


def below(group: click.Command, above: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield f"{above} {name}", command
            yield from below(command, f"{above} {name}")


def options(command: click.Command) -> Iterator[click.Option]:
    found = (option for option in command.params if isinstance(option, click.Option))
    return (option for option in found if not ASKED_OF_CLICK & {*option.opts})


def test_every_command_is_in_the_guide(guide: str, commands: dict[str, click.Command]) -> None:
    missing = [name for name in commands if name not in guide]
    assert not missing, "say what these do: " + ", ".join(missing)


def test_every_option_is_in_the_guide(guide: str, commands: dict[str, click.Command]) -> None:
    missing = [
        f"{name} {option.opts[0]}"
        for name, command in commands.items()
        for option in options(command)
        if not re.search(rf"`{max(option.opts, key=len)}\b", guide)
    ]
    assert not missing, ", ".join(missing)


def test_every_command_and_option_says_what_it_does(commands: dict[str, click.Command]) -> None:
    silent = [name for name, command in commands.items() if not command.get_short_help_str()]
    silent += [
        f"{name} {option.opts[0]}"
        for name, command in commands.items()
        for option in options(command)
        if not option.help
    ]
    assert not silent, ", ".join(silent)


def test_every_setting_is_in_the_guide(root: Path, texts: dict[str, str]) -> None:
    used = {
        setting
        for path, text in texts.items()
        if path.startswith(("src/", "Makefile"))
        for setting in re.findall(r"BAYLINE_[A-Z_]+[A-Z]", text)
    }
    settings = (root / "docs/guide/settings.md").read_text("utf-8")
    missing = [setting for setting in sorted(used) if f"`{setting}`" not in settings]
    assert not missing, ", ".join(missing)


def test_every_command_that_the_documents_name_exists(
    texts: dict[str, str], commands: dict[str, click.Command]
) -> None:
    known = {name.removeprefix("bayline ") for name in commands}
    documents = "\n".join(text for path, text in texts.items() if path.endswith(".md"))
    named = set(re.findall(r"(?m)(?:^|`|\.venv/bin/)bayline ([a-z][a-z-]*)", documents))
    assert named <= known, ", ".join(sorted(named - known))


def test_every_make_target_that_the_documents_name_exists(texts: dict[str, str]) -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", texts["Makefile"]))
    documents = "\n".join(text for path, text in texts.items() if path.endswith((".md", "/run")))
    named = set(re.findall(r"(?m)(?:^|`)make ([a-z-]+)", documents))
    assert named <= targets, ", ".join(sorted(named - targets))


def test_every_target_is_explained_by_make_itself(texts: dict[str, str]) -> None:
    phony = re.search(r"(?m)^\.PHONY: (.*)$", texts["Makefile"])
    assert phony
    said = set(re.findall(r'echo "make ([a-z-]+)', texts["Makefile"]))
    assert set(phony.group(1).split()) - said == {"help"}


def test_continuous_integration_runs_what_the_contributors_run(texts: dict[str, str]) -> None:
    assert re.findall(r"make (\w+)", texts[".ci/run"]) == ["test", "check"]


def test_decisions_are_numbered_without_gaps_and_listed(root: Path) -> None:
    pages = sorted((root / "docs/decisions").glob("0*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    index = (root / "docs/decisions/index.md").read_text("utf-8")
    assert not [page.name for page in pages if page.name not in index]


def test_every_check_is_in_the_guide_by_its_name_and_title(root: Path) -> None:
    page = (root / "docs/guide/verdicts.md").read_text("utf-8")
    missing = [
        f"| `{each.id}` | {each.title_zh} |"
        for each in CHECKS
        if f"| `{each.id}` | {each.title_zh} |" not in page
    ]
    assert not missing, "add these rows:\n" + "\n".join(missing)
