"""The face is light: importing satmodel or asking for help loads nothing heavy."""

import subprocess
import sys

HEAVY = {"pandas", "scipy", "statsmodels", "matplotlib", "seaborn", "docx", "pydantic", "numpy"}


def loaded(code):
    script = f"import sys; {code}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {module.split(".")[0] for module in done.stdout.split()}


def test_import_loads_nothing_heavy():
    assert not loaded("import satmodel; satmodel.__version__; dir(satmodel)") & HEAVY


def test_the_command_line_loads_nothing_heavy_before_it_works():
    assert not loaded("import satmodel.rounds.cli") & HEAVY


def test_an_unknown_name_is_an_attribute_error():
    import pytest

    import satmodel

    with pytest.raises(AttributeError, match="no attribute 'mean'"):
        _ = satmodel.mean
