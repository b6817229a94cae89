"""The words of exports, codebooks, ballots and tickets, and finding a column by its usual headers."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources
from typing import Any

from satmodel.survey.sheets.text import compact


@cache
def door_words() -> dict[str, dict[str, Any]]:
    """The words of exports, codebooks, ballots and tickets that are data."""
    text = resources.files("satmodel.survey.sheets").joinpath("doors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def usual(headers: Sequence[str], words: Collection[str]) -> str | None:
    """The header that is one of the usual words of a role: of several the one whose word is listed first.

    Examples:
        >>> usual(["No.", "Code", "Label"], ["value", "code"])
        'Code'
    """
    plain = {compact(header).lower(): header for header in reversed(list(headers))}
    return next((plain[compact(word).lower()] for word in words if compact(word).lower() in plain), None)
