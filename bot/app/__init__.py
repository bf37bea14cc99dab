"""The running Discord bot: composition, start, stop."""
