"""The bundled font: what it carries, under which name and licence."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from satmodel.telling.fonts import FAMILY, font_path, missing


@pytest.fixture(scope="module")
def font():
    with TTFont(font_path(), lazy=True) as opened:
        yield opened


def test_the_list_of_characters_is_the_fonts_own(font):
    listed = (font_path().parent / "characters.txt").read_text("utf-8").removesuffix("\n")
    assert listed == "".join(map(chr, sorted(font.getBestCmap())))


def test_all_of_gb2312_is_there():
    pairs = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    signs = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(signs) == 6763
    assert missing(signs) == ()


@pytest.mark.parametrize(
    "text",
    [
        "镕喆堃昇垚玥珺禤瑀淼犇骉甦邨氾煊翀琛頔晞翾嫄彧祎珮珅濬",
        "“满意”——95%（含）·《通则》【表】￥±×÷≤≥≠≈−–…①Ⅱ☆●○■□▲△√∑→✓℃㎡",
        "αβγθλμσφχωΔΣΩ é ü ñ āáǎà",
    ],
)
def test_names_and_signs_met_in_reports_are_there(text):
    assert missing(text) == ()


def test_what_is_lacking_is_named_once_in_the_order_met():
    assert missing("𰻝面𰻝㐂\n") == ("𰻝", "㐂")


@given(st.text())
def test_what_is_not_lacking_has_a_glyph(text):
    lacking = set(missing(text))
    assert missing("".join(sign for sign in text if sign not in lacking)) == ()


def test_it_goes_under_its_own_name_and_keeps_its_notices(font):
    names = font["name"]
    assert names.getDebugName(1) == names.getDebugName(4) == FAMILY
    assert "Noto" not in "".join(names.getDebugName(number) for number in (1, 2, 3, 4, 6))
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    licence = (font_path().parent / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014-2021 Adobe" in licence


def test_it_stays_small_enough_to_travel_in_the_package():
    assert font_path().stat().st_size < 2_300_000  # bytes; a larger one would weigh on every install
