"""The commands of `python -m bot`."""

from typing import Annotated

import typer

from bot import __version__
from bot.cli import ask, db, doctor, fees, run, schema
from bot.cli.group import OneLineGroup

app = typer.Typer(
    name="rvu-bot",
    cls=OneLineGroup,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def start(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Tell what clinic staff's time is worth, from CMS's own numbers. Without a command: run."""
    if version:
        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        run.run()


app.command()(run.run)
app.command(context_settings={"allow_extra_args": True})(ask.ask)
app.command()(schema.schema)
app.command()(doctor.doctor)
app.add_typer(db.app, name="db")
app.add_typer(fees.app, name="fees")


def main() -> None:
    """Run the command line."""
    app(prog_name="python -m bot")
