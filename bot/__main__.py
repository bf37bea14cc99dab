"""`python -m bot`: hands the arguments to the command line."""

from bot.cli.app import main

if __name__ == "__main__":
    main()
