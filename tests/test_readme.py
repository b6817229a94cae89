"""The README's Python examples run as they are printed, from the project's folder."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_python_examples_run(name, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.S | re.M)
    assert blocks
    for block in blocks:
        exec(compile(block.replace("print(", "str("), name, "exec"), {})


def test_both_readmes_give_the_same_commands():
    shell = [
        re.findall(r"^```bash\n(.*?)^```", (ROOT / n).read_text("utf-8"), re.S | re.M)
        for n in ("README.md", "README.zh.md")
    ]
    assert shell[0] == shell[1]
