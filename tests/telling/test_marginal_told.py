"""What the methods section says of rank intervals that hold for one unit alone."""

import numpy as np
import pytest

from satmodel import estimates, ranks
from satmodel.telling.language import language
from satmodel.telling.methods import methods


def told(found, code):
    return " ".join(part.text for part in methods((found.step,), language(code), decimals=2, labels={})[0].said)


@pytest.mark.parametrize(
    ("code", "exact", "drawn", "bounded"),
    [
        ("en", "by quadrature, without random numbers", "2,000 draws (seed 3)", "Bonferroni's bounds"),
        ("zh", "用数值积分求得，不用随机数", "2,000次模拟得到（随机种子3）", "Bonferroni界"),
    ],
)
def test_how_the_critical_values_were_found(code, exact, drawn, bounded):
    root = np.random.default_rng(1).normal(size=(5, 5))
    value = [84.0, 82.0, 81.0, 80.0, 70.0]
    cases = {
        exact: estimates(value, se=[1.0] * 5),
        drawn: estimates(value, cov=root @ root.T),
        bounded: estimates(value, cov=root @ root.T, df=8),
    }
    for words, est in cases.items():
        text = told(ranks(est, kind="marginal", draws=2_000, seed=3), code)
        assert [other in text for other in cases] == [other == words for other in cases]


@pytest.mark.parametrize(("code", "words"), [("en", "other random numbers"), ("zh", "换一组随机数")])
def test_random_numbers_are_named_where_there_are_some(code, words):
    est = estimates([82.77, 80.0], se=[1.0, 1.0])
    assert words in ranks(est).say(code)
    alone = ranks(est, kind="marginal").say(code)
    assert words not in alone
    assert ("knife edge" if code == "en" else "临界") in alone
