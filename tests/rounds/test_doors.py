"""Every layout through round.toml: the numbers of the direct call, and every fault with its cell."""

import io
import shutil
from pathlib import Path

import pandas as pd
import pytest

import satmodel as sat
from satmodel.rounds.checking import check
from satmodel.rounds.plan import read_plan
from satmodel.rounds.run import make, stages
from tests.survey.files import workbook

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
HEAD = 'title = "t"\nkind = "{kind}"\nround = "r"\nlanguage = ["zh", "en"]\nformats = ["html"]\n'
QUICK = "[analysis]\ndraws = 1000\nreplicates = 200\n"


def planned(folder, text, kind="bulletin"):
    (folder / "round.toml").write_text(HEAD.format(kind=kind) + text + QUICK, "utf-8")
    return folder


def results(folder):
    """The tables written, by method; the last of each method. Every tick that was announced must come."""
    ticks = []
    made = make(folder, tick=ticks.append)
    assert len(ticks) + 1 == stages(read_plan(folder))  # the last one is for writing
    return {name: data for name, data in made.outputs.items() if name.startswith("results/")}, made


def table(folder, method):
    found, _ = results(folder)
    name = next(name for name in found if name.removesuffix(".csv").endswith(f"-{method}"))
    return pd.read_csv(io.BytesIO(found[name]))


def faulty(folder):
    with pytest.raises(sat.DataProblems) as caught:
        check(folder)
    return {(one.file, f"{one.column or ''}{one.row or ''}") for one in caught.value.problems}


def same(written, direct):
    direct = direct.reset_index() if direct.index.names[0] is not None else direct
    shared = [name for name in direct if name in written and pd.api.types.is_numeric_dtype(direct[name])]
    assert shared
    for name in shared:
        # csv writes the shortest text of each double
        assert written[name].tolist() == pytest.approx(direct[name].tolist(), rel=1e-14, nan_ok=True)


COUNT_ROWS = [
    ["单位", "项目", "满意", "基本满意", "不满意", "不了解", "访问人数"],
    ["甲镇", "治安", 49, 36, 10, 5, 100],
    ["甲镇", "医疗", 54, 27, 4, 15, 100],
    ["乙镇", "治安", 60, 30, 5, 5, 100],
    ["乙镇", "医疗", 40, 40, 10, 10, 100],
]
COUNTS = """
[[counts]]
title = { zh = "各答案人数", en = "Answers counted" }
file = "a.xlsx"
unit = "单位"
item = "项目"
total = "访问人数"
scale = { preset = "100/75/55" }
"""


def direct_counts(path):
    return sat.counts(path, unit="单位", item="项目", answers="100/75/55", total="访问人数")


def test_counts_with_a_correlation_and_without(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"S": COUNT_ROWS})
    planned(tmp_path, COUNTS)
    same(table(tmp_path, "composite_bounds"), sat.composite_bounds(direct_counts(path)).table)
    planned(tmp_path, COUNTS + "correlation = 0.4\n")
    towns = sat.counted(direct_counts(path), correlation=0.4).average("item")
    same(table(tmp_path, "ranks"), sat.ranks(towns, draws=1000).table)


def test_counts_with_a_fault(tmp_path):
    rows = [row.copy() for row in COUNT_ROWS]
    rows[3][3] = "三十"
    workbook(tmp_path / "a.xlsx", {"S": rows})
    assert ("a.xlsx", "D4") in faulty(planned(tmp_path, COUNTS))


CALL_ROWS = [
    ["镇街", "拨打号码数", "空号/停机", "无人接听", "占线", "接通拒访", "中途中断", "不合条件", "成功访问"],
    ["甲街道", 412, 61, 118, 20, 150, 14, 19, 30],
    ["乙镇", 398, 55, 120, 18, 146, 12, 17, 30],
]
CALLS = '[[calls]]\ntitle = "拨打结果"\nfile = "c.xlsx"\nunit = "镇街"\ntotal = "拨打号码数"\n'


