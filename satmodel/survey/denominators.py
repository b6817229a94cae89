"""Which column a printed rate was divided by, and what n it can have been where no column fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import DataProblems, NotEstimable, Problem, SettingError
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.sheets import faults, faults_tables
from satmodel.survey.sheets.repeats import repeated
from satmodel.survey.sheets.text import Cells, compact, numbers, text_of
from satmodel.survey.sheets.workbooks import Table, table

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

_FINEST = 8  # decimals, in per cent, beyond which a computed rate is compared no further
_RATE, _COUNT = ("rate", "rate"), ("count", "count")


@dataclass(frozen=True, slots=True, eq=False)
class Denominators(Result):
    """The columns that may be the denominator of a printed rate.

    Attributes:
        candidates: one row a candidate, the best first: candidate, columns (how many are summed), half_up and half_even
            (rows reproduced under each rule of rounding), rows, reproduces.
        sizes: one row a unit, one column a candidate, in the same order: the denominators.
        units: one row a unit: unit, count, printed (the cell's text), share, n_low, n_high (the denominators that the
            rounding allows, ``inf`` where there is no upper end), cell.
        decimals: decimals with which the rates are printed, in per cent.
        step: how it was made.
    """

    candidates: pd.DataFrame
    sizes: pd.DataFrame
    units: pd.DataFrame
    decimals: int
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """The candidates, sums only where they reproduce every rate; where none does, the range of each unit's n."""
        if not self.reproducing:
            ranges = self.units[["unit", "count", "printed", "n_low", "n_high"]]
            return ranges.replace({"n_high": {np.inf: np.nan}}).set_index("unit")
        kept = (self.candidates["columns"] == 1) | self.candidates["reproduces"]
        return self.candidates[kept].set_index("candidate")

    @property
    def reproducing(self) -> tuple[str, ...]:
        """The candidates that reproduce every printed rate."""
        return tuple(self.candidates.loc[self.candidates["reproduces"], "candidate"])

    @property
    def misses(self) -> pd.DataFrame:
        """The rows that the best candidate does not reproduce: unit, candidate, count, n, computed, printed, cell."""
        names = ["unit", "candidate", "count", "n", "computed", "printed", "cell"]
        if not len(self.candidates):
            return pd.DataFrame(columns=names)
        best = self.candidates["candidate"].iloc[0]
        size = self.sizes[best].to_numpy()
        up, even = _hits(self.units["count"].to_numpy(), size, self.units["share"].to_numpy(), self.decimals)
        hit = up if up.sum() >= even.sum() else even
        out = self.units.assign(candidate=best, n=size, computed=self.units["count"].to_numpy() / size)
        return out.loc[~hit, names].reset_index(drop=True)

    @property
    def findings(self) -> tuple[Finding, ...]:
        shared = {"tried": self.step.settings["tried"], "rows": len(self.units), "rate": self.step.settings["rate"]}
        shared |= {"count": self.step.settings["count"]}
        names = self.reproducing
        if len(names) == 1:
            found = [Finding("denominators.found", shared | {"candidate": names[0]})]
        elif names:
            alike = self.sizes[list(names)].eq(self.sizes[names[0]], axis=0).all(axis=None)
            found = [Finding("denominators.several", shared | {"names": names, "alike": bool(alike)})]
        elif len(self.candidates):
            best = self.candidates.iloc[0]
            hits = int(max(best["half_up"], best["half_even"]))
            found = [Finding("denominators.none", shared | {"candidate": best["candidate"], "hits": hits})]
            misses = self.misses.assign(computed=self.misses["computed"].round(self.decimals + 3))
            found += [_finding("denominators.miss", row) for _, row in misses.iterrows()]
        else:
            found = [Finding("denominators.none", shared | {"candidate": None, "hits": 0})]
        if not names:
            possible = self.units["n_low"] <= self.units["n_high"]
            found += [
                _finding("denominators.range" if possible[i] else "denominators.impossible", row)
                for i, row in self.units.iterrows()
            ]
        return tuple(found)

    def counts(self, candidate: str | None = None) -> pd.DataFrame:
        """Counts and denominators for inference about the rates: unit, count, n.

        Args:
            candidate: the denominator to take; by default the one that reproduces every rate.

        Raises:
            SettingError: no such candidate, or several with different numbers reproduce every rate.
            NotEstimable: none reproduces every rate and none is named.

        Examples:
            >>> frame = pd.DataFrame({"unit": ["A", "B"], "bad": [8, 6], "rate": ["9%", "9%"],
            ...                       "all": [99, 77], "rated": [87, 70]})
            >>> denominators(frame, unit="unit", rate="rate", count="bad").counts().to_numpy().tolist()
            [['A', 8, 87], ['B', 6, 70]]
        """
        names = self.reproducing
        if candidate is None and not names:
            raise NotEstimable("no candidate reproduces every printed rate; ask for the denominators, or name one")
        if candidate is None and not self.sizes[list(names)].eq(self.sizes[names[0]], axis=0).all(axis=None):
            raise SettingError(f"several candidates reproduce every rate; name one of {', '.join(map(repr, names))}")
        chosen = names[0] if candidate is None else candidate
        if chosen not in self.sizes:
            raise SettingError(f"there is no candidate {chosen!r}; there are {', '.join(map(repr, self.sizes))}")
        size = self.sizes[chosen].to_numpy()
        return pd.DataFrame({"unit": self.units["unit"], "count": self.units["count"], "n": size})


