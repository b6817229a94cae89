"""How often each answer was given, those without an opinion and the empty ones too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from satmodel.survey.scale import Scale
from satmodel.survey.sheets.text import Cells

_COLUMNS = ["item", "answer", "kind", "count", "share"]


def count_answers(
    labels: Mapping[str, Cells], scores: pd.DataFrame, scales: Mapping[str, Scale | None]
) -> pd.DataFrame:
    """Count the answers to each question.

    Args:
        labels: (r,) answers as labels, by question.
        scores: (r rows) their points.
        scales: the scale of each question, None where its answers are points.

    Returns:
        One row a question and answer: item, answer, kind (scored, no_opinion or blank), count, and share of the r
        respondents. Every scored answer of the scale is listed, the others where they occur, the empty one always.
    """
    rows = []
    for item in scores.columns:
        scale = scales[item]
        if scale is None:
            counts = scores[item].value_counts().sort_index(ascending=False)
            found = [(f"{points:g}", "scored", int(count)) for points, count in counts.items()]
        else:
            counts = pd.Series(labels[item]).value_counts()
            found = [(answer, "scored", int(counts.get(answer, 0))) for answer in scale.points]
            found += [(answer, "no_opinion", int(counts[answer])) for answer in scale.no_opinion if answer in counts]
        blank = len(scores) - sum(count for _, _, count in found)
        rows += [(item, *answer, answer[-1] / len(scores)) for answer in [*found, ("", "blank", blank)]]
    return pd.DataFrame(rows, columns=_COLUMNS)


def no_opinion(answers: pd.DataFrame) -> dict[str, Any]:
    """The share of answers without an opinion, of all answers given and of the question with most of them.

    Args:
        answers: as counted by :func:`count_answers`.

    Returns:
        ``count`` and ``share`` over all questions, ``item`` with the largest share, and its ``item_share``; empty
        answers count nowhere.
    """
    given = answers[answers["kind"] != "blank"]
    by_kind = given.pivot_table(index="item", columns="kind", values="count", aggfunc="sum", fill_value=0, sort=False)
    apart = by_kind.get("no_opinion", pd.Series(0, index=by_kind.index))
    total = by_kind.sum(axis=1)
    share = (apart / total.where(total > 0)).fillna(0.0)
    count = int(apart.sum())
    return {
        "count": count,
        "share": float(count / total.sum()) if total.sum() else 0.0,
        "item": share.index[int(np.argmax(share))],
        "item_share": float(share.max()),
    }


def given_without_opinion(answers: pd.DataFrame) -> tuple[str, ...]:
    """The answers without an opinion that somebody gave, in alphabetical order."""
    given = answers[(answers["kind"] == "no_opinion") & (answers["count"] > 0)]
    return tuple(sorted(given["answer"].unique()))