def test_calls(tmp_path):
    path = workbook(tmp_path / "c.xlsx", {"S": CALL_ROWS})
    direct = sat.dispositions(path, unit="镇街", total="拨打号码数")
    same(table(planned(tmp_path, CALLS), "dispositions"), direct.table)
    rows = [row.copy() for row in CALL_ROWS]
    rows[2][5] = "很多"
    workbook(path, {"S": rows})
    assert ("c.xlsx", "F3") in faulty(tmp_path)


BALLOT_ROWS = [
    ["票号", "代表类别", "派出所", "供电所", "卫生院"],
    ["001", "人大代表", 90, 85, "不了解"],
    ["002", "政协委员", 92, 88, 80],
    ["003", "人大代表", 95, "弃权", 84],
    ["004", "政协委员", 91, 90, 86],
]
BALLOTS = '[[ballots]]\ntitle = "测评"\nfile = "b.xlsx"\n'


def test_ballots(tmp_path):
    path = workbook(tmp_path / "b.xlsx", {"S": BALLOT_ROWS})
    direct = sat.ranks(sat.ratings(sat.ballots(path)), draws=1000)
    same(table(planned(tmp_path, BALLOTS), "ranks"), direct.table)
    rows = [row.copy() for row in BALLOT_ROWS]
    rows[2][3] = 120
    workbook(path, {"S": rows})
    assert ("b.xlsx", "D3") in faulty(tmp_path)


TICKET_ROWS = [
    ["工单编号", "主办单位", "是否超期", "是否退单", "是否重复诉求", "是否解决", "满意度"],
    ["1", "住建局", "否", "否", "否", "是", "满意"],
    ["2", "住建局", "是", "否", "是", "否", "不满意"],
    ["3", "公安局", "否", "否", "否", "是", "满意"],
    ["4", "公安局", "否", "是", "否", "", ""],
]
TICKETS = '[[tickets]]\ntitle = "热线"\nfile = "june/*.csv"\n'


def text(path, rows):
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", "utf-8-sig")
    return path


def test_tickets_of_a_pattern_stand_in_the_manifest(tmp_path):
    one = text(tmp_path / "june" / "1.csv", TICKET_ROWS[:3])
    two = text(tmp_path / "june" / "2.csv", [TICKET_ROWS[0], *TICKET_ROWS[3:]])
    planned(tmp_path, TICKETS)
    same(table(tmp_path, "ticket_rates"), sat.ticket_rates(sat.tickets([one, two])).table)
    _, made = results(tmp_path)
    assert set(made.ledger["inputs"]) == {"round.toml", "june/1.csv", "june/2.csv"}
    text(two, [TICKET_ROWS[0], [*TICKET_ROWS[3][:6], "还行吧呀"]])
    assert ("2.csv", "G2") in faulty(tmp_path)
    shutil.rmtree(tmp_path / "june")
    assert faulty(tmp_path)


PROBLEM_ROWS = [
    ["镇街", "类别", "整改状态", "历次是否重复"],
    ["甲镇", "治安", "已完成", "是"],
    ["甲镇", "医疗", "长期坚持", "否"],
    ["乙镇", "治安", "已完成", "否"],
]
PROBLEMS = (
    '[[problems]]\ntitle = "问题"\nfile = "p.xlsx"\nunit = "镇街"\ncategory = "类别"\n'
    'status = "整改状态"\nrepeated = "历次是否重复"\n'
)


def test_problems(tmp_path):
    path = workbook(tmp_path / "p.xlsx", {"S": PROBLEM_ROWS})
    direct = sat.problems(path, unit="镇街", category="类别", status="整改状态", repeated="历次是否重复")
    same(table(planned(tmp_path, PROBLEMS), direct.step.method), direct.table)
    rows = [row.copy() for row in PROBLEM_ROWS]
    rows[2][2] = "不知所云"
    workbook(path, {"S": rows})
    assert ("p.xlsx", "C3") in faulty(tmp_path)


