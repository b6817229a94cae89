"""What is needed to compute an appendix again: files, settings, versions."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from satmodel.step import Step

PACKAGES = ("satmodel", "numpy", "scipy", "pandas", "matplotlib", "python-docx", "xlsxwriter", "python-calamine")


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that make the numbers and the documents."""
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def all_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Every step in the making of some results, sources first, each once."""
    seen: list[Step] = []
    for step in (part for made in steps for part in made.history()):
        if step not in seen:
            seen.append(step)
    return tuple(seen)


def files(steps: Iterable[Step]) -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of every file and frame that was read."""
    found = [
        (str(step.settings.get("name", step.method)), str(step.settings["sha256"])) for step in steps if _read(step)
    ]
    return tuple(dict.fromkeys(found))


def settings_rows(steps: Iterable[Step]) -> tuple[tuple[str, str], ...]:
    """Method and settings of every step but the files, equal rows once."""
    rows = [
        (
            step.method,
            "; ".join(f"{name} = {text_of(value)}" for name, value in step.settings.items() if value is not None),
        )
        for step in steps
        if not _read(step) and step.settings and step.method != "instrument"  # the card has a chapter of its own
    ]
    return tuple(dict.fromkeys(rows))


def text_of(value: Any) -> str:
    """A setting's value as plain text.

    Examples:
        >>> text_of((("x", 0.5), ("y", 0.5))), text_of({"satisfied": 100.0}), text_of(0.95)
        ('((x, 0.5), (y, 0.5))', '{satisfied: 100}', '0.95')
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {text_of(part)}" for name, part in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "(" + ", ".join(text_of(part) for part in value) + ")"
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def _read(step: Step) -> bool:
    return "sha256" in step.settings
