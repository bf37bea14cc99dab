"""`python -m bot fees`: the fee schedule."""

import typer

from bot.cli import fees_import, price, prices, verify
from bot.cli.group import OneLineGroup

app = typer.Typer(
    cls=OneLineGroup,
    help="The fee schedule: imports, checks and prices.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
app.command("import")(fees_import.import_)
app.command("list")(fees_import.list_)
app.command()(verify.verify)
app.command()(price.price)
app.command()(prices.prices)
