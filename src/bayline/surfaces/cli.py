"""The root of the command line: commands that wake when they are called, one sentence a refusal.

`bayline --help` must answer at once, so the root knows its commands by dotted names and one line of
help each. Which commands there are is composed by the site, the only floor that knows all systems.
"""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO

import click

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, is_chinese, reason_in_chinese, spoken
from bayline.platform.terminal import complain

DONE, CONTRADICTED, REFUSED = 0, 1, 2
_INTERRUPTED = 130  # what a shell expects after Ctrl-C


class Lazy(NamedTuple):
    """A command that is imported when it is called.

    Attributes:
        target: Its module and name, such as `package.module:command`.
        summary: What the root's help says of it.
        opens_home: Whether it works in the home, so that `--home` may stand behind its name too.
    """

    target: str
    summary: str
    opens_home: bool = False


class LazyGroup(click.Group):
    """A group that lists its commands without importing them."""

    def __init__(self, name: str, *, lazy: Mapping[str, Lazy], summary: str) -> None:
        super().__init__(
            name, help=summary, context_settings={"help_option_names": ["-h", "--help"]}
        )
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the commands in the order they were composed."""
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        if self.lazy[cmd_name].opens_home:
            _let_name_home(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their summaries."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.summary) for name, lazy in self.lazy.items()])


def root(lazy: Mapping[str, Lazy], *, version: str) -> click.Group:
    """Compose the root command.

    Args:
        lazy: The commands by name, in the order the help shows them.
        version: What `--version` says.
    """
    summary = "Read public documents, mark every figure, recompute every sum."
    group = LazyGroup("bayline", lazy=lazy, summary=summary)
    group.params.append(_home_option())
    return click.version_option(version, prog_name="bayline")(group)


def run(group: click.Group, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave the program.

    Every refusal is one line on standard error and status 2; no traceback reaches the user unless
    `BAYLINE_DEBUG` asks for it.

    Args:
        group: The root command.
        arguments: The words after the program's name; those of the process if None.
    """
    if is_chinese():
        _speak_chinese()
    if sys.stdout is None:
        sys.stdout = _closed_output()
    sys.exit(_flushed(_status(group, arguments)))


def _closed_output() -> TextIO:
    """Stand in for a closed standard output: whoever writes is told, whoever does not goes on."""
    return os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def _flushed(status: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()  # The reader of a pipe has left, which is no error.
    except OSError as error:
        _let_go()
        return _unwritten(error) if status == DONE else status
    return status


def _let_go() -> None:
    """Send what is still held for the output nowhere, so that leaving says nothing about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_chinese() -> None:
    """Let click say what is wrong with the words it was given as the rest of the program does."""
    gettext.bindtextdomain("click", Path(__file__).parent / "locale")
    gettext.textdomain("click")


def _status(group: click.Group, arguments: Sequence[str] | None) -> int:
    output = sys.stdout
    try:
        outcome = group.main(arguments, prog_name="bayline", standalone_mode=False)
    except (BaylineError, click.ClickException) as error:
        return _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except SystemExit as left:
        # A reader who left the pipe early: click wraps the output and calls it a failure.
        return DONE if sys.stdout is not output else int(left.code or DONE)
    except OSError as error:
        return _unwritten(error)
    except Exception as error:  # noqa: BLE001 - the outermost rim: whatever it is, no traceback is shown
        return _confess(error)
    return outcome if isinstance(outcome, int) else DONE


def _unwritten(error: OSError) -> int:
    reason = either(reason_in_chinese(error), error.strerror or str(error))
    do = either("请看磁盘和终端能否接收输出", "see whether disk and terminal take the output")
    complain(either(f"{reason}。{do}。", f"{reason}; {do}"))
    return REFUSED


def _refuse(error: BaylineError | click.ClickException) -> int:
    sentence = spoken(error) if isinstance(error, BaylineError) else error.format_message()
    context = getattr(error, "ctx", None)
    if context is not None:
        asked = f"{context.command_path} --help"
        sentence = sentence.rstrip(".。？?")
        sentence = either(f"{sentence}。用法见 {asked}", f"{sentence}; see {asked}")
    complain(sentence)
    return REFUSED


def _confess(error: Exception) -> int:
    if os.environ.get("BAYLINE_DEBUG"):
        raise error
    failed = f"{type(error).__name__}: {error}"
    complain(
        either(
            f"程序出错（{failed}）。设 BAYLINE_DEBUG=1 可看出错的地方，请报告给维护者。",
            f"the program failed ({failed}); set BAYLINE_DEBUG=1 to see where, and report it",
        )
    )
    return REFUSED


def _let_name_home(command: click.Command) -> None:
    """Let the home be named behind a command, and behind each of a group."""
    if all(each.name != "home" for each in command.params):
        command.params.append(_home_option())
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _let_name_home(each)


def _home_option() -> click.Option:
    return click.Option(
        ["--home"],
        type=click.Path(file_okay=False),
        expose_value=False,
        callback=_settle_home,
        help="Folder of the database and files.  [default: BAYLINE_HOME, else ./.bayline]",
    )


def _settle_home(ctx: click.Context, parameter: click.Parameter, folder: str | None) -> None:
    del ctx, parameter
    if folder is None:
        return
    if not folder:
        raise BaylineError(
            "an empty name is no folder",
            where="--home",
            do="name the folder, or leave the option out",
            zh=Words("文件夹名是空的", do="请写文件夹名，或不写这一项"),
        )
    os.environ["BAYLINE_HOME"] = folder
