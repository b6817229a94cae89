"""The appendix: what is in it, what is missing and said so, and how it is written."""

import re

import pandas as pd
import pytest

import satmodel as sat
from satmodel.step import Step
from satmodel.telling.appendix import Appendix, Chapter
from satmodel.telling.audit import all_steps, files, settings_rows
from satmodel.telling.checklist import ORDER, checklist
from satmodel.telling.formats.document import FigureBlock, FormulaBlock, Heading, Items, TableBlock
from satmodel.telling.formulas import FORMULAS
from satmodel.telling.language import codes, language
from satmodel.telling.lines import Line
from satmodel.telling.methods import methods
from satmodel.telling.references import CITED, REFERENCES


def lead(gap=0.44, **more):
    est = sat.estimates([83.78, 83.78 - gap], se=[0.5, 0.5], names=["我市", "第2名"], n=450)
    return sat.gaps(est, pairs="first", **more)


def texts(document):
    found = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Items):
            found += ["".join(getattr(inline, "text", "") for inline in item) for item in block.items]
        elif isinstance(block, TableBlock):
            found += ["".join(getattr(x, "text", "") for x in cell) for row in block.rows for cell in row if cell]
    return found


@pytest.mark.parametrize("code", codes())
def test_it_holds_findings_design_results_methods_limits_disclosure_audit_and_references(code):
    document = Appendix([lead()], language=code).document()
    words = language(code).book("appendix").WORDS
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    wanted = ["key", "card", "results", "methods", "limits", "disclosure", "audit", "references"]
    assert headings == [words[key] for key in wanted]
    assert any(isinstance(block, FigureBlock) for block in document.blocks)
    assert any(isinstance(block, FormulaBlock) for block in document.blocks)


def test_what_is_missing_is_printed_as_missing():
    card = sat.Instrument(organiser="city statistics office", mode="telephone")
    said = texts(Appendix([lead()], language="zh", instrument=card).document())
    assert "city statistics office" in said
    assert said.count("未提供") > 5
    assert any(line.startswith("× 未提供：委托与出资") for line in said)


def test_a_small_lead_is_told_with_interval_verdict_and_the_gap_it_could_have_seen():
    said = next(line for line in texts(Appendix([lead()]).document()) if line.startswith("我市"))
    for part in ("0.44分", "[", "不能确认", "才可以确认", "并列"):
        assert part in said


def cells():
    """Two items of three units, drawn independently."""
    frame = pd.MultiIndex.from_product([["A", "B", "C"], ["x", "y"]], names=["unit", "item"])
    return sat.estimates([80, 90, 70, 75, 60, 60.5], se=[1.0] * 6, names=frame, n=100)


def front(results):
    """What the first page says."""
    document = Appendix([Chapter("gaps", tuple(results))], language="en").document()
    said = texts(document)
    return "\n".join(said[: said.index("Design and definitions")])


@pytest.mark.parametrize(("against", "word"), [("average", "average of the other units"), ("C", "C")])
def test_the_first_page_names_the_gap_whose_largest_part_it_tells(against, word):
    said = front([sat.contributions(cells(), unit="A", against=against)])
    assert re.search(rf"A \(85.00\) minus (the )?{word} ", said)
    assert "The largest arithmetic contribution is that of" in said


@pytest.mark.parametrize("against", ["average", "first"])
def test_the_first_page_tells_of_all_units_together_and_not_of_one_for_all(against):
    said = front([sat.contributions(cells(), against=against)])
    assert "judged together" in said
    assert "largest arithmetic contribution" not in said
    assert "minus" not in said


def test_simulated_data_are_labelled_on_every_table_and_figure():
    document = Appendix([lead()], simulated=True).document()
    for block in document.blocks:
        if isinstance(block, FigureBlock):
            assert any("模拟" in note for note in block.notes)
    assert "模拟" in document.banner
    results = [block for block in document.blocks if isinstance(block, TableBlock) and block.key.startswith("table-1")]
    assert all(any("模拟" in note for note in block.notes) for block in results)


def test_labels_are_printed_in_the_readers_language():
    document = Appendix([lead()], language="en", labels={"我市": "our city", "第2名": "second"}).document()
    said = "\n".join(texts(document))
    assert "Our city is 0.44 points above second" in said
    assert "我市" not in said


