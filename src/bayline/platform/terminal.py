"""What is said on standard error: one sentence a line, whatever stands in names and values."""

import click


def complain(sentence: str) -> None:
    """Say one sentence on standard error, in one line.

    Names of files may hold anything: line breaks fold, and control characters, which a terminal
    would obey, become question marks.
    """
    line = " ".join(sentence.split())
    shown = "".join(char if char.isprintable() else "?" for char in line)
    click.echo(f"bayline: {shown}", err=True)
