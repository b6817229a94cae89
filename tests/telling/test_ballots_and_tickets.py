"""Ballots and tickets in the appendix, in every language and format."""

import pandas as pd
import pytest

import satmodel as sat
from satmodel.telling.language import codes


def results():
    marks = {"票号": ["1", "2", "3", "4"], "代表类别": ["甲", "乙", "甲", "乙"]}
    marks |= {"派出所": [90, 80, 85, 88], "卫生院": [95, "不了解", 91, 84]}
    ballots = sat.ballots(pd.DataFrame(marks))
    rows = [
        ("住建局", "教育局", "满意", "否", "是"),
        ("住建局", "", "不满意", "是", "否"),
        ("住建局", "", "", "否", ""),
    ]
    rows.append(("教育局", "", "", "否", ""))
    tickets = sat.tickets(pd.DataFrame(rows, columns=["主办单位", "协办单位", "满意度", "是否超期", "是否解决"]))
    rates = sat.ticket_rates(tickets)
    scores = [
        sat.ratings(ballots),
        sat.ratings(ballots, trim=1),
        sat.ratings(ballots, stratified=True, population={"甲": 9, "乙": 9}),
    ]
    survey = sat.read(pd.DataFrame({"镇": ["甲", "乙"], "Q1": [1, 2], "Q2": ["路┋水", "路"]}), unit="镇", items=["Q1"])
    return [ballots, *scores, tickets, rates, rates.estimates(), sat.selected(survey, "Q2")]


@pytest.mark.parametrize("code", codes())
def test_every_result_is_told_with_its_method(code):
    found = results()
    said = sat.Appendix(found, language=code).render("html").decode("utf-8")
    wanted = {
        "zh": ("弃权", "协办", "Wilson", "缩尾", "未评价"),
        "en": ("opinion", "main department", "Wilson", "drawn in", "unrated"),
    }
    for word in wanted[code]:
        assert word in said, word
    assert sat.Appendix(found, language=code).document(workbook=True).blocks


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_it_can_be_written(kind):
    assert len(sat.Appendix(results()).render(kind)) > 1000
