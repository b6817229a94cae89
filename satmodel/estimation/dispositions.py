"""What came of the calls: contact, cooperation, refusal and response rates as AAPOR defines them, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.wilson import wilson
from satmodel.result import Chart, Finding, Result
from satmodel.step import Step
from satmodel.survey.outcomes import GROUPS, Outcomes, outcome_rows, outcome_table

Array = NDArray[np.float64]

OVERALL = "all"
# numerator, and denominator: the groups that count whole; the groups that count by the eligible part e of them
_RATES: Mapping[str, tuple[str, str, str]] = {
    "RR1": ("I", "I P R NC O UH UO", ""),
    "RR2": ("I P", "I P R NC O UH UO", ""),
    "RR3": ("I", "I P R NC O", "UH UO"),
    "RR4": ("I P", "I P R NC O", "UH UO"),
    "COOP1": ("I", "I P R O", ""),
    "COOP2": ("I P", "I P R O", ""),
    "COOP3": ("I", "I P R", ""),
    "COOP4": ("I P", "I P R", ""),
    "REF1": ("R", "I P R NC O UH UO", ""),
    "REF2": ("R", "I P R NC O", "UH UO"),
    "REF3": ("R", "I P R NC O", ""),
    "CON1": ("I P R O", "I P R NC O UH UO", ""),
    "CON2": ("I P R O", "I P R NC O", "UH UO"),
    "CON3": ("I P R O", "I P R NC O", ""),
}
_PRINTED = ("RR1", "RR3", "CON1", "COOP1", "REF1")


@dataclass(frozen=True, slots=True, eq=False)
class Dispositions(Result):
    """The calls of each unit by outcome, and the rates that follow from them.

    Attributes:
        counts: one row a unit and, where there are several, one for all of them (``"all"``); a column an outcome as the
            source names it.
        groups: the same by AAPOR group: I complete, P partial, R refusal and break-off, NC non-contact, O other
            eligible, UH and UO unknown eligibility, NE not eligible.
        category, group: the category and the AAPOR group of each outcome.
        rates: one row a unit and rate: ``share`` with ``share_low`` and ``share_high``, the numerator ``count`` and the
            denominator ``base``.
        omitted: the rates that the outcomes do not allow, each with the reason's code.
        eligibility: the part of the numbers of unknown eligibility taken as eligible, None where it is not known.
        level: confidence level of the intervals.
        report: one row a kind of row of the source.
        step: how they were made.
    """

    counts: pd.DataFrame
    groups: pd.DataFrame
    category: Mapping[str, str]
    group: Mapping[str, str]
    rates: pd.DataFrame
    omitted: Mapping[str, str]
    eligibility: float | None
    level: float
    report: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a unit: numbers called, completes, RR1 with its interval, and RR3, CON1, COOP1 and REF1 if there."""
        wide = self.rates["share"].unstack("rate", sort=False).reindex(self.counts.index)
        columns = {"called": self.counts.sum(axis=1), "complete": self.groups["I"], "RR1": wide["RR1"]}
        for end in ("share_low", "share_high"):
            columns[end.replace("share", "RR1")] = self.rates[end].xs("RR1", level="rate")
        columns |= {name: wide[name] for name in _PRINTED[1:] if name in wide}
        return pd.DataFrame(columns, index=self.counts.index)

    @property
    def chart(self) -> Chart:
        """The response rate RR1 of every unit with its interval."""
        data = self.table.dropna(subset="RR1").reset_index()
        columns = {"label": "unit", "value": "RR1", "low": "RR1_low", "high": "RR1_high"}
        return Chart("intervals", data, columns, {"level": self.level, "of": "response"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        table = self.table
        last = table.iloc[-1]
        values = {
            "called": int(last["called"]),
            "complete": int(last["complete"]),
            **{name: float(last[name]) if name in last else None for name in _PRINTED},
            "low": float(last["RR1_low"]),
            "high": float(last["RR1_high"]),
            "level": self.level,
            "eligibility": self.eligibility,
        }
        found = [Finding("dispositions.overall", values)]
        units = (table.iloc[:-1] if len(table) > 1 else table).dropna(subset="RR1")
        if len(units) > 1:
            values = {
                "count": len(units),
                "lowest": units["RR1"].idxmin(),
                "lowest_share": float(units["RR1"].min()),
                "highest": units["RR1"].idxmax(),
                "highest_share": float(units["RR1"].max()),
            }
            found.append(Finding("dispositions.units", values))
        guessed = self.step.settings["recognised"]
        if guessed:
            found.append(Finding("dispositions.recognised", {"names": guessed}))
        if self.step.settings["unused"]:
            found.append(Finding("counts.unused", {"names": self.step.settings["unused"]}))
        return (*found, Finding("dispositions.silence", {"share": 1 - float(last["RR1"])}))


def dispositions(
    source: str | Path | pd.DataFrame,
    *,
    unit: str | None = None,
    total: str | None = None,
    outcomes: Mapping[str, str | None] | None = None,
    outcome: str | None = None,
    eligibility: float | None = None,
    level: float = 0.95,
    sheet: str | None = None,
) -> Dispositions:
    """Turn call outcomes into AAPOR's contact, cooperation, refusal and response rates, per unit and overall.

    Args:
        source: a workbook, a text file or a frame: a row a unit and a column an outcome; or, with ``outcome``, a row a
            number called.
        unit: the column of units; may be left out with ``outcome``.
        total: the column of all numbers called; checked against the outcomes.
        outcomes: the category of each outcome: ``complete``, ``partial``, ``refusal``, ``break_off``, ``no_contact``
            (eligible, not reached), ``other``, ``no_answer``, ``busy``, ``unknown``, ``unscreened``, ``not_working`` or
            ``ineligible``, or an AAPOR group; None for a column of numbers that is no outcome. Those not named are told
            by their names (``outcomes.toml``), which the result lists.
        outcome: the column that says how the call to a number ended, for one row a number.
        eligibility: the part of the numbers of unknown eligibility that are eligible, between 0 and 1; by default as
            among the numbers whose eligibility is known (proportional allocation), over all units.
        level: confidence level of the intervals.
        sheet: the sheet's name.

    Returns:
        The rates with Wilson intervals. Rates that the outcomes do not allow, or that would repeat another, are listed
        in ``omitted``. Each printed row of totals is checked.

    Assumptions:
        Each number is counted once, by its final outcome. The intervals take the numbers called for a random draw from
        all that could have been called; e is taken as known. They say nothing of how those who did not answer differ.

    Raises:
        DataProblems: every fault of the table: a cell that is no count, sums that do not agree, an outcome that is not
            known. SettingError: a setting that cannot be used. NotEstimable: no number called can be used.

    Formula:
        RR1 = I / (I + P + R + NC + O + UH + UO); RR3 = I / (I + P + R + NC + O + e (UH + UO));
        COOP1 = I / (I + P + R + O); CON1 = (I + P + R + O) / (I + … + UO); REF1 = R / (I + … + UO);
        e = (I + P + R + NC + O) / (I + … + O + NE).

    Source:
        AAPOR (2023), Standard Definitions, 10th edition; Wilson (1927), JASA 22, 209-212.

    Examples:
        >>> calls = {"completed": [30, 30], "refused": [90, 60], "no answer": [80, 60]}
        >>> frame = pd.DataFrame({"town": ["A", "B"], **calls})
        >>> dispositions(frame, unit="town").table["RR1"].round(3).tolist()
        [0.15, 0.2, 0.171]
    """
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    if eligibility is not None and not 0 <= eligibility <= 1:
        raise SettingError(f"eligibility must lie between 0 and 1, not {eligibility!r}")
    if outcome is not None and total is not None:
        raise SettingError("total= is for a table of counts; with outcome= every row is one number")
    if outcome is None and unit is None:
        raise SettingError("name the column of units (unit=), or with outcome= the column that says how a call ended")
    if outcome is not None:
        read = outcome_rows(source, unit=unit, outcome=outcome, outcomes=outcomes, sheet=sheet)
    else:
        read = outcome_table(source, unit=unit or "", total=total, outcomes=outcomes, sheet=sheet)
    counts = _with_overall(read.counts)
    groups = pd.DataFrame({name: _sum(counts, read.group, name) for name in GROUPS}, index=counts.index)
    overall = groups.iloc[-1]
    e = _eligible(overall, read.group) if eligibility is None else float(eligibility)
    omitted = _omitted(set(read.group.values()), e)
    parts = [_rate(groups, name, e or 0.0, level) for name in _RATES if name not in omitted]
    rates = pd.concat(parts).sort_index(level="unit", sort_remaining=False, kind="stable", key=_order(counts.index))
    return Dispositions(
        counts,
        groups,
        read.category,
        read.group,
        rates,
        omitted,
        e,
        level,
        read.report,
        Step("dispositions", _settings(read, e, eligibility, total, level) | {"omitted": tuple(omitted)}, (read.file,)),
    )


def _with_overall(counts: pd.DataFrame) -> pd.DataFrame:
    if len(counts) == 1:
        return counts
    if OVERALL in counts.index:
        raise SettingError(f"a unit is named {OVERALL!r}, which is the name of all units together; rename it")
    added = counts.sum(axis=0).to_frame(OVERALL).T
    return pd.concat([counts, added]).rename_axis(index="unit")


def _sum(counts: pd.DataFrame, group: Mapping[str, str], name: str) -> pd.Series:
    return counts[[outcome for outcome, its in group.items() if its == name]].sum(axis=1).astype(int)


def _eligible(overall: pd.Series, group: Mapping[str, str]) -> float | None:
    """The eligible part of the numbers whose eligibility is known; None where those not eligible were not counted."""
    if "NE" not in group.values():
        return None
    eligible = float(overall[["I", "P", "R", "NC", "O"]].sum())
    return eligible / (eligible + float(overall["NE"])) if eligible else None


def _omitted(there: set[str], e: float | None) -> dict[str, str]:
    """The rates that are left out: without e, or the same as another for want of a group."""
    unknown = bool(there & {"UH", "UO"})
    reasons: dict[str, str] = {}
    for name, (_, _, partly) in _RATES.items():
        if partly and unknown and e is None:
            reasons[name] = "eligibility_unknown"
    if not unknown:
        reasons |= dict.fromkeys(("RR3", "RR4", "REF2", "CON2", "REF3", "CON3"), "nothing_unknown")
    if "O" not in there:
        reasons |= dict.fromkeys(("COOP3", "COOP4"), "no_other")
    if "NC" not in there:
        reasons["CON3"] = "no_noncontact"
    if "P" not in there:
        reasons |= dict.fromkeys(("COOP2", "COOP4"), "no_partial")
    return reasons


def _rate(groups: pd.DataFrame, name: str, e: float, level: float) -> pd.DataFrame:
    above, whole, partly = (part.split() for part in _RATES[name])
    count = groups[above].sum(axis=1).to_numpy(dtype=float)
    base = groups[whole].sum(axis=1).to_numpy(dtype=float) + e * groups[partly].sum(axis=1).to_numpy(dtype=float)
    if not base[-1] > 0:
        raise NotEstimable(f"no number called can be used for {name}: all of them are not eligible")
    share = np.divide(count, base, out=np.full_like(base, np.nan), where=base > 0)
    low, high = wilson(share, base, level)
    index = pd.MultiIndex.from_arrays([groups.index, [name] * len(groups)], names=["unit", "rate"])
    columns = {"share": share, "share_low": low, "share_high": high, "count": count, "base": base}
    return pd.DataFrame(columns, index=index)


def _order(units: pd.Index) -> object:
    place = {name: i for i, name in enumerate(units)}
    return lambda level: level.map(place) if level.name == "unit" else level


def _settings(
    read: Outcomes, e: float | None, stated: float | None, total: str | None, level: float
) -> dict[str, object]:
    by_group = {f"group_{name}": tuple(out for out, its in read.group.items() if its == name) for name in GROUPS}
    return {
        **by_group,
        "recognised": read.recognised,
        "unused": read.unused,
        "eligibility": e,
        "eligibility_stated": stated is not None,
        "total_checked": total is not None,
        "units": len(read.counts),
        "level": level,
    }
