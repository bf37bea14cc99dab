"""`python -m bot fees`: the fee schedule."""

import typer

from bot.cli import price
from bot.cli.group import OneLineGroup

app = typer.Typer(
    cls=OneLineGroup,
    help="The fee schedule: prices.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
app.command()(price.price)


@app.callback()
def fees() -> None:
    """Keep the command's name in use while the group has only one."""
