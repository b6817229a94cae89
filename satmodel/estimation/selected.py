"""Questions with several choices in one cell: who chose what, and the share of each choice."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.wilson import wilson
from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.headers import meant
from satmodel.survey.sheets.text import compact, label
from satmodel.survey.sheets.words import door_words

_PREFIX = re.compile(r"[A-Za-z]\s*[.、:)]\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Choices(Result):
    """What respondents chose where they could choose several.

    Attributes:
        column: the question's header.
        chosen: (r rows) one column of ones and zeros for each choice; ``nan`` for a respondent who left it empty.
        shares: one row a choice: item (the choice), count, n (who chose anything), share, share_low, share_high.
        step: how it was made.
    """

    column: str
    chosen: pd.DataFrame
    shares: pd.DataFrame
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """The shares."""
        return self.shares

    @property
    def findings(self) -> tuple[Finding, ...]:
        first = self.table.iloc[0]
        values = {
            "column": self.column,
            "n": int(first["n"]),
            "blank": int(self.chosen.isna().all(axis=1).sum()),
            "choices": len(self.table),
            "most": self.table.index[0],
            "share": float(first["share"]),
            "low": float(first["share_low"]),
            "high": float(first["share_high"]),
            "level": self.step.settings["level"],
        }
        return (Finding("selected.most", values),)


def selected(survey: Survey, column: str, *, between: str | None = None, level: float = 0.95) -> Choices:
    """The share of the respondents who chose each of several choices that stand in one cell.

    Args:
        survey: the respondents.
        column: the header of the question, or its beginning or a part of it.
        between: what stands between two choices; by default the first of the usual signs that occurs (that of survey
            platforms, ``|`` or a semicolon).
        level: confidence level of the intervals.

    Returns:
        The choices from the most frequent to the least; a letter before a choice (``"A."``) is left out. Shares are of
        the respondents who chose anything; those who left the cell empty are counted apart.

    Assumptions:
        Respondents were drawn independently, with equal weights; with a design, take the ones and zeros of ``chosen``
        as scores.

    Raises:
        SettingError: no column, or several, are meant, nobody chose anything, or a level outside (0, 1).

    Formula:
        Wilson's interval: (k + z²/2 ± z √(k (n - k) / n + z²/4)) / (n + z²).

    Source:
        Wilson (1927), JASA 22, 209-212.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> frame = pd.DataFrame({"town": list("AABB"), "Q1": 90, "Q2": ["A.roads|B.parks", "A.roads", "", "C.bus"]})
        >>> sat.selected(sat.read(frame, unit="town", items=["Q1"]), "Q2").table["count"].to_dict()
        {'roads': 2, 'parks': 1, 'bus': 1}
    """
    if not 0 < level < 1:
        raise SettingError("level must lie between 0 and 1, such as 0.95")
    headers = [str(name) for name in survey.frame.columns]
    found = meant(column, [compact(header) for header in headers])
    if len(found) != 1:
        raise SettingError(f"{column!r} means {len(found)} columns; the headers are {headers}")
    header = headers[found[0]]
    cells = [label(value) for value in survey.frame[header]]
    sign = between if between is not None else _sign(cells)
    picked = [_split(text, sign) for text in cells]
    names = list(dict.fromkeys(name for one in picked for name in one))
    if not names:
        raise SettingError(f"nobody chose anything in {header!r}")
    chosen = pd.DataFrame(
        [[float(name in one) if one else np.nan for name in names] for one in picked],
        columns=names,
        index=survey.frame.index,
    )
    count = chosen.sum().astype(int)
    n = int(chosen.notna().all(axis=1).sum())
    low, high = wilson(count.to_numpy(dtype=float) / n, np.full(len(names), float(n)), level)
    table = pd.DataFrame(
        {"count": count, "n": n, "share": count / n, "share_low": low, "share_high": high},
        index=pd.Index(names, name="item"),
    ).sort_values("count", ascending=False, kind="stable")
    step = Step("selected", {"column": header, "between": sign, "level": level, "n": n}, (survey.step,))
    return Choices(header, chosen[list(table.index)], table, step)


def _sign(cells: list[str]) -> str:
    signs = [label(sign) for sign in door_words()["platform"]["between"]]
    return next((sign for sign in signs if any(sign in text for text in cells)), signs[0])


def _split(text: str, sign: str) -> list[str]:
    parts = [
        _PREFIX.sub("", part.strip(), count=1) if _PREFIX.match(part.strip()) else part.strip()
        for part in text.split(sign)
    ]
    return list(dict.fromkeys(part for part in parts if part))
