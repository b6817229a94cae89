"""Each respondent's share of one kind of answer: without an opinion, in the middle, the same to all items."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.survey.quality.fieldwork import answers_of
from satmodel.survey.quality.straight_lining import straight
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import label

Array = NDArray[np.float64]


def middle_answers(survey: Survey, middle: str | Collection[str] | None = None) -> tuple[str, ...]:
    """The middle answers of the scale: those given, or those worth the middle one of an odd number of levels.

    Raises:
        SettingError: an answer that the scale does not score.
        NotEstimable: the answers are points, or the scale has an even number of levels, and none was given.
    """
    if middle is not None:
        named = tuple(map(label, [middle] if isinstance(middle, str) else middle))
        strange = [answer for answer in named if survey.scale is not None and answer not in survey.scale.points]
        if strange or not named:
            raise SettingError(f"middle must name answers that the scale scores, not {strange}")
        return named
    if survey.scale is None or len(survey.scale.levels) % 2 == 0:
        raise NotEstimable("the scale has no middle answer; name it with middle=")
    worth = survey.scale.levels[len(survey.scale.levels) // 2]
    return tuple(answer for answer, points in survey.scale.points.items() if points == worth)


def no_opinion_shares(survey: Survey) -> Array:
    """(r,) the share of answers without an opinion among a respondent's answers; ``nan`` without any answer.

    Raises:
        NotEstimable: the answers are points, so that answers without an opinion are not known.
    """
    if survey.scale is None:
        raise NotEstimable("the answers are points, so answers without an opinion are not known")
    given = (answers_of(survey) != "").to_numpy()
    scored = survey.scores[list(survey.items)].notna().to_numpy()
    return _share((given & ~scored).sum(axis=1), (given | scored).sum(axis=1))


def middle_shares(survey: Survey, middle: str | Collection[str] | None = None) -> Array:
    """(r,) the share of middle answers among a respondent's scored answers; ``nan`` without any.

    Raises:
        SettingError, NotEstimable: as :func:`middle_answers`.
    """
    named = middle_answers(survey, middle)
    scored = survey.scores[list(survey.items)].notna().to_numpy()
    return _share((answers_of(survey).isin(named).to_numpy() & scored).sum(axis=1), scored.sum(axis=1))


def straight_shares(survey: Survey) -> Array:
    """(r,) one where a respondent gave the same answer to all items, zero where not; ``nan`` where one is empty.

    Raises:
        NotEstimable: there are fewer than two items.
    """
    if len(survey.items) < 2:
        raise NotEstimable("straight-lining needs two items or more")
    complete, same, _ = straight(survey)
    return np.where(complete, same.astype(float), np.nan)


def _share(count: NDArray[np.int64], among: NDArray[np.int64]) -> Array:
    return np.divide(count, among, out=np.full(len(count), np.nan), where=among > 0)
