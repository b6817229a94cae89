"""Straight-lining: the same answer to every item."""

from __future__ import annotations

import numpy as np
import pandas as pd

from satmodel.errors import NotEstimable
from satmodel.result import Finding
from satmodel.step import Step
from satmodel.survey.quality.fieldwork import Fieldwork, answers_of
from satmodel.survey.quality.flagged import Flagged, Marks, by_groups, listed_rows, span, whole
from satmodel.survey.respondents import Survey


def straight(survey: Survey) -> tuple[Marks, Marks, pd.DataFrame]:
    """Which interviews have an answer to every item, which of these the same to all, and the answers."""
    answers = answers_of(survey)
    complete = (answers != "").all(axis=1).to_numpy()
    return complete, complete & (answers.nunique(axis=1) == 1).to_numpy(), answers


def straight_lining(survey: Survey, work: Fieldwork) -> Flagged:
    """Find interviews with the same answer to every item.

    Args:
        survey: the respondents.
        work: the fieldwork's columns.

    Returns:
        The share of such interviews by unit and interviewer, beside the share that there would be if the items were
        independent with the same answers; opinions go together, so the observed share is usually the larger.

    Raises:
        NotEstimable: there are fewer than two items, or no interview has an answer to all.

    Formula:
        expected = Σ_a Π_q p_qa, where p_qa is the share of answer a to item q in the group.
    """
    complete, flagged, answers = straight(survey)
    if answers.shape[1] < 2 or not complete.any():
        raise NotEstimable("straight-lining needs two items or more, and interviews that answer all of them")
    codes, different = pd.factorize(answers.to_numpy().ravel())
    coded = codes.reshape(answers.shape)

    def expected(members: Marks) -> float:
        part = coded[members]
        shares = [np.bincount(column, minlength=len(different)) / len(part) for column in part.T]
        return float(np.prod(shares, axis=0).sum())

    groups = by_groups(work, complete, flagged, expected=expected)
    rows = listed_rows(work, flagged)
    rows["answer"] = answers.iloc[:, 0][flagged].to_numpy()
    values = whole(groups) | {"expected": float(groups["expected"].iloc[0])}
    found = [Finding("straight_lining.share", values | span(groups, "by_interviewer"))]
    step = Step("straight_lining", {"items": tuple(answers.columns), "headers": dict(work.headers)}, (survey.step,))
    return Flagged(groups, rows, tuple(found), step)