RATE_ROWS = [
    ["单位", "总计", "已评", "不满意数", "不满意率"],
    ["住建局", 99, 89, 8, "9%"],
    ["公安局", 77, 67, 6, "9%"],
    ["卫健委", 50, 20, 5, "25%"],
]
RATES = (
    '[[denominators]]\ntitle = "分母"\nfile = "d.xlsx"\nunit = "单位"\nrate = "不满意率"\n'
    'count = "不满意数"\ncandidates = ["总计", "已评"]\n'
)


def test_denominators(tmp_path):
    path = workbook(tmp_path / "d.xlsx", {"S": RATE_ROWS})
    direct = sat.denominators(path, unit="单位", rate="不满意率", count="不满意数", candidates=["总计", "已评"])
    same(table(planned(tmp_path, RATES), direct.step.method), direct.table)
    rows = [row.copy() for row in RATE_ROWS]
    rows[1][2] = "无"
    workbook(path, {"S": rows})
    assert ("d.xlsx", "C2") in faulty(tmp_path)


def test_faults_of_all_files_come_at_once(tmp_path):
    workbook(tmp_path / "c.xlsx", {"S": [*CALL_ROWS[:2], [*CALL_ROWS[2][:5], "x", *CALL_ROWS[2][6:]]]})
    workbook(tmp_path / "b.xlsx", {"S": [*BALLOT_ROWS[:2], ["002", "政协委员", 92, 120, 80], *BALLOT_ROWS[3:]]})
    found = faulty(planned(tmp_path, CALLS + BALLOTS))
    assert {("c.xlsx", "F3"), ("b.xlsx", "D3")} <= found


WIDE_ROWS = [
    ["单位", "样本", "治安得分", "治安位次", "医疗得分", "医疗位次"],
    ["甲镇", 100, 91.2, 1, 85.5, 2],
    ["乙镇", 400, 87.9, 2, 87.1, 1],
]
RANKING = """
[[table]]
title = "得分"
question = "ranking"
file = "w.xlsx"
unit = "单位"
score = { "治安" = "治安得分", "医疗" = "医疗得分" }
ranks_printed = { "治安" = "治安位次", "医疗" = "医疗位次" }
n = "样本"
limits = [[55, 100]]
correlation = 0.4
"""


def test_a_ranking_with_printed_ranks(tmp_path):
    path = workbook(tmp_path / "w.xlsx", {"S": WIDE_ROWS})
    score = {"治安": "治安得分", "医疗": "医疗得分"}
    shared = {"unit": "单位", "score": score, "n": "样本"}
    direct = sat.published(path, **shared, limits=(55, 100), correlation=0.4).average("item")
    same(table(planned(tmp_path, RANKING), "ranks"), sat.ranks(direct, draws=1000).table)
    rows = [row.copy() for row in WIDE_ROWS]
    rows[1][3], rows[2][3] = 2, 1
    workbook(path, {"S": rows})
    assert ("w.xlsx", "D2") in faulty(tmp_path)


def test_what_is_settled_whatever_n_is(tmp_path):
    rows = [["单位", "得分"], ["甲镇", 91.2], ["乙镇", 87.9]]
    path = workbook(tmp_path / "s.xlsx", {"S": rows})
    plan = '[[table]]\ntitle = "x"\nquestion = "settle"\nfile = "s.xlsx"\nunit = "单位"\nscore = "得分"\n'
    plan += 'n = [100, 800]\nscale = { preset = "100/75/55" }\n'
    direct = sat.settle(path, unit="单位", score="得分", n=(100, 800), scale="100/75/55")
    same(table(planned(tmp_path, plan), "settle"), direct.table)
    workbook(path, {"S": [*rows[:2], ["乙镇", "很高"]]})
    assert ("s.xlsx", "B3") in faulty(tmp_path)


