"""The group of all commands: bad usage ends like everything else, in one line."""

import sys
from collections.abc import Sequence
from typing import Any

from typer import TyperException
from typer.core import TyperGroup

from bot.cli.ending import ended, readable, say


class OneLineGroup(TyperGroup):
    """Commands whose errors take one line: exit 2 for bad usage, 1 or 3 for what keeps the program from working."""

    def main(  # type: ignore[override]  # the rarely used rest of the parameters goes by keyword
        self,
        args: Sequence[str] | None = None,
        *,
        standalone_mode: bool = True,
        **options: Any,  # noqa: ANN401 - typer's own types
    ) -> Any:  # noqa: ANN401 - the same
        """Run the command that the arguments name; `standalone_mode` ends the process with its exit code."""
        readable()
        try:
            code = ended(lambda: super(OneLineGroup, self).main(args, standalone_mode=False, **options))
        except TyperException as error:
            code = say(error.format_message(), error.exit_code)
        if standalone_mode:
            sys.exit(code)
        return code
