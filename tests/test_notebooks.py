"""Every notebook runs from its first cell to its last."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
SLOW = ("02_rank_gaps.ipynb", "03_drivers.ipynb")  # seven seconds each
NOTEBOOKS = [
    pytest.param(path, marks=pytest.mark.slow) if path.name in SLOW else path for path in sorted(FOLDER.glob("*.ipynb"))
]


@pytest.mark.filterwarnings("default")  # the kernel's own machinery warns; the cells run in another process
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs(path):
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit notebooks without outputs"
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    said = [out for cell in notebook.cells for out in cell.get("outputs", []) if out.get("name") == "stderr"]
    assert not said, said
