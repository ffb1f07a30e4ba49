"""The command that makes the index again."""

import click

from bayline.platform.languages import either


@click.group()
def search() -> None:
    """Keep the index of the search."""


@search.command()
def reindex() -> None:
    """Make the whole index again from what is kept."""
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.search import actions

    with told():
        rows = actions.reindex()
    click.echo(either(f"已重新编入{rows}条。", f"{rows} rows indexed"))
