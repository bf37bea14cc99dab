"""What can be wrong with a file that should come from CMS."""

from bot.errors import RvuError


class CmsFileError(RvuError):
    """A file that is missing or is not the CMS file that was expected."""

    @classmethod
    def without_column(cls, kind: str, column: str) -> "CmsFileError":
        """Return the error for a file that lacks a column (or a line) of its kind."""
        return cls(f"This is not a CMS {kind} file: it has no {column}.", "Use the file as CMS's release has it.")

    @classmethod
    def missing(cls, path: str) -> "CmsFileError":
        """Return the error for a file that is not there."""
        return cls(f"The CMS file {path} is missing.", "Name the folder that holds the CMS files.")
