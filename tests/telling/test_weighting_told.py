"""The methods section says how a survey was weighted and how replicates were made, in every language."""

from __future__ import annotations

import re

import pytest

import satmodel as sat
from satmodel.telling.checklist import checklist
from satmodel.telling.formats.latex import parse
from satmodel.telling.formulas import FORMULAS
from satmodel.telling.language import codes, language
from satmodel.telling.methods import methods
from tests.survey import weighted as sample

MADE = {"jkn": {}, "bootstrap": {"count": 20}}


def results():
    raked, units = sample.weighted("whole"), sample.weighted("units")
    plain = sample.survey()
    trims = [sat.trim(raked, ratio=3), sat.trim(plain, high=2.9), sat.trim(plain, low=0.6)]
    surveys = [raked, units, sample.weighted("post"), *trims]
    found = [sat.means(survey, by=None) for survey in surveys]
    for survey in (raked, sample.survey("finite")):
        found += [sat.replicate_means(survey, sat.replicates(survey, kind=kind, **more)) for kind, more in MADE.items()]
    return found


@pytest.mark.parametrize("code", codes())
def test_the_methods_section_says_how(code):
    steps = tuple(step for result in results() for step in result.step.history())
    told = {method.key: method for method in methods(steps, language(code), decimals=2, labels={})}
    assert list(told)[:4] == ["read", "rake", "post_stratify", "trim"]
    assert {"replicates", "replicate_means"} <= set(told)
    for method in told.values():
        for said in method.said:
            assert not re.search(r"[{}]|nan|None", said.text), said.text
            if said.formula:
                parse(FORMULAS[said.formula])
    scheme = sample.weighted("whole").step.settings["scheme"]
    assert any(scheme in said.text for said in told["rake"].said)


def test_a_weighted_appendix_can_be_saved_and_its_checklist_knows(tmp_path):
    raked = sample.weighted("units")
    parts = [raked, sat.weighting(raked), sat.means(raked).average("item")]
    for code in codes():
        path = tmp_path / f"a.{code}.html"
        sat.Appendix(parts, language=code, title="t").save(path)
        text = path.read_text("utf-8")
        assert language(code).captions["weighting"] in text
        assert language(code).captions["rake"] in text
        assert language(code).titles["rake"] in text
    rows = {key: state for key, state, _ in checklist({}, parts[2].step.history())}
    assert rows["weighting"] == "supplied"


@pytest.mark.parametrize("code", codes())
def test_all_kinds_of_replicates_are_described(code):
    spoken = language(code)
    for kind in ("jk1", "jkn", "brr", "fay", "bootstrap"):
        settings = {"kind": kind, "supplied": False, "rho": 0.3, "seed": 1, "count": 4, "clusters": 4, "strata": 2}
        lines = [line for line in spoken.methods["replicates"] if line.holds(settings)]
        assert len(lines) == 2, kind
