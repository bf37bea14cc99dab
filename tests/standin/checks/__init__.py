"""What Discord refuses, one module per kind of thing a bot sends."""
