"""The pages of the documentation: their Python runs and prints what stands under it, and their links lead somewhere."""

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.S | re.M)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")
SLOW = ("naive-ranks.md", "first.md", "missing_drivers.md")  # two to nine seconds each


def name(page):
    return page.relative_to(DOCS).as_posix()


def examples(text):
    """Each Python block of a page: its code, moved down to its own line, and what the text block after it holds."""
    fences = list(FENCE.finditer(text))
    for i, fence in enumerate(fences):
        if fence[1] == "python":
            after = fences[i + 1] if i + 1 < len(fences) else None
            above = text.count("\n", 0, fence.start(2))
            yield "\n" * above + fence[2], after[2] if after and after[1] == "text" else ""


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=pytest.mark.slow) if page.name in SLOW else page for page in PAGES], ids=name
)
def test_python_runs_and_prints_what_stands_under_it(page, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    namespace = {"__name__": "docs"}
    for code, expected in examples(page.read_text("utf-8")):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, str(page), "exec"), namespace)
        assert printed.getvalue() == expected


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_files(page):
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if "://" not in target]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_the_index_leads_to_every_page():
    index = DOCS / "index.md"
    linked = {(DOCS / target).resolve() for target in LINK.findall(index.read_text("utf-8")) if "://" not in target}
    assert not set(PAGES) - linked - {index}


@pytest.mark.parametrize("page", ["index.md", "zh/index.md"])
def test_an_index_asks_every_question_once(page):
    lines = (DOCS / page).read_text("utf-8").splitlines()
    rows = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if not after.startswith("|---")]
    asked = [row.split(" | ")[0] for row in rows if row.startswith("| ") and not row.startswith("| `")]
    assert len(asked) == len(set(asked))


def test_the_index_names_the_verb_of_scoring_rules_by_its_name():
    rows = [line for line in (DOCS / "index.md").read_text("utf-8").splitlines() if "`recoded`" in line]
    assert all("`stochastic_dominance`" in row and "`dominance`" not in row for row in rows)
