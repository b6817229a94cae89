"""Labels of estimates: naming, selecting and grouping them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def nothing_apart(names: Sequence[str]) -> pd.DataFrame:
    """An empty list of what cannot be estimated, for labels with these levels."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in [*names, "estimate", "n", "reason"]})


def empty_labels(names: Sequence[str]) -> pd.MultiIndex:
    """Labels of no estimates at all, with these levels."""
    return pd.MultiIndex.from_arrays([[] for _ in names], names=list(names))


def name_of(label: Sequence[Hashable]) -> Any:
    """A label as it is told: the single name, or a tuple of names."""
    parts = tuple(label)
    return parts[0] if len(parts) == 1 else parts


def is_label(wanted: object) -> bool:
    """Whether a selection names one label rather than a list of them."""
    return isinstance(wanted, str) or not isinstance(wanted, list | tuple | set | np.ndarray | pd.Index | pd.Series)


def quoted(labels: Sequence[Any] | pd.Index) -> str:
    """Labels as an error message lists them."""
    names = (name_of(label) if isinstance(label, tuple) else label for label in labels)
    return ", ".join(repr(name.item() if isinstance(name, np.generic) else name) for name in names) or "none"


def group(frame: pd.DataFrame, by: list[str]) -> dict[tuple[Hashable, ...], list[int]]:
    """The row numbers of each combination of the named columns, in order of first appearance."""
    groups: dict[tuple[Hashable, ...], list[int]] = {}
    for i, key in enumerate(keys(frame, by)):
        groups.setdefault(key, []).append(i)
    return groups


def keys(frame: pd.DataFrame, by: list[str]) -> list[tuple[Hashable, ...]]:
    """The combination of the named columns in each row; one same key for all where none is named."""
    return list(frame[by].itertuples(index=False, name=None)) if by else [("all",)] * len(frame)


def ordered(labels: pd.MultiIndex, selection: Mapping[str, Any], kept: NDArray[np.intp]) -> NDArray[np.intp]:
    """The kept positions, sorted level by level: in the order a selection lists its labels, else as they stand."""
    frame = labels[kept].to_frame(index=False)
    ranks = []
    for level in labels.names:
        wanted = selection.get(level)
        listed = frame[level].unique() if wanted is None or is_label(wanted) else wanted
        ranks.append(frame[level].map({label: i for i, label in enumerate(listed)}))
    return kept[np.lexsort(ranks[::-1])]


def plain_index(labels: pd.MultiIndex) -> pd.Index:
    """Labels as the index of a table: plain where they have one level, so that a name alone finds its row."""
    return labels.get_level_values(0) if labels.nlevels == 1 else labels
