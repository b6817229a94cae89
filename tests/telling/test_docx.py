"""The Word file: its parts, its fields and targets, its typography, and that the same document gives the same bytes."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree

from satmodel.errors import SettingError
from satmodel.telling.formats.archive import repack
from satmodel.telling.formats.document import Document, Items, PageBreak, Paragraph
from satmodel.telling.formats.docx import write
from satmodel.telling.formats.numbering import number
from tests.telling.documents import EN, FORMULAS, HASH, HOSTILE, TOWNS, document, wide

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request):
    return parts(write(document(request.param)))


@pytest.fixture(scope="module")
def body():
    return etree.fromstring(parts(write(document()))["word/document.xml"])


def said(node):
    return "".join(node.itertext(f"{W}t"))


def test_every_part_is_well_formed_and_none_is_left_over(made):
    for name, content in made.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    assert not [name for name in made if re.search("thumbnail|customXml|stylesWithEffects", name)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_document_gives_the_same_bytes(language):
    first = write(document(language))
    assert first == write(document(language))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_repacking_changes_nothing_twice():
    content = write(document())
    assert repack(content) == content


def test_every_reference_has_a_target_and_no_target_comes_twice(body):
    names = [node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")]
    numbers = [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert all(len(name) <= 40 for name in names)
    fields = [node.text.split() for node in body.iter(f"{W}instrText")]
    wanted = {field[1] for field in fields if field[0] == "REF"}
    wanted |= {node.get(f"{W}anchor") for node in body.iter(f"{W}hyperlink")}
    assert wanted
    assert wanted <= set(names)


def test_references_show_what_their_targets_show(body):
    """A reference's cached text is what Word would put there on updating."""
    marks = number(document()).keys.values()
    shown = {"_Ref_" + mark.anchor.replace("-", "_"): mark.marked for mark in marks}
    for start in body.iter(f"{W}bookmarkStart"):
        name, text = start.get(f"{W}name"), ""
        for node in start.itersiblings():
            if node.tag == f"{W}bookmarkEnd":
                break
            text += said(node)
        assert text == shown.get(name, text)


def test_fields_begin_and_end_and_ask_nothing_on_opening(made):
    tree = etree.fromstring(made["word/document.xml"])
    kinds = [node.get(f"{W}fldCharType") for node in tree.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0
    assert b"updateFields" not in made["word/settings.xml"]
    assert b"w:dirty" not in made["word/document.xml"]


def test_captions_and_formulas_are_counted_by_word(body):
    counted = [node.text.split()[1] for node in body.iter(f"{W}instrText") if node.text.split()[0] == "SEQ"]
    assert counted.count("表") == 2
    assert counted.count("图") == 1
    assert counted.count("Equation") == len(FORMULAS)


def test_formulas_are_words_own(body):
    assert len(body.findall(f".//{M}oMathPara")) == len(FORMULAS) + 1
    assert len(body.findall(f".//{M}oMath")) == len(FORMULAS) + 1 + len(TOWNS) + 1


def test_a_formula_number_of_three_digits_stays_on_one_line(body):
    row = next(table for table in body.iter(f"{W}tbl") if table.find(f".//{M}oMathPara") is not None)
    _, _, edge = (int(node.get(f"{W}w")) for node in row.iter(f"{W}gridCol"))
    margins = sum(int(node.get(f"{W}w")) for node in row.find(f"{W}tblPr/{W}tblCellMar"))
    # 12 pt: two full-width brackets of 240 twips and three digits of half their width
    assert edge - margins >= 2 * 240 + 3 * 120


def test_tables_have_three_rules_a_repeated_head_and_whole_rows(body):
    tables = [table for table in body.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblBorders") is not None]
    assert len(tables) == 2
    for table in tables:
        borders = {etree.QName(node).localname: node.get(f"{W}sz") for node in table.find(f"{W}tblPr/{W}tblBorders")}
        assert borders == {"top": "12", "bottom": "12"}
        head, *rows = table.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert {node.get(f"{W}sz") for node in head.iter(f"{W}bottom")} == {"6"}
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in [head, *rows])
        widths = [int(node.get(f"{W}w")) for node in table.iter(f"{W}gridCol")]
        assert sum(widths) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))


def test_a_wide_table_stands_on_a_turned_page_and_the_next_block_does_not(body):
    sides = [node.get(f"{W}orient") for node in body.iter(f"{W}pgSz")]
    assert sides == [None, "landscape", None]
    last = Document("t", "", "en", (wide(),), EN)
    tree = etree.fromstring(parts(write(last))["word/document.xml"])
    assert [node.get(f"{W}orient") for node in tree.iter(f"{W}pgSz")] == [None, "landscape"]


