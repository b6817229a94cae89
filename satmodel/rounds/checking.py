"""Every fault of a round before anything is computed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from satmodel.rounds.plan import read_plan
from satmodel.rounds.run import everything


def check(folder: str | Path) -> pd.DataFrame:
    """Read a round's settings and files and report what was read.

    Args:
        folder: the round's folder, with ``round.toml``.

    Returns:
        The rows read: file, sheet, kind, rows, where. Empty for a bulletin.

    Raises:
        DataProblems: every fault of ``round.toml``, or of all the data files.
    """
    place = Path(folder)
    plan = read_plan(place)
    data = everything(place, plan).data
    if data is None:
        return pd.DataFrame()
    read = [survey.report for survey in (data.now, data.before) if survey is not None]
    return pd.concat(read, ignore_index=True)
