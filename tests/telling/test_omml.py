"""Formulas: one reading of LaTeX, three ways of printing it; what is not known is refused, never left out."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from satmodel.errors import SettingError
from satmodel.telling.formats.formula import Big, Fence, Fraction, Row, Script, Symbol, words
from satmodel.telling.formats.latex import parse
from satmodel.telling.formats.mathml import mathml
from satmodel.telling.formats.omml import omml
from satmodel.telling.formats.typst_math import quoted, typst_math
from tests.telling.documents import FORMULAS

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def office(latex, display=True):
    return etree.fromstring(omml(latex, display=display))


def page(latex, display=True):
    return etree.fromstring(mathml(latex, display=display))


@pytest.mark.parametrize("latex", FORMULAS)
@pytest.mark.parametrize("display", [True, False])
def test_every_formula_prints_in_every_way(latex, display):
    assert len(office(latex, display)) > 0
    assert len(page(latex, display)) > 0
    assert typst_math(latex, display=display).strip("$ ")


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"\foo x", r"the command \\foo is not known"),
        ("x^", "missing"),
        (r"\frac{a}", "missing"),
        ("{a", "} is missing"),
        ("a}", "} closes nothing"),
        (r"\left( a", r"\\right is missing"),
        (r"a\right)", r"\\right closes nothing"),
        ("10%", r"write \\%"),
        ("$x$", r"write \\\$"),
        ("", "empty"),
        (" ", "empty"),
        (r"\begin{foo}x\end{foo}", "environment foo"),
        (r"\begin{cases}x", "is missing"),
        (r"\mathbf{\frac12}", "letters and digits"),
        (r"\mathbf{a+b}", "letters and digits"),
        (r"\sqrt[3", "] is missing"),
        (r"\text{a", "} is missing"),
        ("x_1_2", "two subscripts"),
        (r"\left x y\right)", "no delimiter"),
        ("a ☃ b", "not known here"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(latex, why):
    with pytest.raises(SettingError, match=why):
        parse(latex)


PARTS = [
    *"ab12^_{}()[]|&'+=.,",
    *(r"\frac", r"\sum", r"\left(", r"\right)", r"\hat", r"\text{字}", r"\sqrt", r"\max", "\\\\", r"\{", r"\}", r"\,"),
    *(r"\begin{cases}", r"\end{cases}"),
]


@given(st.lists(st.sampled_from(PARTS)))
@example([r"\sqrt", "[", "2", "]"])
def test_any_string_is_read_and_well_formed_or_refused(parts):
    latex = " ".join(parts)
    try:
        parse(latex)
    except SettingError:
        return
    office(latex)
    page(latex)
    assert typst_math(latex, display=True).count("$") == 2


def test_an_argument_without_braces_is_one_digit_as_in_latex():
    fraction = parse(r"\frac16").nodes[0]
    assert fraction == Fraction(Symbol("1", "number"), Symbol("6", "number"))
    assert parse("12.5").nodes == (Symbol("12.5", "number"),)


def test_a_sum_works_on_what_follows_up_to_the_next_sum_or_relation():
    left, plus, right = parse(r"\sum_k \beta_k x_k+\varepsilon").nodes
    assert isinstance(left, Big)
    assert len(left.body.nodes) == 2
    assert (plus.text, right.text) == ("+", "ε")
    nested = parse(r"\sum_h f_h\sum_j T_j").nodes
    assert len(nested) == 1
    assert isinstance(nested[0].body.nodes[-1], Big)


def test_delimiters_are_paired_and_scripts_belong_to_the_pair():
    (power,) = parse(r"(X^\top X)^{-1}").nodes
    assert isinstance(power, Script)
    assert isinstance(power.base, Fence)
    (interval,) = parse("[0,1)").nodes
    assert (interval.left, interval.right) == ("[", ")")
    sizes = [node for node in parse(r"|S|!(p-|S|)").nodes if isinstance(node, Fence)]
    assert [fence.left for fence in sizes] == ["|", "("]
    assert parse("P(A|B)").nodes[1].body.nodes[1] == Symbol("|", "mark")
    assert parse(")(").nodes == (Symbol(")", "mark"), Symbol("(", "mark"))


def test_the_words_of_a_formula_are_those_of_the_text_font():
    assert list(words(parse(r"\text{综合得分}_j=\frac{\text{和}}{n}"))) == ["综合得分", "和"]


def test_a_comma_in_braces_is_no_punctuation():
    assert parse("5{,}200").nodes[1] == Symbol(",", "mark")


def test_word_gets_its_own_structures():
    tree = office(FORMULAS[2])
    names = {etree.QName(node).localname for node in tree.iter()}
    assert {"nary", "f", "d", "sSub", "sSup"} <= names
    nary = tree.find(f".//{M}nary")
    assert nary.find(f"{M}naryPr/{M}chr").get(f"{M}val") == "∑"
    assert nary.find(f"{M}naryPr/{M}limLoc").get(f"{M}val") == "undOvr"
    assert nary.find(f"{M}naryPr/{M}supHide").get(f"{M}val") == "1"
    accent = office(r"\hat{\theta}").find(f"{M}acc/{M}accPr/{M}chr")
    assert accent.get(f"{M}val") == "\u0302"


def test_limits_stand_aside_within_a_line():
    place = office(r"\sum_{k=1}^{6}s_k", display=False).find(f".//{M}limLoc")
    assert place.get(f"{M}val") == "subSup"


@pytest.mark.parametrize("latex", [*FORMULAS, r"\sum_{k}", r"\frac{}{}", r"\left.x\right|"])
def test_no_part_in_word_is_empty_since_it_would_print_as_a_box(latex):
    hidden = {"deg", "sub", "sup"}
    for part in office(latex).iter(
        *(f"{M}{name}" for name in ("e", "num", "den", "fName", "lim", "sub", "sup", "deg"))
    ):
        assert len(part) or etree.QName(part).localname in hidden


def test_words_in_word_carry_a_chinese_font():
    fonts = office(r"\text{得分}").find(".//{*}rFonts")
    assert {etree.QName(name).localname: value for name, value in fonts.items()}["eastAsia"] == "宋体"


def test_names_stand_upright_on_the_page_and_letters_slant():
    assert [node.get("mathvariant") for node in page(r"\mathrm{T}T").iter(f"{MATHML}mi")] == ["normal", None]
    assert page(r"\operatorname{Var}(x)").find(f".//{MATHML}mo").text == "Var"


def test_signs_of_markup_are_escaped():
    assert "&lt;" in mathml("a<b", display=False)
    assert "&lt;" in omml(r"a<b\text{&}", display=False)
    assert quoted('a"\\b') == '"a\\"\\\\b"'
    assert typst_math(r"\text{" + '"#x$' + "}", display=False) == '$"\\"#x$"$'


def test_a_blank_parts_names_and_never_strings_in_typst():
    assert typst_math("xy", display=False) == "$x y$"
    assert typst_math(r"|S|!", display=False) == '$\\|S\\|#math.class("normal", "!");$'


def test_empty_groups_are_kept():
    assert parse("{}^2").nodes[0] == Script(Row(()), None, Symbol("2", "number"))
