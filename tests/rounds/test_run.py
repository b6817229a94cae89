"""The whole way, from a round's folder to the sentence in the Word document."""

import io
import json
import re
from pathlib import Path

import docx
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from scipy import stats

import satmodel as sat
from satmodel.rounds import ledger
from satmodel.rounds.cli import main
from satmodel.rounds.run import run, verify

POINTS = {"满意": 100.0, "基本满意": 75.0, "不满意": 55.0}


def text_of(path):
    document = docx.Document(io.BytesIO(Path(path).read_bytes()))
    return [paragraph.text for paragraph in document.paragraphs]


def cells(path):
    """The workbook's rows, by a reader of its own and plain Python."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    head, body = rows[2], [row for row in rows[3:] if str(row[0]).startswith("S")]
    return [dict(zip(head, row, strict=True)) for row in body if row[-1] == "合格"]


def by_hand(rows, town):
    """A township's composite and its variance: means of villages' totals, written out."""
    questions = [key for key in rows[0] if re.match(r"Q[1-6]\.", key)]
    mine = [row for row in rows if row["镇街"] == town]
    means = {q: np.mean([POINTS[row[q]] for row in mine if row[q] in POINTS]) for q in questions}
    counts = {q: sum(row[q] in POINTS for row in mine) for q in questions}
    villages = sorted({row["村居"] for row in mine})
    totals = []
    for village in villages:
        parts = [
            (POINTS[row[q]] - means[q]) / counts[q] / 6
            for row in mine
            if row["村居"] == village
            for q in questions
            if row[q] in POINTS
        ]
        totals.append(sum(parts))
    v = len(villages)
    return np.mean(list(means.values())), v / (v - 1) * np.sum((np.array(totals) - np.mean(totals)) ** 2)


def test_one_number_from_the_workbooks_cells_to_the_chinese_sentence(county):
    rows = cells(county / "2026H1.xlsx")
    found = {town: by_hand(rows, town) for town in sorted({row["镇街"] for row in rows})}
    leader = max(found, key=lambda town: found[town][0])
    score, variance = found[leader]
    table = pd.read_csv(next((county / "out" / "results").glob("*-ranks*.csv"))).set_index("unit")
    # the same sums in double precision, in another order
    assert table.loc[leader, "estimate"] == pytest.approx(score, rel=1e-12)
    assert table.loc[leader, "se"] == pytest.approx(np.sqrt(variance), rel=1e-12)
    said = [line for line in text_of(county / "out" / "appendix.docx") if line.startswith(leader) and "居首位" in line]
    assert said
    assert f"{leader}得{score:.2f}分" in said[0]


def test_a_gap_is_followed_by_hand_as_well(county):
    rows = cells(county / "2026H1.xlsx")
    found = {town: by_hand(rows, town) for town in sorted({row["镇街"] for row in rows})}
    first, second = sorted(found, key=lambda town: -found[town][0])[:2]
    gap = found[first][0] - found[second][0]
    se = np.sqrt(found[first][1] + found[second][1])
    df = (found[first][1] + found[second][1]) ** 2 / (found[first][1] ** 2 / 19 + found[second][1] ** 2 / 19)
    half = stats.studentized_range.ppf(0.95, 13, df) / np.sqrt(2) * se
    tables = [pd.read_csv(path) for path in sorted((county / "out" / "results").glob("*-gaps*.csv"))]
    row = next(table for table in tables if "unit" in table).query("unit == @first and against == @second").iloc[0]
    assert row["gap"] == pytest.approx(gap, rel=1e-10)
    assert row["se"] == pytest.approx(se, rel=1e-10)
    # the critical value is solved numerically on both sides
    assert (row["low"], row["high"]) == pytest.approx((gap - half, gap + half), abs=2e-4)


def test_rank_sets_and_intervals_of_the_county_hold_the_truth(county):
    truth = pd.read_csv(county / "truth.csv").query("round == '2026H1' and item == 'composite'").set_index("unit")
    true_rank = truth["points"].rank(ascending=False)
    table = pd.read_csv(next((county / "out" / "results").glob("*-ranks*.csv"))).set_index("unit")
    held = table.join(true_rank.rename("truth"))
    assert ((held["rank_low"] <= held["truth"]) & (held["truth"] <= held["rank_high"])).all()


@pytest.mark.parametrize("name", ["county", "bulletin"])
def test_everything_is_written_in_both_languages(name, request):
    out = request.getfixturevalue(name) / "out"
    for language in ("", ".en"):
        for kind in ("docx", "html", "pdf", "xlsx"):
            if kind == "pdf" and not (out / "appendix.pdf").exists():
                pytest.importorskip("typst")
            assert (out / f"appendix{language}.{kind}").stat().st_size > 5_000
    book = json.loads((out / "manifest.json").read_text("utf-8"))
    for file, entry in book["outputs"].items():
        assert ledger.fingerprint((out / file).read_bytes()) == entry["sha256"]
    assert not list(out.rglob("*.partial"))


def test_simulated_data_say_so_everywhere(county):
    html = (county / "out" / "appendix.html").read_text("utf-8")
    tables = html.count("<table")
    assert html.count("模拟数据") > tables / 2
    document = docx.Document(county / "out" / "appendix.docx")
    assert "模拟数据" in document.sections[0].header.paragraphs[0].text
    assert "Simulated data" in (county / "out" / "appendix.en.html").read_text("utf-8")


def test_the_bulletins_known_answers(bulletin):
    results = bulletin / "out" / "results"
    split = pd.read_csv(next(results.glob("01-*.csv"))).set_index("item")
    known = {
        "群众文化生活": 1.526,
        "中小学教育": 0.631,
        "社会治安": 0.472,
        "居住环境": 1.536,
        "干部表现": 1.176,
        "看病就医": 0.341,
    }
    for item, value in known.items():
        assert split.loc[item, "contribution"] == pytest.approx(value, abs=0.0005)  # printed with three decimals
    assert split["contribution"].sum() == pytest.approx(5.6825, abs=1e-9)
    assert split["after"].mean() == pytest.approx(83.783, abs=0.0005)
    said = "\n".join(text_of(bulletin / "out" / "appendix.docx"))
    assert "居住环境" in said
    tie = next(line for line in said.splitlines() if "0.057" in line and "并列" in line)
    assert "不能确认" in tie
    for lead in ("3.150", "0.440"):
        lines = [line for line in said.splitlines() if f"高{lead}分" in line]
        assert all("区间" in line for line in lines)
        # the first page leaves to the chapter how many interviews would turn it
        assert "样本量" in lines[-1]


@pytest.mark.slow  # a second run of the bulletin is compared byte by byte below
@pytest.mark.parametrize("name", ["county", "bulletin"])
def test_the_same_input_gives_the_same_bytes(name, request):
    folder = request.getfixturevalue(name)
    # verify computes everything again and compares each output's fingerprint with the manifest and the file
    assert verify(folder) == []


def light(folder):
    """The same round with one language and one format, which is quicker."""
    path = folder / "round.toml"
    text = path.read_text("utf-8").replace('language = ["zh", "en"]', 'language = ["en"]\nformats = ["html"]')
    path.write_text(text, "utf-8")
    return folder


@pytest.mark.slow
def test_a_second_run_writes_the_same_bytes_and_leaves_other_files_alone(copied):
    folder = light(copied("city-bulletin"))
    run(folder)
    (folder / "out" / "mine.txt").write_text("a note", "utf-8")
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    run(folder)
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()} == before


def test_verify_tells_a_file_changed_by_hand(copied):
    folder = light(copied("city-bulletin"))
    run(folder)
    (folder / "out" / "appendix.html").write_text("changed", "utf-8")
    found = verify(folder)
    assert [(difference.part, difference.name) for difference in found] == [("file", "appendix.html")]


def faulty(folder):
    """The county's workbook with six different faults."""
    frame = pd.DataFrame(cells(folder / "2026H1.xlsx"))
    frame = frame.astype({"年龄": object})
    frame.loc[0, "Q1.您对本地社会治安是否满意"] = "还行"
    frame.loc[1, "镇街"] = ""
    frame.loc[2, "样本编号"] = frame.loc[3, "样本编号"]
    frame["权重"] = 1.0
    frame["权重"] = frame["权重"].astype(object)
    frame.loc[4, "权重"] = "一点二"
    frame.loc[5, "权重"] = -1
    frame = frame.drop(columns=["Q6.您对本地干部作风是否满意"])
    frame.to_csv(folder / "2026H1.csv", index=False, encoding="gb18030")
    plan = (
        (folder / "round.toml")
        .read_text("utf-8")
        .replace('file = "2026H1.xlsx"', 'file = "2026H1.csv"\nweight = "权重"')
        .replace("rounds = true", "rounds = false")
    )
    # without the round before, and without what is asked of it
    parts = re.split(r"\n(?=\[)", plan)
    kept = [part for part in parts if not re.match(r"\[(previous|rank_change|movers)\]", part)]
    (folder / "round.toml").write_text("\n".join(kept), "utf-8")


