"""The calculation module: pure, exact, traced. One rule, one function, one citation."""