def test_a_workbook_gives_every_number_a_cell_of_its_own():
    document = Appendix([lead()], language="en").document(workbook=True)
    table = next(block for block in document.blocks if isinstance(block, TableBlock) and block.key == "table-1")
    assert {"Lower", "Upper"} & {column.title.split()[0] for column in table.columns} or len(table.columns) > 10
    assert any(isinstance(value, float) for value in table.values[0])
    assert not any(isinstance(block, FigureBlock) for block in document.blocks)


def test_chapters_have_headings_and_notes():
    document = Appendix([Chapter("领先", (lead(),), "请注意")], language="zh").document()
    assert "领先" in texts(document)


def test_save_writes_whole_files_by_their_ending(tmp_path):
    book = Appendix([lead()], language="zh")
    for ending in ("docx", "html", "xlsx"):
        first = book.save(tmp_path / f"附录.{ending}").read_bytes()
        assert first == Appendix([lead()], language="zh").render(ending)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".html", ".xlsx"]
    with pytest.raises(sat.SettingError, match="docx, html, pdf, xlsx"):
        book.save(tmp_path / "a.odt")
    with pytest.raises(sat.SettingError, match="at least one result"):
        Appendix([]).document()


def test_the_checklist_tells_supplied_unused_and_missing():
    rows = {key: (state, missing) for key, state, missing in checklist({"mode": "x"}, lead().step.history())}
    assert tuple(rows) == ORDER
    assert rows["mode"] == ("missing", ("fieldwork",))
    assert rows["ranks"][0] == "supplied"
    assert rows["importance"][0] == "not_applicable"


@pytest.mark.parametrize("code", codes())
def test_the_books_of_all_languages_agree(code):
    first, book = language("en"), language(code)
    for name in ("WORDS", "CARD", "CAPTIONS", "CHECKLIST", "LIMITATIONS", "HEADS", "ROW_KINDS", "DOCUMENT"):
        assert getattr(book.book("appendix"), name).keys() >= getattr(first.book("appendix"), name).keys(), name
    assert book.book("desk").DESK.keys() == first.book("desk").DESK.keys()
    for key, lines in first.methods.items():
        other = book.methods[key]
        assert [(line.when, line.formula) for line in other] == [(line.when, line.formula) for line in lines], key
        for a, b in zip(lines, other, strict=True):
            assert set(re.findall(r"{(\w+)", a.text)) == set(re.findall(r"{(\w+)", b.text))


def test_every_formula_and_reference_is_there():
    for lines in language("zh").methods.values():
        assert {line.formula for line in lines if line.formula} <= set(FORMULAS)
    assert {key for keys in CITED.values() for key in keys} == set(REFERENCES)


def test_methods_say_a_shared_sentence_once_and_a_differing_one_each_time():
    steps = (
        Step("published", {"basis": "limits", "limits": (55.0, 100.0)}),
        Step("published", {"basis": "limits", "limits": (0.0, 100.0)}),
    )
    said = methods(steps, language("en"), decimals=2, labels={})[0].said
    assert sum(" 55–100" in line.text for line in said) == 1
    assert sum(" 0–100 points" in line.text for line in said) == 1


@pytest.mark.parametrize("code", codes())
def test_treatments_of_missing_answers_side_by_side_are_told_by_their_names(code):
    shared = {"method": "shapley", "outcome": "overall", "n": 90, "replicates": 200, "seed": 1, "imputations": 20}
    treatments = ("complete", "pairwise", "imputed")
    steps = tuple(Step("drivers", shared | {"missing": kind}) for kind in treatments)
    said = [line.text.lower() for line in methods(steps, language(code), decimals=2, labels={})[0].said]
    heads = language(code).book("missing_answers").TERMS
    for kind in treatments:
        assert sum(text.startswith(heads[kind]) for text in said) == 1


def test_conditions_of_a_line():
    line = Line("", when=("adjust=holm", "clustered", "not finite"))
    assert line.holds({"adjust": "holm", "clustered": True, "finite": False})
    assert not line.holds({"adjust": "none", "clustered": True})


def test_files_and_settings_come_from_the_steps_once():
    file = Step("file", {"name": "a.xlsx", "sha256": "9f2c"})
    made = [Step("means", {"level": 0.95}, (file,)), Step("ranks", {"seed": 1}, (file,))]
    steps = all_steps(made)
    assert files(steps) == (("a.xlsx", "9f2c"),)
    assert settings_rows(steps) == (("means", "level = 0.95"), ("ranks", "seed = 1"))
