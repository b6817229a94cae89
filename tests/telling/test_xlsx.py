"""The workbook: real numbers, text that never becomes a formula, sheet names that a workbook allows."""

from __future__ import annotations

import io
import json
import math
import re
import shutil
import subprocess
import zipfile

import numpy as np
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from satmodel.errors import SettingError
from satmodel.telling.formats.document import Column, Document, FormulaBlock, Paragraph, TableBlock
from satmodel.telling.formats.xlsx import write
from tests.telling.documents import EN, FORMULAS, HASH, HOSTILE, TOWNS, ZH, document


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def tables(*blocks, terms=EN, **changes):
    return write(Document("t", "", "en", blocks, terms, **changes))


@pytest.fixture(scope="module")
def made():
    return sheets(write(document()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_document_gives_the_same_bytes(language):
    assert write(document(language)) == write(document(language))


def test_there_is_a_sheet_that_leads_a_sheet_of_text_and_one_a_table(made):
    assert list(made) == ["目录", "说明", "表 1 各单位得分", "表 2 分项得分"]


def test_raw_values_are_numbers_and_the_rest_is_text(made):
    rows = made["表 1 各单位得分"]
    assert rows[0][0] == "模拟数据"
    assert rows[2][0] == "表 1　各单位得分"
    assert rows[3] == ["单位", "得分", "区间", "依据"]
    assert rows[4] == [TOWNS[0], 88.954, "[87.00, 90.00]", "式 (1)p<0.05"]
    assert rows[8] == [HOSTILE, "—", "–1.00", HASH]
    assert [row[0] for row in rows[9:]] == ["注：1. 第一条注。", "2. 第二条注。"]


def test_the_number_format_shows_two_decimals_and_keeps_them_all():
    with zipfile.ZipFile(io.BytesIO(write(document()))) as archive:
        styles, sheet = archive.read("xl/styles.xml").decode(), archive.read("xl/worksheets/sheet3.xml").decode()
    assert 'formatCode="0.00"' in styles
    stored = [float(value) for value in re.findall(r"<v>([0-9]+\.[0-9]+)</v>", sheet)]
    assert stored[0] == pytest.approx(88.954, rel=1e-15)  # a workbook keeps 16 digits


def test_numpy_numbers_are_numbers_and_what_is_not_finite_is_text():
    table = TableBlock(
        "t", "c", (Column("a"), Column("b"), Column("c")), [("1", "2", "∞")], [(np.int64(1), np.float64(2), math.inf)]
    )
    assert sheets(tables(table))["Table 1 c"][2] == [1.0, 2.0, "∞"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.org", "{=A1}"])
def test_text_never_becomes_a_formula_or_a_link(text):
    table = TableBlock("t", text, (Column(text),), [(text,)], [(text,)], (text,))
    content = tables(table, Paragraph(text), banner=text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        cells = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        links = [name for name in archive.namelist() if name.startswith("xl/worksheets/_rels")]
    assert b"<f>" not in cells
    assert links == []
    assert any(text in row for rows in sheets(content).values() for row in rows)


def test_sheet_names_are_those_a_workbook_allows():
    captions = ["a/b\\c[d]e*f?g:h'", "x" * 60, "X" * 60, "History", "'quoted'"]
    blocks = [TableBlock(f"t{i}", caption, (Column("a"),), []) for i, caption in enumerate(captions)]
    names = list(sheets(tables(*blocks, terms=ZH)))
    assert len({name.casefold() for name in names}) == len(names) == len(captions) + 2
    for name in names:
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name == name.strip("'")


def test_names_that_meet_are_told_apart():
    terms = {name: getattr(EN, name) for name in EN.__slots__} | {"contents": "x" * 40, "text_sheet": "X" * 40}
    names = list(sheets(tables(terms=type(EN)(**terms))))
    assert names == ["x" * 31, "X" * 29 + " 2"]


def test_the_text_sheet_holds_headings_paragraphs_lists_and_formulas(made):
    lines = [row[0] for row in made["说明"]]
    for line in (
        "一、样本",
        "（一）方差",
        "• 其一",
        "1. 先",
        HOSTILE,
        f"{FORMULAS[0]}    (1)",
        "表 1　各单位得分",
        "四个单位的位次",
    ):
        assert line in lines


def test_the_first_sheet_leads_to_the_others():
    with zipfile.ZipFile(io.BytesIO(write(document()))) as archive:
        tree = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    places = [node.get("location") for node in tree.iter("{*}hyperlink")]
    assert places == ["'说明'!A1", "'表 1 各单位得分'!A1", "'表 2 分项得分'!A1"]


def test_the_head_stays_in_sight_and_the_banner_on_paper():
    with zipfile.ZipFile(io.BytesIO(write(document()))) as archive:
        sheet = archive.read("xl/worksheets/sheet3.xml").decode()
    assert 'topLeftCell="B5"' in sheet
    assert 'state="frozen"' in sheet
    assert "<oddHeader>&amp;C模拟数据</oddHeader>" in sheet


def test_chinese_columns_are_wide_enough():
    table = TableBlock("t", "c", (Column("a"), Column("b")), [("甲" * 20, "x" * 20)])
    with zipfile.ZipFile(io.BytesIO(tables(table))) as archive:
        tree = etree.fromstring(archive.read("xl/worksheets/sheet3.xml"))
    chinese, latin = (float(node.get("width")) for node in tree.iter("{*}col"))
    assert chinese > 40  # twenty characters of two digits' width
    assert latin < 30


def test_a_formula_that_cannot_be_read_is_refused_here_too():
    with pytest.raises(SettingError, match="foo"):
        tables(FormulaBlock("f", r"\foo"))


def test_a_text_too_long_for_a_cell_is_refused():
    with pytest.raises(SettingError, match="too long"):
        tables(Paragraph("x" * 40000))


@pytest.mark.skipif(shutil.which("ooxml-validator") is None, reason="the Open XML SDK validator is not installed")
def test_it_keeps_to_the_schema(tmp_path):
    place = tmp_path / "a.xlsx"
    place.write_bytes(write(document()))
    ran = subprocess.run(["ooxml-validator", str(place)], capture_output=True, check=False)
    assert json.loads(ran.stdout)["errors"] == []
