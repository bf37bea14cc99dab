"""The chat on the terminal: the same desk and history as on Discord, one more edge."""