def test_six_faults_come_in_one_report_and_nothing_is_written(copied):
    folder = copied("county-phone")
    faulty(folder)
    with pytest.raises(sat.DataProblems) as caught:
        run(folder)
    rules = {problem.rule for problem in caught.value.problems}
    expected = {
        "unknown_answer",
        "unit_blank",
        "id_duplicated",
        "number_expected",
        "weight_not_positive",
        "header_missing",
    }
    assert rules == expected
    assert not (folder / "out").exists()
    done = CliRunner().invoke(main, ["run", str(folder)])
    assert done.exit_code == 1
    for word in ("还行", "一点二", "Q6"):
        assert word in done.output
    assert not (folder / "out").exists()


def test_check_reports_what_was_read(copied):
    done = CliRunner().invoke(main, ["check", str(copied("county-phone"))])
    assert done.exit_code == 0
    assert "没有发现问题" in done.output


def test_new_makes_a_plan_that_check_understands_and_never_overwrites(tmp_path):
    for kind in ("phone", "bulletin"):
        folder = tmp_path / kind
        done = CliRunner().invoke(main, ["new", str(folder), "--kind", kind, "--language", "en"])
        assert done.exit_code == 0
        checked = CliRunner().invoke(main, ["check", str(folder), "--language", "en"])
        assert "file" in checked.output
        assert "not known" not in checked.output
        written = (folder / "round.toml").read_text("utf-8")
        again = CliRunner().invoke(main, ["new", str(folder), "--language", "en"])
        assert again.exit_code == 2
        assert (folder / "round.toml").read_text("utf-8") == written