def _finding(kind: str, row: pd.Series) -> Finding:
    values = {name: value.item() if isinstance(value, np.generic) else value for name, value in row.items()}
    return Finding(kind, {str(name): None if value == np.inf else value for name, value in values.items()})


def denominators(
    source: str | Path | pd.DataFrame,
    *,
    unit: str,
    rate: str,
    count: str,
    candidates: Sequence[str | Sequence[str]] | None = None,
    decimals: int | None = None,
    sheet: str | None = None,
) -> Denominators:
    """Find the column, or the sum of columns, by which a count must be divided to give the rate that is printed.

    Args:
        source: a workbook, a text file or a frame, one row a unit.
        unit: the column that names the unit.
        rate: the column of printed rates, such as ``9%``, ``0.09`` or ``9``.
        count: the column of counts above the line, such as the dissatisfied.
        candidates: headers to try, or lists of headers whose columns are summed; by default every column of counts and
            every sum of two.
        decimals: decimals with which the rates are printed, in per cent; by default the most that any cell shows,
            up to 8.
        sheet: the sheet's name; by default the one sheet that has the columns.

    Returns:
        For each candidate how many rates it reproduces, rounding halves up and rounding them to even; for each unit the
        range in which its denominator must lie.

    Assumptions:
        The printed rate is the count divided by a whole number no smaller than the count, and rounded once.
        With few units and coarse rounding a candidate may fit by chance; ``tried`` says among how many it was found.

    Raises:
        DataProblems: the table cannot be read, listing every fault with its cell.
        SettingError: decimals below zero, or an empty list of candidates.

    Formula:
        A rate printed as r with half a unit h of its last decimal allows n from k / (r + h) to k / (r - h).

    Examples:
        >>> frame = pd.DataFrame({"unit": ["A", "B"], "bad": [8, 6], "rate": ["9%", "9%"], "all": [99, 77]})
        >>> found = denominators(frame, unit="unit", rate="rate", count="bad")
        >>> found.reproducing, found.units[["n_low", "n_high"]].to_numpy().tolist()
        ((), [[85.0, 94.0], [64.0, 70.0]])
    """
    if candidates is not None and not candidates:
        raise SettingError("candidates= is empty; leave it out to try every column")
    if decimals is not None and decimals < 0:
        raise SettingError("decimals must be zero or more")
    summed = [(one,) if isinstance(one, str) else tuple(one) for one in candidates or ()]
    more = {f"candidate {header}": header for group in summed for header in group}
    headers = {"unit": unit, "rate": rate, "count": count, **more}
    read = table(source, headers, numbers=["count", *more], shares=["rate"], sheet=sheet)
    problems = repeated(read, ["unit"])
    problems += [fault for name in ("count", *more) for fault in _no_counts(read, name)]
    if problems:
        raise DataProblems(faults.in_order(problems))
    k, share = read.frame["count"].to_numpy(dtype=np.int64), read.frame["rate"].to_numpy(dtype=float)
    written = read.whole.values(_RATE, read.whole.rows("data"))
    digits = _decimals(written, read.forms["rate"]) if decimals is None else decimals
    columns = _candidates(read, k, summed)
    scored = _scored(columns, k, share, digits)
    sizes = pd.DataFrame({name: columns[name][1] for name in scored["candidate"]}, index=read.frame["unit"])
    settings = {
        "rate": read.columns["rate"].header,
        "count": read.columns["count"].header,
        "decimals": digits,
        "tried": len(columns),
        "rows": len(k),
        "reproduce": int(scored["reproduces"].sum()),
    }
    return Denominators(
        scored, sizes, _units(read, written, digits), digits, Step("denominators", settings, (read.step,))
    )


def _no_counts(read: Table, name: str) -> list[Problem]:
    """Cells of a column of counts that hold no whole number, or a percentage."""
    values = read.frame[name].to_numpy(dtype=float)
    written = [read.whole.text((name, name), row) for row in read.whole.rows("data")]
    percent = np.array([compact(text).endswith("%") for text in written], dtype=bool)
    wrong = np.flatnonzero((values < 0) | (values != np.round(values)) | percent)
    return [
        faults_tables.count_expected(read.place(name, read.frame.index[i]), name.split()[0], written[i]) for i in wrong
    ]


def _decimals(written: Cells, form: str) -> int:
    """The most decimals, in per cent, that any of the printed rates shows."""
    most = 0
    for cell in written.tolist():
        text = compact(cell)
        bare = text_of(cell) if not isinstance(cell, float) else np.format_float_positional(cell, trim="-")
        digits = len(compact(bare).rstrip("%").partition(".")[2])
        most = max(most, digits if text.endswith("%") or form == "percent" else digits - 2)
    return min(most, _FINEST)


