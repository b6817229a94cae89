"""Requests to Boston's 311 in two quarters of 2015: on-time rates by department, counted exactly."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import satmodel as sat

BOSTON = Path(__file__).parents[3] / "shared" / "data" / "boston311_2015" / "boston311_2015.csv.gz"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BOSTON.is_file(), reason="Boston's requests are not here")]


@pytest.fixture(scope="module")
def requests():
    columns = ["OPEN_DT", "OnTime_Status", "CASE_STATUS", "Department"]
    frame = pd.read_csv(BOSTON, usecols=columns).dropna(subset=["OnTime_Status", "Department"])
    opened = pd.to_datetime(frame["OPEN_DT"], format="%m/%d/%Y %I:%M:%S %p")
    frame = frame.assign(quarter=opened.dt.quarter, late=frame["OnTime_Status"].map({"ONTIME": "no", "OVERDUE": "yes"}))
    return frame[opened.dt.year == 2015]


def on_time(requests, quarter):
    part = requests.loc[requests["quarter"] == quarter, ["Department", "late"]].assign(rating="")
    rates = sat.ticket_rates(sat.tickets(part, unit="Department", rating="rating", overdue="late"))
    return rates.estimates("on_time")


def test_what_moved_between_the_second_and_the_third_quarter(requests):
    found = sat.change(on_time(requests, 2), on_time(requests, 3))
    family = next(f.values for f in found.findings if f.kind == "change.family")
    # streets and the call centre rose, transport fell; parks and inspection, with thousands of requests, are unsettled
    assert set(family["risen"]) == {"INFO", "PWDx"}
    assert family["fallen"] == ("BTDT",)
    assert {"PARK", "ISD"} <= set(family["unsettled"])
    # the definition, from counts
    counted = requests[requests["quarter"].isin([2, 3])].groupby(["Department", "quarter"])["late"]
    share, n = counted.agg(lambda late: (late == "no").mean()).unstack(), counted.size().unstack()
    for unit, row in found.table.iterrows():
        assert row["change"] == pytest.approx(share.loc[unit, 3] - share.loc[unit, 2], rel=1e-12)
        plain = np.sqrt((share.loc[unit] * (1 - share.loc[unit]) / n.loc[unit])[[2, 3]].sum())
        # near an end of the scale half an answer more at each end
        assert row["se"] >= plain * (1 - 1e-12)
        assert (unit in found.step.settings["widened"]) == (row["se"] > plain * (1 + 1e-9))
    # departments that were always on time, with two or three requests, or in one quarter only, are apart and not ranked
    reasons = found.apart.set_index("unit")["reason"].to_dict()
    assert {reasons[unit] for unit in ("HS_O", "ANML", "CHT_")} == {"no_variance"}
    assert (reasons["HS_D"], reasons["BPS_"]) == ("only_before", "only_after")


def test_no_department_changed_its_place(requests):
    found = sat.rank_change(on_time(requests, 2), on_time(requests, 3))
    family = next(f.values for f in found.findings if f.kind == "rank_change.family")
    # twelve percentage points down in the middle of the field are no other place: its neighbours were not told apart
    assert (family["risen"], family["fallen"]) == ((), ())
    assert "BTDT" in family["own_worse"]


def test_requests_that_are_still_open_make_half_of_it(requests):
    closed = requests[requests["CASE_STATUS"] == "Closed"]
    table = sat.change(on_time(closed, 2), on_time(closed, 3)).table
    # of what was closed the call centre's rate did not rise: its rise is that of open requests whose time is not up
    assert table.loc["INFO", "verdict"] == "not established"
    assert table.loc["INFO", "change"] < 0
    assert table.loc["BTDT", "verdict"] == table.loc["PWDx", "verdict"] == "established"
