"""The claims of a speech in the appendix: a table of words on the page, numbers beside them in the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

import satmodel as sat

SPEECH = Path(__file__).parents[2] / "data" / "city-bulletin" / "claims.toml"


@pytest.fixture(scope="module")
def found():
    return sat.check_claims(SPEECH, draws=1000)


def plain(cell):
    return "".join(part.text for part in cell or ())


def told(found, language, *, workbook=False, labels=None):
    """The table's heads, and its cells by the claim."""
    appendix = sat.Appendix([found], language=language, labels=labels or {})
    table = next(
        block for block in appendix.document(workbook=workbook).blocks if getattr(block, "key", "") == "table-1"
    )
    return [column.title for column in table.columns], {plain(row[0]): [*map(plain, row)] for row in table.rows}, table


@pytest.mark.parametrize(("language", "head"), [("en", "What may be said"), ("zh", "可以这样说")])
def test_the_page_has_a_row_a_claim_in_words(found, language, head):
    heads, rows, _ = told(found, language)
    assert (len(heads), heads[-1], len(rows)) == (5, head, 32)
    assert all(row[-1] for row in rows.values())
    assert "20,758" in rows["A14b"][3]
    assert "[0.69, 5.61]" in rows["A19"][4]


def test_the_workbook_has_the_numbers_beside_the_words(found):
    heads, rows, table = told(found, "en", workbook=True)
    values = dict(zip(heads, table.values[list(rows).index("A22b")], strict=True))
    assert values["Needed"] == 347
    assert values["Number"] == pytest.approx(1.064, abs=0.0005)  # known answer, three decimals
    assert "would be from 347" in values["What the tables say"]


def test_a_quote_goes_through_the_labels(found):
    _, rows, _ = told(found, "en", labels={"比第2名高了3.15分": "3.15 points above second place"})
    assert rows["A19"][1] == "3.15 points above second place"


def test_the_first_page_tells_both_contradictions(found):
    first = sat.Appendix([found], language="zh").document().blocks[1]
    lines = [plain(item) for item in first.items]
    assert len(lines) == 3
    assert lines[1].startswith("A16“")
    assert lines[2].startswith("A20a“在全省县市中排名仍位于较低水平”与A20b")