def _candidates(read: Table, k: Counts, summed: list[tuple[str, ...]]) -> dict[str, tuple[int, Counts]]:
    """Each candidate's number of columns and its denominators, none smaller than its count."""
    single = _columns(read)
    if summed:
        named = [(read.columns[f"candidate {one}"].header or one for one in group) for group in summed]
        groups = [tuple(group) for group in named]
        single |= {
            str(read.columns[name].header): read.frame[name].to_numpy(dtype=np.int64)
            for name in read.frame
            if name.startswith("candidate ")
        }
    else:
        groups = [*((name,) for name in single), *combinations(single, 2)]
    found: dict[str, tuple[int, Counts]] = {}
    for group in groups:
        size = np.sum([single[name] for name in group], axis=0)
        alike = len(group) > 1 and not summed and any(np.array_equal(size, other) for _, other in found.values())
        if (size >= np.maximum(k, 1)).all() and not alike:
            found[" + ".join(group)] = (len(group), size)
    return found


def _columns(read: Table) -> dict[str, Counts]:
    """Every column of counts under its header; neither the rate, nor the count, nor a running number."""
    whole = read.whole
    rows = whole.rows("data")
    taken = {whole.columns[key] for key in (_RATE, _COUNT)}
    found = {}
    for j, name in enumerate(whole.names):
        cells = whole.grid.values[rows, j]
        values, wrong = numbers(cells)
        percent = any(compact(cell).endswith("%") for cell in cells.tolist())
        if j in taken or percent or wrong.any() or not np.isfinite(values).all():
            continue
        running = len(values) > 1 and np.array_equal(values, np.arange(1, len(values) + 1))
        if (values >= 0).all() and (values == np.round(values)).all() and not running:
            found[name] = values.astype(np.int64)
    return found


def _printed(share: NDArray[np.float64], digits: int) -> list[int]:
    """Each rate in units of its last decimal."""
    return [round(float(one) * 10 ** (digits + 2)) for one in share]


def _hits(k: Counts, n: Counts, share: NDArray[np.float64], digits: int) -> tuple[Mask, Mask]:
    """Whether each printed rate is count / n with halves rounded up, and with halves rounded to even."""
    exact = [Fraction(int(a), int(b)) * 10 ** (digits + 2) for a, b in zip(k, n, strict=True)]
    wanted = _printed(share, digits)
    up = np.array([floor(one + Fraction(1, 2)) == printed for one, printed in zip(exact, wanted, strict=True)])
    even = np.array([round(one) == printed for one, printed in zip(exact, wanted, strict=True)])
    return up, even


def _scored(columns: dict[str, tuple[int, Counts]], k: Counts, share: NDArray[np.float64], digits: int) -> pd.DataFrame:
    rows = []
    for name, (parts, size) in columns.items():
        up, even = (int(hit.sum()) for hit in _hits(k, size, share, digits))
        rows.append([name, parts, up, even, len(k), max(up, even) == len(k)])
    frame = pd.DataFrame(rows, columns=["candidate", "columns", "half_up", "half_even", "rows", "reproduces"])
    best = frame[["half_up", "half_even"]].max(axis=1)
    order = np.lexsort((np.arange(len(frame)), frame["columns"], -best.to_numpy(dtype=float)))
    return frame.iloc[order].reset_index(drop=True).astype({"reproduces": bool})


def possible_sizes(k: int, printed: int, digits: int) -> tuple[float, float]:
    """The smallest and the largest n whose rate is printed so; the first above the second where there is none.

    Args:
        k: the count.
        printed: the rate in units of its last decimal.
        digits: decimals in per cent.

    Examples:
        >>> possible_sizes(8, 9, 0), possible_sizes(1, 70, 0), possible_sizes(0, 0, 0)
        ((85.0, 94.0), (2.0, 1.0), (1.0, inf))
    """
    whole = 10 ** (digits + 2) * k
    low = max(k, 1, ceil(Fraction(2 * whole, 2 * printed + 1)))
    if printed == 0:
        return float(low), np.inf
    return float(low), float(floor(Fraction(2 * whole, 2 * printed - 1)))


def _units(read: Table, written: Cells, digits: int) -> pd.DataFrame:
    frame = read.frame
    units = [int(one) for one in _printed(frame["rate"].to_numpy(dtype=float), digits)]
    ends = [possible_sizes(int(k), one, digits) for k, one in zip(frame["count"], units, strict=True)]
    return pd.DataFrame(
        {
            "unit": frame["unit"].to_numpy(),
            "count": frame["count"].to_numpy(dtype=np.int64),
            "printed": [compact(cell) for cell in written],
            "share": frame["rate"].to_numpy(dtype=float),
            "n_low": [low for low, _ in ends],
            "n_high": [high for _, high in ends],
            "cell": [faults_tables.cell_name(read.place("rate", row)) for row in frame.index],
        }
    )
