"""Drivers where data are at an edge: items that are one, levels that agree, computed outcomes, few clusters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import satmodel as sat
from tests.inference.test_drivers import ITEMS, correlations, sample, survey

FAST = 200


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    made = sample(3, correlations())
    made["gender"] = np.where(np.arange(len(made)) % 3 == 0, "m", "f")
    made["age"] = 20.0 + np.arange(len(made)) * 7 % 60
    return made


def test_a_card_may_name_the_computed_column_as_the_file_does(frame):
    made = frame.assign(composite=frame[ITEMS].mean(axis=1).round(-1))
    asked = sat.read(made, unit="town", items=ITEMS, overall="composite", cluster="village")
    # ten points are too coarse a rounding to be seen in the data
    assert sat.drivers(asked, replicates=FAST).r2 < 0.99
    card = sat.Instrument(name="2026H1", computed=["composite"])
    with pytest.raises(sat.SettingError, match=r"card says that 'overall' is computed.*contributions"):
        sat.drivers(card.mark(asked))
    with pytest.raises(sat.SettingError, match="card says"):
        sat.drivers(sat.moments(card.mark(asked), columns=[*ITEMS, "overall"], complete=True), outcome="overall")


def test_a_control_that_gives_the_outcome_is_named_as_the_cause(frame):
    again = survey(frame.assign(again=frame["rating"] * 2), cluster="village")
    with pytest.raises(sat.SettingError, match=r"controls and items together.*Leave that control out"):
        sat.drivers(again, controls=["again"])


def test_the_guard_stands_where_those_who_answered_everything_agree(frame):
    alike = frame.copy()
    alike.loc[:29, "rating"] = 75.0
    alike.loc[30:, "b"] = np.nan
    found = sat.drivers(survey(alike, cluster="village"), items=["a"], replicates=FAST)
    assert found.step.settings["n"] == 400
