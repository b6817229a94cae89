"""The columns that a survey platform adds to its exports: number, time handed in, time taken, origin, address."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from satmodel.survey.sheets.text import compact
from satmodel.survey.sheets.times import lengths, moments
from satmodel.survey.sheets.words import door_words

KINDS = ("number", "submitted", "duration", "origin", "address", "total")


def recognised(headers: Sequence[str]) -> dict[str, str]:
    """What each of the platform's own columns holds, by its header: one of ``KINDS``."""
    words = door_words()["platform"]
    kind_of = {compact(word): kind for kind in KINDS for word in words[kind]}
    return {header: kind_of[compact(header)] for header in headers if compact(header) in kind_of}


def typed(frame: pd.DataFrame, *, untouched: Collection[str] = ()) -> pd.DataFrame:
    """The frame with times handed in as times and times taken as seconds, where every filled cell is one.

    Args:
        frame: the respondents with every column of the file.
        untouched: headers to leave as they stand.
    """
    changed = {}
    for header, kind in recognised([str(name) for name in frame.columns]).items():
        if header in untouched or kind not in ("submitted", "duration"):
            continue
        cells = np.array([None if value is None else value for value in frame[header]], dtype=object)
        found, wrong = moments(cells) if kind == "submitted" else lengths(cells)
        if not wrong.any():
            changed[header] = pd.Series(found, index=frame.index)
    return frame.assign(**changed) if changed else frame
