"""Numbers of five digits that look like codes and are work RVUs."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_ROUND = "000"
_OTHERWISE = frozenset({Cue.PMPM, Cue.SAVINGS, Cue.LIVES, Cue.MEMBERSHIP})
"""Cues of ways to pay, where a round number may be an amount of money."""
_BESIDE = frozenset({Cue.TARGET, Cue.NEED, Cue.WORK, Cue.RVU, Cue.TOTAL})
"""Cues of texts in which five digits may be a number of work RVUs."""


def quotas(atoms: Sequence[Atom], hits: Sequence[Hit], codes: AbstractSet[str]) -> Sequence[Atom]:
    """Return the atoms with round numbers that are no code read as numbers: "target 15000 for 3 docs"."""
    if not any(hit.cues & _BESIDE for hit in hits) or any(hit.cues & _OTHERWISE for hit in hits):
        return atoms
    return [_number(atom, codes) for atom in atoms]


def _number(atom: Atom, codes: AbstractSet[str]) -> Atom:
    code = atom.ref.code if atom.ref is not None and not atom.ref.modifiers else ""
    if not code.isdecimal() or not code.endswith(_ROUND) or code in codes:
        return atom
    return replace(atom, sort=Sort.NUMBER, ref=None, value=Decimal(code))
