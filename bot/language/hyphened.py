"""Names that a hyphen makes one word of a small word and another: "add-on" is not "adding"."""

from collections.abc import Iterable, Sequence

from bot.language.atoms import Atom
from bot.language.names import Match


class Hyphened:
    """Names of which small words, otherwise passed over, leave one word: that means nothing without them."""

    def __init__(self, names: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        """Take each name with a hyphen: the words that must be there, and all of them."""
        self._wholes: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for must, whole in names:
            if len(must) == 1:
                self._wholes.setdefault(must, set()).add(whole)

    def fits(self, match: Match[str], atoms: Sequence[Atom]) -> bool:
        """Tell whether what was found has the small words of such a name beside it, or is no such name."""
        wholes = self._wholes.get(match.name.stems)
        if wholes is None:
            return True
        begins = ((match.start - whole.index(match.name.stems[0]), whole) for whole in wholes)
        return any(
            at >= 0 and tuple(atom.stem for atom in atoms[at : at + len(whole)]) == whole for at, whole in begins
        )
