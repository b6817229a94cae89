"""Compact letters: units that share one are not established to differ. Arrays only."""

from __future__ import annotations

from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError

Flags = NDArray[np.bool_]


def compact_letters(different: NDArray[np.bool_ | np.float64]) -> Flags:
    """Letters that show which pairs of units are not established to differ.

    Args:
        different: (k, k) symmetric: true (or 1) where the two units are established to differ, false (or 0) where they
            are not, in the order in which letters are to be given. A comparison that is missing (``nan``) is refused:
            it is not the same as one that established nothing.

    Returns:
        (k, letters) whether a unit has a letter, the first letter that of the first unit. Two units share a letter
        exactly where they are not established to differ.

    Raises:
        SettingError: a comparison is missing, or the matrix is not square and symmetric.

    Formula:
        Insert and absorb: begin with one letter for all; for each pair that differs, split every letter that both have
        into one without the first and one without the second; drop a letter whose units all share another.

    Source:
        Piepho (2004), Journal of Computational and Graphical Statistics 13, 456-466.

    Examples:
        >>> compact_letters(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)).tolist()
        [[True, False], [True, True], [False, True]]
    """
    known = _checked(different)
    letters = [np.ones(len(known), dtype=bool)]
    for first, second in zip(*np.nonzero(np.triu(known, 1)), strict=True):
        letters = _absorbed([part for letter in letters for part in _inserted(letter, first, second)])
    return np.array(sorted(letters, key=lambda letter: tuple(np.flatnonzero(letter)))).T


def spelled(letters: Flags) -> tuple[str, ...]:
    """Each unit's letters as text: a to z, then A to Z, then the same with a number.

    Examples:
        >>> spelled(np.array([[True, False], [True, True], [False, True]]))
        ('a', 'ab', 'b')
    """
    return tuple("".join(sign_of(i) for i in np.flatnonzero(row)) for row in letters)


def sign_of(place: int) -> str:
    """The letter at a place, from 0."""
    turn, sign = divmod(place, len(ascii_letters))
    return ascii_letters[sign] + (str(turn) if turn else "")


def _checked(different: NDArray[np.bool_ | np.float64]) -> Flags:
    given = np.asarray(different, dtype=float)
    if given.ndim != 2 or given.shape[0] != given.shape[1]:
        raise SettingError(f"letters need a square matrix of comparisons; it has the shape {given.shape}")
    given = np.where(np.eye(len(given), dtype=bool), 0.0, given)
    missing = np.argwhere(np.isnan(given))
    if len(missing):
        first, second = missing[0]
        raise SettingError(
            f"the comparison of units {first} and {second} is missing; letters would show the two as not different. "
            "Leave one of them out"
        )
    if not np.array_equal(given, given.T):
        raise SettingError("the matrix of comparisons must be symmetric")
    return given != 0


def _inserted(letter: Flags, first: int, second: int) -> list[Flags]:
    if not (letter[first] and letter[second]):
        return [letter]
    without = [letter.copy(), letter.copy()]
    without[0][first] = without[1][second] = False
    return without


def _absorbed(letters: list[Flags]) -> list[Flags]:
    """The letters that are not part of another, each once."""
    table = np.unique(np.array(letters), axis=0)
    # how many units each letter shares with each other one: all of its own where it is part of that one
    shared = table.astype(np.intp) @ table.T.astype(np.intp)
    part = shared == shared.diagonal()[:, None]
    np.fill_diagonal(part, False)
    return list(table[~part.any(axis=1)])
