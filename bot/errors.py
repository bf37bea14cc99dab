"""Errors that own the sentence their user reads. Imports nothing of ours; every layer may raise them."""

from typing import Final

_LONGEST: Final = 200


class RvuError(Exception):
    """Something the asker can mend.

    `message` says what is wrong, `hint` what to do next; both are one sentence and safe to show anywhere.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.warnings: tuple[str, ...] = ()
        """What the answer would have warned of."""


class UnknownCodeError(RvuError):
    """A code that the loaded release does not hold; the hint names the nearest ones."""


class MissingReleaseError(RvuError):
    """A year, release or factor that is not loaded."""


class UnknownPlaceError(RvuError):
    """A locality that CMS does not have, or words that fit several; the hint lists what fits."""


class BadQuestionError(RvuError):
    """A question that cannot be answered as put."""


class CatalogError(RvuError):
    """Catalog data that must not be used: the message names file, row and key."""


class UnreadableFileError(RvuError):
    """A file that is not taken in: the message names the file, the line where there is one, and the reason."""

    def __init__(self, file: str, why: str, line: int | None = None) -> None:
        place = f"{file}, line {line}" if line else file
        if len(why) > _LONGEST:
            # It may repeat what stands in the file, which has no end where the file is damaged.
            why = f"{why[:_LONGEST]}…"
        super().__init__(f"{place}: {why}.", "Nothing was changed; use the file as CMS published it.")


class StoreError(RvuError):
    """History that cannot be read or written just now. The answer itself is unharmed; show it as not saved."""


class StartupError(Exception):
    """A setting or file without which the program cannot start; printed in one line, with this exit code."""

    code = 1


class RefusedError(StartupError):
    """Discord does not let the bot in until somebody mends a setting; starting it again is in vain."""

    code = 3
