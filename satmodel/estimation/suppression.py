"""Cells that rest on too few respondents to be published, and the further cells that would give them away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.apart import set_apart
from satmodel.estimation.disclosed import worked_out
from satmodel.estimation.estimates import Estimates
from satmodel.result import Finding, Result
from satmodel.step import Step

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]
REASON = "too_few_to_publish"


@dataclass(frozen=True, slots=True, eq=False)
class Suppressed(Result):
    """A table of counts without its small cells.

    Attributes:
        counts: (r, c) the counts; a withheld cell is missing.
        primary: how many cells are withheld because they are small.
        secondary: how many more are withheld so that the small ones cannot be worked out from the totals.
        exposed: how many withheld cells the totals give away, and would with every cell above zero withheld.
        step: how it was made.
    """

    counts: pd.DataFrame
    primary: int
    secondary: int
    exposed: int
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """The counts; a withheld cell is missing."""
        return self.counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        values = {"smallest": self.step.settings["smallest"], "primary": self.primary, "secondary": self.secondary}
        given_away = Finding("suppress.exposed", {"exposed": self.exposed})
        return (Finding("suppress.cells", values), *((given_away,) if self.exposed else ()))


def suppress(
    what: Estimates | pd.DataFrame, *, smallest: int = 10, source: Step | None = None
) -> Estimates | Suppressed:
    """Withhold what rests on fewer than a smallest number of respondents.

    Args:
        what: estimates, or a table of counts (r rows, c columns, without its totals; every respondent in one cell).
        smallest: the fewest respondents of a cell that is published.
        source: the step that made a table of counts.

    Returns:
        Estimates: those with fewer than ``smallest`` respondents are listed in ``apart`` without their value and n,
        with the reason ``too_few_to_publish``; so are those that were apart before with too few. A table: a
        :class:`Suppressed` without the counts of 1 to ``smallest - 1``, and without further ones so that no withheld
        cell can be worked out from the row totals, the column totals and the others; its ``exposed`` counts those that
        could be worked out even with every cell above zero withheld.

    Assumptions:
        Zeros of a table are shown: they say nothing of a person who answered. Row and column totals are published and
        the reader knows the rule. Estimates are looked at alone: an overall mean published beside all units but one
        gives that one away.

    Raises:
        SettingError: ``smallest`` is below one, or a table with anything but whole numbers of zero or more.
        NotEstimable: every estimate rests on too few respondents.

    Formula:
        A line (row or column) with a withheld cell hides at least two cells and at least ``smallest`` respondents in
        all; and no withheld cell is the same in all tables of ones and more that have the totals. Where a line or
        a cell falls short, the smallest shown cell above zero in its lines is withheld too, first one that lies in
        two such lines. What follows even where every cell above zero is withheld is left, and counted.

    Source:
        Cox (1980), Journal of the American Statistical Association 75, 377-385.

    Examples:
        >>> counts = pd.DataFrame({"good": [40, 31, 25], "bad": [4, 12, 15]}, index=["A", "B", "C"])
        >>> suppress(counts).table.astype(object).where(lambda cell: cell.notna(), None).values.tolist()
        [[None, None], [None, None], [25, 15]]
    """
    if isinstance(smallest, bool) or not isinstance(smallest, int | np.integer) or smallest < 1:
        raise SettingError(f"smallest must be a whole number of one or more, not {smallest!r}")
    if isinstance(what, Estimates):
        return _estimates(what, int(smallest))
    if not isinstance(what, pd.DataFrame):
        raise SettingError(f"give estimates or a frame of counts, not {type(what).__name__}")
    cells = _checked(what)
    small = (cells > 0) & (cells < smallest)
    hidden = _closed(cells, small, int(smallest))
    counts = what.astype("Int64").mask(hidden)
    settings = {
        "smallest": int(smallest),
        "table": True,
        "primary": int(small.sum()),
        "secondary": int((hidden & ~small).sum()),
        "exposed": int(worked_out(cells, hidden).sum()),
    }
    made = Step("suppress", settings, () if source is None else (source,))
    return Suppressed(counts, settings["primary"], settings["secondary"], settings["exposed"], made)


def _estimates(whole: Estimates, smallest: int) -> Estimates:
    few = whole.n < smallest
    names = list(whole.labels.names)
    if few.all() and len(whole):
        raise NotEstimable(f"every estimate rests on fewer than {smallest} respondents; nothing can be published")
    kept = set_apart(whole, np.where(few, REASON, "").astype(object), names) if few.any() else whole
    before = whole.apart.copy()
    small = (before["n"].astype(float) < smallest) & (before["n"].astype(float) > 0)
    before.loc[small, "reason"] = REASON
    after = kept.apart if few.any() else before.iloc[:0]
    lost = pd.concat([part for part in (before, after) if len(part)] or [before], ignore_index=True)
    lost.loc[lost["reason"] == REASON, ["estimate", "n"]] = np.nan
    settings = {"smallest": smallest, "table": False, "primary": int(few.sum() + small.sum())}
    step = Step("suppress", settings, (whole.step,))
    return Estimates(kept.value, kept.cov, kept.n, kept.df, kept.labels, step, kept.level, lost)


def _checked(frame: pd.DataFrame) -> Whole:
    try:
        cells = frame.to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise SettingError("a table of counts must hold numbers only; leave out columns of words") from None
    if not np.isfinite(cells).all() or (cells < 0).any() or (cells != np.round(cells)).any():
        raise SettingError("a table of counts must hold whole numbers of zero or more")
    return cells.astype(np.int64)


def _closed(cells: Whole, small: Marks, smallest: int) -> Marks:
    """The withheld cells, enlarged until nothing follows from the totals that could be kept from it."""
    hidden = small.copy()
    hopeless = worked_out(cells, cells > 0) if small.any() else small
    while True:
        open_ = ~hidden & (cells > 0)
        wanted = _lines_short(cells, hidden, smallest) * open_
        if not wanted.any():
            known = worked_out(cells, hidden) & ~hopeless
            wanted = (known.any(axis=1)[:, None].astype(int) + known.any(axis=0)[None, :]) * open_
            if not wanted.any():
                if not known.any():
                    return hidden
                wanted = open_.astype(int)
        # a cell in two lines that fall short closes both; of equals the smallest is withheld
        order = np.where(wanted == wanted.max(), cells, np.iinfo(np.int64).max)
        hidden[np.unravel_index(np.argmin(order), cells.shape)] = True


def _lines_short(cells: Whole, hidden: Marks, smallest: int) -> Whole:
    """(r, c) how many of its two lines a cell would help to close."""
    short = [
        np.array([_falls_short(line, marks, smallest) for line, marks in zip(c, h, strict=True)])
        for c, h in ((cells, hidden), (cells.T, hidden.T))
    ]
    return short[0][:, None].astype(np.int64) + short[1][None, :]


def _falls_short(line: Whole, marks: Marks, smallest: int) -> bool:
    return bool(marks.any() and (marks.sum() < 2 or line[marks].sum() < smallest))