PEOPLE = [
    ["镇街", "Q1", "Q2.满意", "Q2.基本满意", "Q2.不满意"],
    *[
        [unit, (k + shift) % 3 + 1, *("√" if (k * 2 + shift) % 3 == j else None for j in range(3))]
        for shift, unit in enumerate(["甲镇", "乙镇"])
        for k in range(8)
    ],
]
BOOK = [
    ["变量", "取值", "取值标签", "计分"],
    ["Q1", 1, "满意", 100],
    ["Q1", 2, "基本满意", 75],
    ["Q1", 3, "不满意", 55],
]
DATA = """
[data]
file = "nights"
sheet = "*"
unit = "镇街"
codebook = "book.xlsx"
population = 5000
[data.items]
"治安" = "Q1"
"医疗" = { "满意" = "Q2.满意", "基本满意" = "Q2.基本满意", "不满意" = "Q2.不满意" }
[data.scales."医疗"]
preset = "100/75/55"
"""


def evenings(folder, rows=PEOPLE):
    (folder / "nights").mkdir(exist_ok=True)
    workbook(folder / "nights" / "1.xlsx", {"甲": rows[:9]})
    workbook(folder / "nights" / "2.xlsx", {"乙": [rows[0], *rows[9:]]})
    workbook(folder / "book.xlsx", {"S": BOOK})


def test_a_folder_of_coded_files_with_ticked_columns(tmp_path):
    evenings(tmp_path)
    ticks = {"满意": "Q2.满意", "基本满意": "Q2.基本满意", "不满意": "Q2.不满意"}
    survey = sat.read(
        tmp_path / "nights",
        sheet="*",
        unit="镇街",
        codebook=tmp_path / "book.xlsx",
        items={"治安": "Q1", "医疗": ticks},
        scale={"医疗": "100/75/55"},
        population=5000,
    )
    planned(tmp_path, DATA, "phone")
    same(table(tmp_path, "ranks"), sat.ranks(sat.means(survey).average("item"), draws=1000).table)
    _, made = results(tmp_path)
    assert set(made.ledger["inputs"]) == {"round.toml", "nights/1.xlsx", "nights/2.xlsx", "book.xlsx"}
    rows = [row.copy() for row in PEOPLE]
    rows[10][1] = 7
    evenings(tmp_path, rows)
    assert ("2.xlsx", "B3") in faulty(tmp_path)


WORDS = ["满意", "基本满意", "不满意", "不了解"]
PERSONS = [
    ["镇街", "性别", "时长", "Q1", "Q2"],
    *[
        [
            unit,
            "男" if k % 3 else "女",
            100 + k,
            *(["满意", "基本满意", "不满意", "不了解"][(k * m + s) % 4] for m in (1, 3)),
        ]
        for s, unit in enumerate(["甲镇", "乙镇"])
        for k in range(24)
    ],
]
MARGINS = [["单位", "男", "女"], ["甲镇", 600, 400], ["乙镇", 500, 500]]
EXTRAS = """
[data]
file = "a.xlsx"
unit = "镇街"
scale = { preset = "100/75/55" }
items = { "治安" = "Q1", "医疗" = "Q2" }
[weighting]
file = "m.xlsx"
unit = "单位"
groups = { sex = ["男", "女"] }
variables = { sex = "性别" }
within = "unit"
trim = { ratio = 3 }
[quality]
duration = "时长"
[rates]
groups = { satisfied = ["满意", "基本满意"] }
[case_mix]
covariates = ["性别"]
[scoring]
codings = { steps = { "满意" = 2, "基本满意" = 1, "不满意" = 0 } }
stochastic_dominance = true
no_opinion = true
[sensitivity]
codings = { steps = { "满意" = 2, "基本满意" = 1, "不满意" = 0 } }
weights = { plain = "" }
item_weights = { twice = { "治安" = 2, "医疗" = 1 } }
[design]
effects = true
[publish]
smallest = 5
"""


def persons(path):
    survey = sat.read(path / "a.xlsx", unit="镇街", items={"治安": "Q1", "医疗": "Q2"}, scale="100/75/55")
    known = sat.margins(path / "m.xlsx", unit="单位", groups={"sex": ["男", "女"]})
    return sat.trim(sat.rake(survey, known, variables={"sex": "性别"}, within="unit"), ratio=3)


