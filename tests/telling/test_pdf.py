"""The PDF: set by Typst with the bundled font; every text is a string to it, never markup."""

from __future__ import annotations

import re
import sys

import pytest

from satmodel.errors import SettingError
from satmodel.telling.formats.document import Document, FormulaBlock, Heading, Paragraph
from satmodel.telling.formats.pdf import source, write
from tests.telling.documents import EN, FORMULAS, HASH, HOSTILE, document, figure


def test_without_typst_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(SettingError, match=r'pip install "satmodel\[pdf\]"'):
        write(document())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_document_gives_the_same_bytes(language):
    pytest.importorskip("typst")
    content = write(document(language))
    assert content.startswith(b"%PDF-")
    assert content == write(document(language))
    assert b"CreationDate" not in content


def test_only_fonts_that_travel_with_the_program_are_used():
    pytest.importorskip("typst")
    content = write(document())
    fonts = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z-]+)", content))
    assert b"SatModelSansSC-Regular" in {font.removesuffix(b"-Identity-H") for font in fonts}
    families = {font.split(b"-")[0] for font in fonts}
    assert families <= {b"SatModelSansSC", b"NewCMMath", b"LibertinusSerif"}


@pytest.mark.parametrize("latex", FORMULAS)
def test_typst_can_set_every_formula(latex):
    pytest.importorskip("typst")
    blocks = (FormulaBlock("f", latex), Paragraph("x"))
    assert write(Document("t", "", "en", blocks, EN)).startswith(b"%PDF-")


def test_every_text_is_a_string():
    text = source(Document(HOSTILE, HOSTILE, "zh", (Heading(HOSTILE), Paragraph(HOSTILE)), EN, banner=HOSTILE))
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    assert text.count(f'"{escaped}"') == 4  # banner, properties, title, heading; the paragraph breaks its long word
    body = text[text.index("#masthead(") :]
    assert "#typst" not in re.sub(r'"(?:[^"\\]|\\.)*"', '""', body)


def test_hostile_text_is_printed():
    pytest.importorskip("typst")
    made = write(Document(HOSTILE, HOSTILE, "zh", (Heading(HOSTILE), Paragraph(HOSTILE)), EN, banner=HOSTILE))
    assert made.startswith(b"%PDF-")


def test_a_fingerprint_may_break_and_leaves_no_sign_when_copied():
    assert f'#loose("{HASH}")' in source(document())
    assert "\u200b" not in source(document())


def test_a_wide_table_stands_on_a_turned_page():
    assert source(document()).count("#turned[") == 1


def test_a_drawing_that_does_not_stand_alone_is_refused():
    pytest.importorskip("typst")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>'
    with pytest.raises(SettingError, match="stand alone"):
        write(Document("t", "", "en", (figure(svg=drawing),), EN))
