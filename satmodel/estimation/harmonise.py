"""Units and items under the names of one round, with a report of what was matched how."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from satmodel.errors import DataProblems, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.crosswalk import Crosswalk, day_of
from satmodel.survey.names import Match, match_names
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_card import name_unmatched

Synonyms = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Harmonised(Result):
    """A survey or estimates under the names of one round.

    Attributes:
        result: the survey or the estimates, relabelled.
        matches: one row a name: kind (unit or item), given, name, how, since.
        step: how they were matched.
    """

    result: Survey | Estimates
    matches: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """What each name was matched with, and how: kind, given, matched, how, since."""
        return self.matches

    @property
    def findings(self) -> tuple[Finding, ...]:
        other = self.matches[self.matches["how"] != "same"]
        count = {"count": len(self.matches), "changed": len(other)}
        told = other[["given", "matched", "how", "since"]].itertuples(index=False, name=None)
        ones = [
            Finding("harmonise.name", dict(zip(("given", "name", "how", "since"), row, strict=True))) for row in told
        ]
        return (Finding("harmonise.names", count), *ones)


def harmonise(
    result: Survey | Estimates,
    *,
    units: Collection[str] | None = None,
    crosswalk: Crosswalk | None = None,
    on: date | str | None = None,
    items: Collection[str] | Synonyms | None = None,
) -> Harmonised:
    """Bring units and items under the names of one round, and report what was matched how.

    Args:
        result: a survey, or estimates with levels ``unit`` and ``item``.
        units: the names that the units are to have; differences of width, spaces, case and traditional characters are
            bridged and reported, anything else is a fault.
        crosswalk: renamings and mergers; respondents of merged units are pooled, strata stay as they were sampled.
        on: the day whose names are wanted; needed with a crosswalk.
        items: the names that the items are to have, or other names by each of them.

    Returns:
        The relabelled result, and one row a name.

    Raises:
        DataProblems: every name that matches none, all at once, with those that are near.
        SettingError: a crosswalk without ``on``; two estimates that would get one name (merge the survey instead).

    Examples:
        >>> frame = pd.DataFrame({"town": ["North", "South", "East"], "q1": [100, 75, 55]})
        >>> import satmodel as sat
        >>> walk = Crosswalk((("North", "Centre", None), ("South", "Centre", None)))
        >>> found = harmonise(sat.read(frame, unit="town", items=["q1"]), crosswalk=walk, on="2026-06-30")
        >>> found.result.units, found.table["how"].tolist()
        (('Centre', 'East'), ['merged', 'merged', 'same', 'same'])
    """
    if crosswalk is not None and on is None:
        raise SettingError("a crosswalk needs on=, the day whose names are wanted, such as '2026-06-30'")
    day = None if on is None else day_of(on)
    unit_names, item_names = _names(result, "unit"), _names(result, "item")
    rows = _unit_rows(unit_names, units, crosswalk, day)
    synonyms = items if isinstance(items, Mapping) else None
    wanted = item_names if items is None else tuple(items)
    rows += [("item", *_plain(match), None) for match in match_names(item_names, wanted, synonyms)]
    matches = pd.DataFrame(rows, columns=["kind", "given", "matched", "how", "since"])
    lost = matches[matches["matched"].isna()]
    if len(lost):
        known = {"unit": tuple(units or ()), "item": wanted}
        raise DataProblems(name_unmatched(Place(), row.kind, row.given, known[row.kind]) for row in lost.itertuples())
    settings = {
        "on": None if day is None else day.isoformat(),
        "changed": tuple((row.given, row.matched, row.how) for row in matches.itertuples() if row.how != "same"),
    }
    sources = (result.step,) if crosswalk is None else (result.step, crosswalk.step)
    step = Step("harmonise", settings, sources)
    maps = {kind: dict(zip(found["given"], found["matched"], strict=True)) for kind, found in matches.groupby("kind")}
    relabel = _survey if isinstance(result, Survey) else _estimates
    return Harmonised(relabel(result, maps.get("unit", {}), maps.get("item", {}), step), matches, step)


def _names(result: Survey | Estimates, level: str) -> tuple[str, ...]:
    if isinstance(result, Survey):
        return tuple(map(str, result.units)) if level == "unit" else result.items
    if level not in result.labels.names:
        return ()
    return tuple(dict.fromkeys([*result.labels.get_level_values(level), *result.apart[level]]))


def _plain(match: Match) -> tuple[str, str | None, str]:
    return match.given, match.name, match.how


def _unit_rows(
    names: tuple[str, ...], units: Collection[str] | None, crosswalk: Crosswalk | None, day: date | None
) -> list[tuple[str, str, str | None, str, str | None]]:
    moved: dict[str, str] = {}
    dates: dict[str, str | None] = {}
    if crosswalk is not None and day is not None:
        olds = tuple(dict.fromkeys(old for old, _, _ in crosswalk.moves))
        written = {match.given: match.name or match.given for match in match_names(names, olds)}
        moved = {name: crosswalk.name(written[name], on=day) for name in names}
        moved = {name: new for name, new in moved.items() if new != written[name]}
        since = {name: crosswalk.since(written[name], on=day) for name in moved}
        dates = {name: None if first is None else first.isoformat() for name, first in since.items()}
    current = {name: moved.get(name, name) for name in names}
    wanted = tuple(dict.fromkeys(current.values())) if units is None else tuple(map(str, units))
    matched = {match.given: match for match in match_names(current.values(), wanted)}
    rows: list[tuple[str, str, str | None, str, str | None]] = []
    for name in names:
        match = matched[current[name]]
        how = match.how
        if name in moved and match.name is not None:
            how = "merged" if list(current.values()).count(current[name]) > 1 else "renamed"
        rows.append(("unit", name, match.name, how, dates.get(name)))
    return rows


def _survey(survey: Survey, units: Mapping[str, str], items: Mapping[str, str], step: Step) -> Survey:
    read = survey.reading.settings
    order = tuple(dict.fromkeys(units[name] for name in survey.units))
    headers = {items.get(name, name): header for name, header in read["items"].items()}
    settings = {**read, "units": order, "items": headers}
    return replace(
        survey,
        scores=survey.scores.rename(columns=items),
        items=tuple(items[name] for name in survey.items),
        design=replace(survey.design, unit=survey.design.unit.map(units)),
        answers=survey.answers.assign(item=survey.answers["item"].replace(dict(items))),
        step=Step("read", settings, (*survey.step.sources, step)),
    )


def _estimates(est: Estimates, units: Mapping[str, str], items: Mapping[str, str], step: Step) -> Estimates:
    frame, apart = est.labels.to_frame(index=False), est.apart.copy()
    for level, names in (("unit", units), ("item", items)):
        if level in frame:
            frame[level] = frame[level].map(names)
            apart[level] = apart[level].map(names)
    labels = pd.MultiIndex.from_frame(frame)
    if labels.has_duplicates:
        twice = list(labels[labels.duplicated()].unique())
        raise SettingError(
            f"several estimates would be called {twice}: harmonise the survey, so that their respondents are pooled, "
            "or average the estimates with population weights first"
        )
    made = Step(est.step.method, est.step.settings, (*est.step.sources, step))
    return replace(est, labels=labels, apart=apart, step=made)
