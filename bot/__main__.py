"""`python -m bot`: hands the arguments to the command line."""

import sys


def main() -> None:
    """Run the command that the arguments name; with nothing to parse, without what parses."""
    if sys.argv[1:] in ([], ["run"]):
        # The other commands and their parser take megabytes, which a bot would keep for as long as it runs.
        from bot.cli.ending import ended, readable  # noqa: PLC0415
        from bot.cli.run import run  # noqa: PLC0415

        readable()
        sys.exit(ended(run))
    from bot.cli.app import main as parsed  # noqa: PLC0415

    parsed()


if __name__ == "__main__":
    main()
