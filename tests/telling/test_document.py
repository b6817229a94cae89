"""The document model refuses what no writer could print; numbers and room on paper are settled once for all writers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satmodel.errors import SettingError
from satmodel.telling.formats.coverage import missing, texts
from satmodel.telling.formats.document import (
    Column,
    Document,
    FormulaBlock,
    Heading,
    Paragraph,
    Ref,
    TableBlock,
    Terms,
    Text,
)
from satmodel.telling.formats.layout import figure_size, fit, is_long, pieces, turned, units
from satmodel.telling.formats.numbering import caption_text, han, heading_text, note_lines, number
from tests.telling.documents import EN, HASH, HOSTILE, ZH, document, figure, png, scores, wide


def with_blocks(*blocks, terms=EN):
    return Document("Title", "", "en", blocks, terms)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Heading("x", level=4), "level 4"),
        (lambda: Paragraph("x", style="big"), "style 'big'"),
        (lambda: Column("x", align="middle"), "align"),
        (lambda: Column("x", weight=0), "weight"),
        (lambda: TableBlock("t", "c", (), ()), "no columns"),
        (lambda: TableBlock("t", "c", (Column("a"),), [("1", "2")]), "2 cells for 1 columns"),
        (lambda: TableBlock("t", "c", (Column("a"),), [("1",)], [(1,), (2,)]), "2 rows of values"),
        (lambda: TableBlock("t", "c", (Column("a"),), [], notes="one note"), "sequence of texts"),
        (lambda: figure(png=b"GIF89a"), "no PNG"),
        (lambda: figure(alt=" "), "alt text"),
        (lambda: figure(width_cm=40), "width_cm"),
        (lambda: Document("t", "", "fr", (), EN), "'zh' or 'en'"),
        (lambda: Terms(**dict.fromkeys(Terms.__slots__, "x")), "table must hold"),
    ],
)
def test_what_cannot_be_printed_is_refused_at_the_door(make, said):
    with pytest.raises(SettingError, match=said):
        make()


def test_text_alone_may_stand_for_inlines():
    assert Paragraph("x").inlines == (Text("x"),)
    assert TableBlock("t", "c", (Column("a"), Column("b")), [("1", None)]).rows == (((Text("1"),), None),)


def test_numbers_run_by_kind_and_headings_by_level_in_chinese():
    made = number(document("zh"))
    assert made.label("scores") == "表 1"
    assert made.label("wide") == "表 2"
    assert made.label("chart") == "图 1"
    assert made.label("gap") == "式 (1)"
    assert made.label("methods") == "“二、方法”"
    assert made.label("variance") == "“（一）方差”"
    assert made.label("annex") == "“附表”"


def test_numbers_run_by_kind_and_headings_by_level_in_english():
    made = number(document("en"))
    labels = [made.label(key) for key in ("scores", "gap", "methods", "variance", "annex")]
    assert labels == ["Table 1", "Equation (1)", "Section 2", "Section 2.1", "附表"]


def test_a_deeper_heading_starts_anew_below_the_next_one():
    blocks = [Heading("a"), Heading("b", 2), Heading("c", 3), Heading("d", 2), Heading("e"), Heading("f", 2)]
    numbers = [mark.number for mark in number(with_blocks(*blocks)).blocks]
    assert numbers == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]
    chinese = [mark.number for mark in number(with_blocks(*blocks, terms=ZH)).blocks]
    assert chinese == ["一、", "（一）", "1.", "（二）", "二、", "（一）"]


def test_headings_captions_and_notes_as_they_print():
    made = number(document("zh"))
    heading, mark = Heading("方差", 2), made.keys["variance"]
    assert heading_text(heading, mark, ZH) == "（一）方差"
    assert caption_text(scores(), made.keys["scores"], ZH) == "表 1　各单位得分"
    assert note_lines(("甲",), ZH) == ("注：甲",)
    assert note_lines(("甲", "乙"), ZH) == ("注：1. 甲", "2. 乙")


def test_a_reference_without_a_block_is_named():
    with pytest.raises(SettingError, match="'lost'"):
        number(with_blocks(Paragraph(Ref("lost"))))


def test_an_unnumbered_formula_cannot_be_referred_to():
    with pytest.raises(SettingError, match="'f'"):
        number(with_blocks(FormulaBlock("f", "a", numbered=False), Paragraph(Ref("f"))))


def test_a_key_given_twice_is_named():
    with pytest.raises(SettingError, match="'scores'"):
        number(with_blocks(scores(), scores(), FormulaBlock("gap", "a")))


@given(st.lists(st.sampled_from([Heading("h"), scores(""), figure(""), FormulaBlock("", "a")]), max_size=12))
def test_every_kind_is_counted_from_one_without_gaps_and_no_anchor_comes_twice(blocks):
    named = [type(b)(**{n: getattr(b, n) for n in b.__slots__} | {"key": f"k{i}"}) for i, b in enumerate(blocks)]
    named.append(FormulaBlock("gap", "a"))
    marks = number(with_blocks(*named)).blocks
    for kind in ("heading", "table", "figure", "formula"):
        numbers = [int(mark.number) for mark in marks if mark.kind == kind]
        assert numbers == list(range(1, len(numbers) + 1))
    assert len({mark.anchor for mark in marks}) == len(marks)


def test_chinese_numerals():
    assert [han(n) for n in (1, 9, 10, 11, 20, 21, 99)] == ["一", "九", "十", "十一", "二十", "二十一", "九十九"]


@pytest.mark.parametrize("table", [scores(), wide()])
def test_shares_fill_the_page(table):
    place = fit(table, number(with_blocks(table, *([] if table.key == "wide" else [FormulaBlock("gap", "a")]))))
    assert sum(place.shares) == pytest.approx(1)  # a sum of floats
    assert min(place.shares) > 0


def test_only_a_table_that_needs_it_turns_the_page_and_its_heading_goes_with_it():
    made = document()
    sides = dict(zip(map(id, made.blocks), turned(made, number(made)), strict=True))
    turned_blocks = [type(block).__name__ for block in made.blocks if sides[id(block)]]
    assert turned_blocks == ["Heading", "TableBlock"]


def test_given_weights_are_kept():
    table = TableBlock("t", "c", (Column("a", weight=1), Column("b", weight=3)), [("x", "y")])
    assert fit(table, number(with_blocks(table))).shares == (0.25, 0.75)


def test_a_number_gets_the_room_it_needs():
    table = TableBlock("t", "c", (Column("a"), Column("b", kind="number")), [("甲" * 400, "[87.50, 90.40]")])
    place = fit(table, number(with_blocks(table)))
    half_em = place.size / 2 * 2.54 / 72
    assert place.shares[1] * 15.8 >= units("[87.50, 90.40]") * half_em


def test_a_tall_figure_is_made_smaller_and_keeps_its_shape():
    width, height = figure_size(figure(png=png(10, 100), width_cm=15))
    assert height <= 20
    assert height / width == pytest.approx(10)  # one division against one multiplication


@given(st.text(alphabet=st.sampled_from("ab 满意/0"), max_size=80))
def test_pieces_are_the_text_and_long_ones_are_marked(text):
    cut = pieces(text)
    assert "".join(piece for piece, _ in cut) == text
    assert any(long for _, long in cut) == is_long(text)


def test_a_fingerprint_is_long_and_chinese_is_not():
    assert is_long(f"指纹 {HASH}")
    assert not is_long("本次测评采用计算机辅助电话调查按镇街分层随机拨号每个镇街完成有效样本不少于四百份")


def test_every_printed_text_is_looked_through_for_missing_characters():
    shown = "".join(texts(document()))
    for part in ("某县方法附录", "模拟数据", "各单位得分", "第二条注。", "城关镇", "综合得分", HOSTILE):
        assert part in shown
    assert missing(document()) == ()
    assert missing(document(banner="𰻝𰻝面", extra=(Paragraph("㐂"),))) == ("𰻝", "㐂")
