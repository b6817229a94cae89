"""Claims about two rounds of interviews whose truth is known: what is called established is true, or nearly always."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest

import satmodel as sat

FOLDER = Path(__file__).parents[2] / "data" / "county-phone"
ITEMS = {
    "社会治安": "Q1",
    "看病就医": "Q2",
    "中小学教育": "Q3",
    "居住环境": "Q4",
    "群众文化生活": "Q5",
    "干部表现": "Q6",
}


def means(name):
    survey = sat.read(
        FOLDER / f"{name}.xlsx",
        unit="镇街",
        stratum="镇街",
        cluster="村居",
        items=ITEMS,
        void={"复核": ["废卷"]},
        scale="100/75/55",
    )
    return sat.means(survey)


@pytest.mark.slow
def test_what_holds_of_a_round_is_true_of_the_county():
    before, after = means("2025H2"), means("2026H1")
    units = (before.average("item"), after.average("item"))
    truth = pd.read_csv(FOLDER / "truth.csv")
    composite = truth.groupby(["round", "unit"])["points"].mean()
    now, then = composite["2026H1"], composite["2025H2"]
    towns = [name[0] for name in units[1].labels]
    rows = [{"kind": "lead", "subject": a, "object": b, "true": now[a] > now[b]} for a, b in permutations(towns, 2)]
    rows += [{"kind": "rise", "subject": a, "true": now[a] > then[a]} for a in towns]
    rows += [{"kind": "fall", "subject": a, "true": now[a] < then[a]} for a in towns]
    rows += [{"kind": "first", "subject": a, "true": now[a] == now.max()} for a in towns]
    rows += [{"kind": "below_average", "subject": a, "true": now[a] < now.mean()} for a in towns]
    rows += [{"kind": "all_rose", "true": bool((now > then).all())}]
    rows += [{"kind": "some_fell", "true": bool((now < then).any())}]
    true = [row.pop("true") for row in rows]
    said = [{"id": str(i), "table": "towns"} | row for i, row in enumerate(rows)]
    found = sat.check_claims(said, {"towns": units}).table.assign(true=true)
    holds, false = found[found["outcome"] == "holds"], found[found["verdict"].isna()]
    assert len(holds) > 40
    # each pair at its own level of 95 %: one in twenty of the false ones may hold, and few do
    assert (~holds["true"]).sum() <= 0.05 * (~found["true"]).sum()
    denied = found[found["why"] == "opposite"]
    assert denied["true"].sum() <= 0.05 * found["true"].sum()
    assert not len(false)
    # the same as the verbs themselves say
    moved = sat.change(*units).table
    rises = found[found["claim_kind"] == "rise"]
    assert rises["low"].tolist() == pytest.approx(moved["low"].tolist())
    # a part of the table, by its label
    item = [{"id": "1", "kind": "lead", "table": "t", "subject": towns[0], "object": towns[1], "of": "看病就医"}]
    one = sat.check_claims(item, {"t": after}).table.iloc[0]
    gap = sat.gaps(after.take({"item": "看病就医"}), pairs=[(towns[0], towns[1])]).table.iloc[0]
    assert (one["low"], one["high"]) == pytest.approx((gap["low"], gap["high"]))