def test_diff_tells_settings_and_results(copied, bulletin):
    folder = light(copied("city-bulletin"))
    text = (folder / "round.toml").read_text("utf-8").replace("n = 450", "n = 900")
    (folder / "round.toml").write_text(text, "utf-8")
    run(folder)
    done = CliRunner().invoke(main, ["diff", str(bulletin), str(folder), "--language", "en"])
    assert done.exit_code == 0, done.output
    assert "table.1.n: 450 -> 900." in done.output
    assert "Verdicts that turned: 3." in done.output
    turned = "the verdict turned from not established to established on: environment · conduct of cadres."
    assert turned in done.output
    # the two runs have other languages, so a table that is told in one of them only is found all the same
    assert re.search(r"Contribution of each item.*the largest difference is that of medical care", done.output)


def test_a_round_does_not_differ_from_itself(county):
    done = CliRunner().invoke(main, ["diff", str(county), str(county), "--language", "en"])
    assert done.exit_code == 0, done.output
    assert done.output.strip() == "The manifests and results of the two rounds do not differ."


@pytest.mark.slow
def test_two_telephone_rounds_can_be_compared(county, copied):
    folder = light(copied("county-phone"))
    text = (folder / "round.toml").read_text("utf-8").replace("seed = 1", "seed = 2")
    (folder / "round.toml").write_text(text, "utf-8")
    run(folder)
    done = CliRunner().invoke(main, ["diff", str(county), str(folder), "--language", "en"])
    assert done.exit_code == 0, done.output
    assert "analysis.seed: 1 -> 2." in done.output


@pytest.mark.slow
def test_a_fault_that_recurs_is_said_once_with_its_cells(copied):
    folder = copied("county-phone")
    text = (folder / "round.toml").read_text("utf-8").replace('"丁镇", ', "")
    (folder / "round.toml").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 1
    lines = done.output.strip().splitlines()
    assert [line[:5] for line in lines[1:3]] == ["  1. ", "  2. "]  # one line for each of the two files
    assert [line.rpartition("/")[2] for line in lines[4:]] == [
        "faults.xlsx",
        "2026H1.xlsx.marked.xlsx",
        "2025H2.xlsx.marked.xlsx",
    ]
    assert "处）" in done.output
