"""What is said on standard error: one sentence a line, whatever stands in names and values."""

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
