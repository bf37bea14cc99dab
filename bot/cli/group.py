"""How every command ends: one line on standard error and the right exit code, never a traceback for a typo."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

from typer import TyperException
from typer.core import TyperGroup

from bot.errors import RvuError, StartupError


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
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            # What is no text, or cannot be shown, is replaced. Not every stand-in for a stream can do that.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            code = super().main(args, standalone_mode=False, **options)
        except TyperException as error:
            code = _say(error.format_message(), error.exit_code)
        except RvuError as error:
            code = _say(f"{error.message} {error.hint}", 1)
        except StartupError as error:
            code = _say(str(error), error.code)
        if standalone_mode:
            sys.exit(code)
        return code


def _say(message: str, code: int) -> int:
    sys.stderr.write(" ".join(message.replace("Value error, ", "").split()) + "\n")
    return code
