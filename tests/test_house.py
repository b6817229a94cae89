"""The house: imports run downhill, statistics know no words, every room is on the map."""

import ast
import re
from pathlib import Path

import pytest

import satmodel

ROOT = Path(satmodel.__file__).parent
PROJECT = ROOT.parent
FILES = sorted(path for path in ROOT.rglob("*.py"))
FLOORS = {
    "step": 0,
    "errors": 0,
    "result": 1,
    "survey": 2,
    "estimation": 3,
    "inference": 4,
    "simulate": 4,
    "telling": 4,
    "rounds": 5,
}
MAY_IMPORT = {
    "step": set(),
    "errors": set(),
    "result": {"step", "errors"},
    "survey": {"step", "errors", "result"},
    "estimation": {"step", "errors", "result", "survey"},
    "inference": {"step", "errors", "result", "survey", "estimation"},
    "simulate": {"errors"},
    "telling": {"step", "errors", "result"},
    "rounds": set(FLOORS) - {"rounds"},
}
# the rooms of inference, from the ground up; the upper ones know nothing of each other
INFERENCE = {
    "judging": set(),
    "shrinking": {"judging"},
    "ranking": {"judging", "shrinking"},
    **{key: {"judging", "shrinking", "ranking"} for key in ("gapping", "standing", "planning", "deciding")},
    "moving": {"judging", "shrinking", "ranking", "gapping"},
    "soundness": {"judging", "shrinking", "ranking", "gapping"},
    "claiming": {"judging", "shrinking", "ranking", "gapping", "moving"},
    "sharing": set(),
    "sampling": {"judging", "sharing"},
    "regressing": {"judging"},
    "filling": {"sampling"},
    "driving": {"judging", "shrinking", "ranking", "sharing", "sampling", "regressing", "filling"},
}
STATISTICS = ("step", "errors", "result", "survey", "estimation", "inference")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def name(path):
    return path.relative_to(PROJECT).as_posix()


def room(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


def imported(path):
    """The rooms a file imports at its top level."""
    rooms = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        modules = []
        if isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module] if node.module != "satmodel" else [f"satmodel.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        rooms |= {module.split(".")[1] for module in modules if module.startswith("satmodel.")}
    return rooms


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_run_downhill(path):
    here = room(path)
    if here not in MAY_IMPORT:  # the face and the door of the command line
        return
    assert imported(path) - {here, "__version__"} <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", sorted((ROOT / "inference").glob("*/*.py")), ids=name)
def test_the_rooms_of_inference_know_only_those_below(path):
    found = set(re.findall(r"from satmodel\.inference\.(\w+)", path.read_text("utf-8")))
    assert found - {path.parent.name} <= INFERENCE[path.parent.name]


@pytest.mark.parametrize("path", [path for path in FILES if room(path) in STATISTICS], ids=name)
def test_statistics_know_nothing_of_words_and_charts(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            assert not CHINESE.search(node.value), f"{name(path)}:{node.lineno} {node.value!r}"
    assert (
        not re.search(r"^\s*(import|from) (matplotlib|seaborn|docx|jinja2|typst)", text, re.M) or room(path) == "result"
    )


@pytest.mark.parametrize("path", FILES, ids=name)
def test_rooms_are_small(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 350
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            code = node.end_lineno - (first.end_lineno if documented else node.lineno)
            assert code <= 40, f"{name(path)}:{node.name} has {code} lines"
            assert node.args.kwarg is None, f"{name(path)}:{node.name} takes **{node.args.kwarg.arg}"


def test_the_map_names_every_file():
    text = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [path.name for path in FILES if path.name != "__init__.py" and f"{path.name}" not in text]
    assert not missing, f"ARCHITECTURE.md does not name {missing}"


def test_every_public_name_loads_and_is_documented():
    docs = "".join(path.read_text("utf-8") for path in (PROJECT / "docs").glob("**/*.md"))
    for public in satmodel.__all__:
        found = getattr(satmodel, public)
        assert found.__doc__, public
        assert public in docs, f"the docs do not name {public}"


def test_the_project_speaks_of_itself_alone():
    for path in (path for path in PROJECT.rglob("*") if path.suffix in {".py", ".md", ".toml", ".txt", ".R", ".ipynb"}):
        if any(part.startswith(".") or part == "out" for part in path.relative_to(PROJECT).parts):
            continue
        text = path.read_text("utf-8")
        assert not re.search(r"/(work|root|home|tmp)/\w", text), name(path)
        assert not re.search(r"https?://[^\s)\"'>]*(pypi|simple|mirror)", text), name(path)