def test_chinese_has_its_own_fonts_and_no_theme_overrides_them(made):
    styles = etree.fromstring(made["word/styles.xml"])
    default = styles.find(f"{W}docDefaults//{W}rFonts")
    assert (default.get(f"{W}eastAsia"), default.get(f"{W}ascii")) == ("宋体", "Times New Roman")
    heading = styles.find(f"{W}style[@{W}styleId='Heading1']//{W}rFonts")
    assert (heading.get(f"{W}eastAsia"), heading.get(f"{W}ascii")) == ("黑体", "Arial")
    assert not [name for node in styles.iter() for name in node.attrib if name.endswith("Theme")]
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}eastAsia") == "zh-CN"


def test_only_chinese_paragraphs_are_indented_by_two_characters():
    for language, indent in (("zh", "200"), ("en", None)):
        styles = etree.fromstring(parts(write(document(language)))["word/styles.xml"])
        found = styles.find(f"{W}style[@{W}styleId='BodyText']//{W}ind")
        assert (None if found is None else found.get(f"{W}firstLineChars")) == indent


def test_quotation_marks_in_chinese_text_are_printed_in_the_chinese_font(body):
    hinted = [
        said(node.getparent().getparent()) for node in body.iter(f"{W}rFonts") if node.get(f"{W}hint") == "eastAsia"
    ]
    assert "“" in hinted
    assert "”——" in hinted


def test_every_style_in_use_is_defined(made):
    styles = etree.fromstring(made["word/styles.xml"])
    defined = {node.get(f"{W}styleId") for node in styles.iter(f"{W}style")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        used = {node.get(f"{W}val") for node in etree.fromstring(made[name]).iter(f"{W}pStyle")}
        assert used <= defined


def test_the_banner_stands_on_every_page_and_the_foot_counts_them():
    content = parts(write(document()))
    assert said(etree.fromstring(content["word/header1.xml"])) == "模拟数据"
    foot = etree.fromstring(content["word/footer1.xml"])
    assert [node.text.strip() for node in foot.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert said(foot) == "第 1 页，共 1 页"
    assert "word/header1.xml" not in parts(write(document(banner=None)))


def test_the_figure_says_what_it_shows(body):
    shown = body.find(f".//{WP}docPr")
    assert shown.get("descr") == "四个单位的位次"
    size = body.find(f".//{WP}extent")
    assert int(size.get("cx")) == 2 * int(size.get("cy"))


def test_each_ordered_list_counts_from_one(made):
    used = [node.get(f"{W}val") for node in etree.fromstring(made["word/document.xml"]).iter(f"{W}numId")]
    assert used == ["2", "2", "3", "3"]
    numbering = etree.fromstring(made["word/numbering.xml"])
    starts = [
        node.get(f"{W}numId") for node in numbering.iter(f"{W}num") if node.find(f".//{W}startOverride") is not None
    ]
    assert starts == ["2", "3"]


def test_a_page_break_goes_to_the_next_paragraph():
    blocks = (Paragraph("a"), PageBreak(), Paragraph("b"))
    tree = etree.fromstring(parts(write(Document("t", "", "en", blocks, EN)))["word/document.xml"])
    broken = [node for node in tree.iter(f"{W}p") if node.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [said(node) for node in broken] == ["b"]


def test_text_arrives_whole_whatever_it_holds(body):
    paragraphs = [said(node) for node in body.iter(f"{W}p")]
    assert HOSTILE in paragraphs
    assert f"指纹 {HASH}" in paragraphs


def test_numbers_stay_on_one_line(body):
    assert "[87.00,\u00a090.00]" in [said(node) for node in body.iter(f"{W}p")]


def test_control_characters_are_refused():
    with pytest.raises(SettingError, match="control character"):
        write(Document("t", "", "en", (Items(("a\x01b",)),), EN))


def test_the_file_names_the_program_and_no_person(made):
    core = made["docProps/core.xml"].decode()
    assert core.count(">satmodel<") == 2
    assert "2000-01-01T00:00:00Z" in core
    assert "python-docx" not in core


def test_other_programs_can_open_it():
    opened = docx.Document(io.BytesIO(write(document())))
    assert opened.paragraphs[0].text == "某县方法附录"
    assert opened.core_properties.title == "某县方法附录"
    assert len(opened.inline_shapes) == 1


@pytest.mark.skipif(shutil.which("ooxml-validator") is None, reason="the Open XML SDK validator is not installed")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_keeps_to_the_schema(tmp_path, language):
    place = tmp_path / "a.docx"
    place.write_bytes(write(document(language)))
    ran = subprocess.run(["ooxml-validator", str(place)], capture_output=True, check=False)
    assert json.loads(ran.stdout)["errors"] == []
