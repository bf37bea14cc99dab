"""The colours of every chart."""

from typing import Final

CARD: Final = "#FFFFFF"
INK: Final = "#1B1F24"
QUIET: Final = "#57606A"
COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""Okabe and Ito's palette, told apart by readers with any common colour blindness."""
