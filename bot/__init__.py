"""Answers what a clinician's time is worth, from CMS's own numbers."""

__version__ = "0.1.0"
