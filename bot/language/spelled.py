"""A visit's code that was spoken, or typed with a gap: "nine nine two one four", "99 214"."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.domain.service import CodeRef
from bot.language.atoms import Atom, Sort

_DIGITS = 5
_VISITS = "99"
"""What the codes of visits begin with; other numbers in a row may be counts and lengths."""


def spelled(atoms: Sequence[Atom], codes: AbstractSet[str]) -> list[Atom]:
    """Join numbers in a row that are the digits of a visit's code."""
    out: list[Atom] = []
    at = 0
    while at < len(atoms):
        end = _end(atoms, at, codes) if atoms[at].stem.startswith(_VISITS[0]) else at
        if end > at:
            code = "".join(atom.stem for atom in atoms[at:end])
            out.append(Atom(Sort.CODE, code, ref=CodeRef(code=code), glued=atoms[at].glued))
        else:
            out.append(atoms[at])
        at = max(end, at + 1)
    return out


def _end(atoms: Sequence[Atom], at: int, codes: AbstractSet[str]) -> int:
    """Return the atom behind a code that begins at one; the same where none does."""
    end, written = at, ""
    while end < len(atoms) and atoms[end].sort is Sort.NUMBER and len(written) < _DIGITS:
        written += atoms[end].stem
        end += 1
    return end if end > at + 1 and written.startswith(_VISITS) and written in codes else at