def test_what_else_a_telephone_round_may_be_asked(tmp_path):
    workbook(tmp_path / "a.xlsx", {"S": PERSONS})
    workbook(tmp_path / "m.xlsx", {"S": MARGINS})
    survey = persons(tmp_path)
    planned(tmp_path, EXTRAS, "phone")
    found, made = results(tmp_path)
    tables = {name.removesuffix(".csv").split("-", 1)[1]: pd.read_csv(io.BytesIO(data)) for name, data in found.items()}
    same(tables["intervals"], sat.intervals(sat.rates(survey, rates={"satisfied": ["满意", "基本满意"]})).table)
    same(tables["case_mix"], sat.case_mix(survey, covariates=["性别"]).table)
    same(tables["ranks"], sat.ranks(sat.means(survey).average("item"), draws=1000).table)
    choices = sat.sensitivity(
        survey,
        codings={"steps": {"满意": 2, "基本满意": 1, "不满意": 0}},
        weights={"plain": None},
        item_weights={"twice": {"治安": 2, "医疗": 1}},
    )
    same(tables["sensitivity"], choices.table)
    assert {"quality", "recoded", "stochastic_dominance", "no_opinion", "averages"} <= set(tables)
    assert "m.xlsx" in made.ledger["inputs"]
    page = made.outputs["appendix.html"].decode("utf-8")
    assert all(title in page for title in ("数据质量", "各类回答的比例", "受访者构成调整", "计分办法的影响"))
    workbook(tmp_path / "m.xlsx", {"S": [*MARGINS[:2], ["乙镇", "五百", 500]]})
    assert ("m.xlsx", "B3") in faulty(tmp_path)


@pytest.mark.slow
def test_both_rounds_are_weighted_and_their_data_compared(tmp_path):
    workbook(tmp_path / "a.xlsx", {"S": PERSONS})
    workbook(tmp_path / "b.xlsx", {"S": [PERSONS[0], *PERSONS[5:]]})
    workbook(tmp_path / "m.xlsx", {"S": MARGINS})
    previous = '[previous]\nfile = ["b.xlsx"]\nround = "q"\n[previous.instrument]\nmode = "CATI"\n'
    plan = EXTRAS.split("[rates]")[0] + previous + "[names]\n[instrument]\nmode = 'CATI'\n"
    found, made = results(planned(tmp_path, plan, "phone"))
    methods = [name.removesuffix(".csv").split("-", 1)[1] for name in found]
    assert methods[:5] == ["read", "read", "weighting", "weighting", "quality"]
    assert any("-change" in name for name in found)
    assert "b.xlsx" in made.ledger["inputs"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('question = "settle"\nn = 100\nsd = 10\nscore = { a = "b" }', "只能是一列"),
        ('question = "ranking"\nn = [100, 200]\nsd = 10\nscore = "b"', "只用于 question"),
        ('question = "ranking"\nn = 100\nsd = 10', "缺少 score"),
        ('question = "ranking"\nn = 100\nsd = 10\nscore = "b"\nscale = { preset = "100/75/55" }', "的 scale 只用于"),
        ('question = "lead"\n[table.rounds.2023]\nscore = "b"', "的 rounds 只用于"),
    ],
)
def test_what_a_table_cannot_be_asked(tmp_path, text, says):
    from satmodel.telling.words import problem_text

    planned(tmp_path, f'[[table]]\ntitle = "x"\nfile = "a.xlsx"\nunit = "u"\n{text}\n')
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(tmp_path)
    assert any(says in problem_text(one, "zh")[0] for one in caught.value.problems)


def test_too_few_respondents_are_not_published(tmp_path):
    workbook(
        tmp_path / "a.xlsx", {"S": [*PERSONS, ["丙镇", "男", 90, "满意", "满意"], ["丙镇", "女", 90, "不满意", "满意"]]}
    )
    plan = EXTRAS.split("[weighting]")[0] + "[publish]\nsmallest = 5\n"
    assert set(table(planned(tmp_path, plan, "phone"), "ranks")["unit"]) == {"甲镇", "乙镇"}


