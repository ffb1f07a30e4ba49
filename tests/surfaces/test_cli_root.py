import json
import os
import subprocess
import sys
import textwrap

import pytest

from bayline.site.commands import COMMANDS
from bayline.surfaces.cli import Lazy, root, run

SAMPLE = '''
import click
from bayline.kernel.errors import BaylineError

@click.command()
@click.option("--size", type=int, default=1, help="How many.")
def good(size):
    """Do well."""
    click.echo("x" * size)

@click.command()
def warned():
    return 1

@click.command()
def refused():
    raise BaylineError("13月", where="表1", why="no such\\nmonth", do="write 1 to 12")

@click.command()
def broken():
    raise ZeroDivisionError("in line 7")

@click.command()
def interrupted():
    raise KeyboardInterrupt

@click.command()
def homely():
    import os
    click.echo(os.environ["BAYLINE_HOME"])

@click.group()
def rooms():
    """Commands of one system."""

rooms.add_command(homely)
'''
NAMES = ("good", "warned", "refused", "broken", "interrupted", "homely", "rooms")
HOMELY = ("homely", "rooms")


@pytest.fixture
def program(tmp_path, monkeypatch):
    (tmp_path / "sample_commands.py").write_text(textwrap.dedent(SAMPLE), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("BAYLINE_HOME", "elsewhere")
    monkeypatch.delenv("BAYLINE_DEBUG", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    lazy = {
        name: Lazy(f"sample_commands:{name}", name, opens_home=name in HOMELY) for name in NAMES
    }
    yield root(lazy, version="1.2")
    sys.modules.pop("sample_commands", None)


@pytest.fixture
def outcome(program, capfd):
    def outcome(*arguments):
        with pytest.raises(SystemExit) as left:
            run(program, arguments)
        said = capfd.readouterr()
        return left.value.code, said.out, said.err

    return outcome


def test_a_command_that_is_done_leaves_with_0(outcome):
    assert outcome("good", "--size", "3") == (0, "xxx\n", "")


def test_a_command_may_leave_with_a_status_of_its_own(outcome):
    assert outcome("warned") == (1, "", "")


def test_a_refusal_is_one_line_and_status_2(outcome):
    sentence = "bayline: 表1: 13月: no such month; write 1 to 12\n"
    assert outcome("refused") == (2, "", sentence)


def test_a_failure_of_the_program_shows_no_traceback(outcome):
    status, said, complaint = outcome("broken")
    assert (status, said, complaint.count("\n")) == (2, "", 1)
    assert "ZeroDivisionError: in line 7" in complaint
    assert "Traceback" not in complaint


def test_a_failure_is_shown_whole_when_asked_for(program, monkeypatch):
    monkeypatch.setenv("BAYLINE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(program, ["broken"])


def test_an_interrupted_command_leaves_quietly(outcome):
    assert outcome("interrupted")[0] == 130


@pytest.mark.parametrize("arguments", [["nothing"], ["good", "--size", "x"], ["good", "--no"]])
def test_wrong_words_are_answered_in_one_line(outcome, arguments):
    status, said, complaint = outcome(*arguments)
    assert (status, said, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith("bayline: ")
    assert "--help" in complaint


def test_help_lists_every_command_without_importing_it(outcome):
    status, said, _ = outcome("--help")
    assert status == 0
    assert all(name in said for name in NAMES)
    assert "sample_commands" not in sys.modules


def test_the_home_is_settled_before_the_command_runs(outcome, tmp_path):
    assert outcome("--home", str(tmp_path), "homely") == (0, f"{tmp_path}\n", "")


def test_the_home_may_be_named_behind_a_command_that_opens_it(outcome, tmp_path):
    assert outcome("homely", "--home", str(tmp_path)) == (0, f"{tmp_path}\n", "")
    assert outcome("rooms", "homely", "--home", str(tmp_path)) == (0, f"{tmp_path}\n", "")
    assert outcome("good", "--home", str(tmp_path))[0] == 2


def test_the_version_is_told(outcome):
    assert outcome("--version")[1] == "bayline, version 1.2\n"


PROGRAM = "from bayline.site.commands import main; main()"
HEAVY = {"django", "rich", "granian", "opencc", "rjieba", "ahocorasick_rs", "lxml", "asyncio"}
HEAVY |= {"numpy", "typst", "playwright", "polars", "docx"}


def started(*arguments, code=PROGRAM, **options):
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_help_comes_within_a_fifth_of_a_second():
    def taken():
        before = os.times()
        assert started("--help").returncode == 0
        after = os.times()
        # What the program itself computed; a busy machine makes everybody wait besides.
        return after.children_user + after.children_system - sum(before[2:4])

    assert min(taken() for _ in range(5)) <= 0.2


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_wakes_nothing_heavy(name):
    code = (
        "import sys, json\n"
        "from bayline.site.commands import COMMANDS\n"
        "from bayline.surfaces.cli import root\n"
        "root(COMMANDS, version='0').main(sys.argv[1:], standalone_mode=False)\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    shown = started(name, "--help", code=code)
    loaded = json.loads(shown.stdout.splitlines()[-1])
    assert not HEAVY & set(loaded)


def test_a_home_is_opened_without_what_no_command_asked_for():
    code = (
        "import sys, django\n"
        "django.setup()\n"
        "import bayline.systems.reading.actions.comparing\n"  # what audits a draft
        "from bayline.platform.business import _TELLERS, lines\n"
        "known = [name for name in sys.modules if name.partition('.')[0] in sys.argv[1:]]\n"
        "print(known, [name for name in sys.modules if name.endswith('.pages')], len(_TELLERS))\n"
        "from bayline.platform.offering import all_offered\n"
        "all_offered(), all_offered()\n"
        "print(len(_TELLERS) > 2, [name for name in sys.modules if name.endswith('.pages')])\n"
    )
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "bayline.site.settings"}
    bare = ("numpy", "rjieba", "typst", "playwright", "polars", "docx", "networkx", "granian")
    shown = started(*bare, code=code, env=settings)
    opened, offered = shown.stdout.splitlines()
    assert opened == "[] [] 0"
    assert offered.startswith("True ['bayline.")


def test_a_reader_that_leaves_early_is_no_error(tmp_path, program):
    del program  # only its module is needed
    code = (
        "import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from bayline.surfaces.cli import Lazy, root, run\n"
        "run(root({'good': Lazy('sample_commands:good', '')}, version='1'))"
    )
    piped = subprocess.Popen(
        [sys.executable, "-c", code, "good", "--size", "1000000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert piped.stdout is not None
    assert piped.stderr is not None
    with piped.stdout, piped.stderr:
        piped.stdout.read(1)
        piped.stdout.close()
        assert piped.stderr.read() == b""
    assert piped.wait() == 0
