"""What reaches a terminal or a pipe: results in UTF-8, complaints in one sentence a line."""

import sys

import click

# Of every command that prints a short list, for people or for programs.
text_or_json = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
# Of every command that prints what may be long.
table_or_lines = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="table for people, jsonl one object a line for programs.",
)


def write(text: str) -> None:
    """Write text to standard output in UTF-8, whatever the terminal believes it speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()


def complain(sentence: str) -> None:
    """Say one sentence on standard error, in one line.

    Names of files may hold anything: line breaks fold, and control characters, which a terminal
    would obey, are written out.
    """
    click.echo(f"bayline: {escaped(' '.join(sentence.split()))}", err=True)


def escaped(words: str) -> str:
    r"""Write out what a terminal would obey or cannot show: an escape becomes \x1b."""
    shown = (char if char.isprintable() else repr(char)[1:-1] for char in words)
    return words if words.isprintable() else "".join(shown)