def test_a_bulletin_has_no_respondents_to_weight(tmp_path):
    planned(tmp_path, BALLOTS + "[publish]\nsmallest = 5\n")
    with pytest.raises(sat.DataProblems, match="are for kind"):
        read_plan(tmp_path)


def test_unknown_keys_give_the_nearest(tmp_path):
    planned(tmp_path, BALLOTS + "rator = 'x'\n" + TICKETS + "disorderd = 'fail'\n")
    with pytest.raises(sat.DataProblems) as caught:
        read_plan(tmp_path)
    said = {one.header: one.message for one in caught.value.problems}
    assert "'rater'" in said["ballots.1.rator"]
    assert "'disordered'" in said["tickets.1.disorderd"]


SAMPLES = {
    "01_cati_respondent_labels.xlsx": """
[data]
file = "01_cati_respondent_labels.xlsx"
unit = "镇街"
id = "样本编号"
scale = { preset = "100/75/55" }
overall = "Q7"
items = { "治安" = "Q1", "医疗" = "Q2", "学校" = "Q3", "环境" = "Q4", "文化" = "Q5", "干部" = "Q6" }
[weighting]
file = "11_population_margins.xlsx"
unit = "单位"
total = "18-65岁人口"
groups = { age = ["18-34", "35-49", "50-65"] }
variables = { age = "年龄" }
within = "unit"
[quality]
interviewer = "访员工号"
[instrument]
file = "12_instrument.yaml"
""",
    "02_cati_coded_gbk.csv": """
[data]
file = "02_cati_coded_gbk.csv"
unit = "镇街"
id = "样本编号"
codebook = "02_codebook.xlsx"
codebook_alike = { Q1 = ["Q2", "Q3", "Q4", "Q5", "Q6", "Q7"] }
items = { "治安" = "Q1", "医疗" = "Q2", "学校" = "Q3", "环境" = "Q4", "文化" = "Q5", "干部" = "Q6" }
""",
    "tables": """
[[calls]]
title = "03"
file = "03_call_outcomes.xlsx"
unit = "镇街"
total = "拨打号码数"
[[table]]
title = "04"
question = "ranking"
file = "04_unit_item_scores_merged_header.xlsx"
unit = "单位"
score = { "社会治安" = "社会治安/得分", "医疗服务" = "医疗服务/得分" }
ranks_printed = { "社会治安" = "社会治安/位次", "医疗服务" = "医疗服务/位次" }
n = "有效样本"
limits = [[55, 100]]
correlation = 0.4
[[counts]]
title = "05"
file = "05_category_counts.xlsx"
unit = "单位"
item = "项目"
total = "访问人数"
scale = { preset = "100/75/55" }
correlation = 0.4
[[problems]]
title = "06"
file = "06_problem_list.xlsx"
unit = "镇街"
category = "类别"
text = "群众原话"
status = "整改状态"
[[ballots]]
title = "07"
file = "07_panel_scores.xlsx"
[[tickets]]
title = "08"
file = "08_hotline_tickets.csv"
disordered = "report"
by = ["unit", "category"]
[[denominators]]
title = "09"
file = "09_hotline_monthly_3row_header.xlsx"
unit = "单位"
rate = "不满意率"
count = "不满意数"
candidates = ["总计", "按时办结数"]
[[table]]
title = "10"
question = "ranking"
file = "10_schools_yearly.xlsx"
unit = "学校"
limits = [[55, 100]]
[table.rounds.2022]
score = "2022得分"
n = "2022有效样本"
rank = "2022位次"
[table.rounds.2023]
score = "2023得分"
n = "2023有效样本"
rank = "2023位次"
""",
}


@pytest.mark.skipif(not INPUTS.is_dir(), reason="the sample files lie beside the checkout")
@pytest.mark.slow
@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_sample_files_as_they_are(tmp_path, name):
    for path in INPUTS.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path / path.name)
    kind = "bulletin" if name == "tables" else "phone"
    _, made = results(planned(tmp_path, SAMPLES[name], kind))
    page = made.outputs["appendix.html"].decode("utf-8")
    assert 'lang="zh' in page
    assert page.count("<table") >= 3
