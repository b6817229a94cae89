"""Findings about files, ballots and tickets with made-up values."""

from __future__ import annotations

from typing import Any

from satmodel.result import Finding

SOURCES: dict[str, Any] = {"files": 3, "sheets": 5, "left": 1}
CHOICES: dict[str, Any] = {
    "column": "Q8",
    "n": 380,
    "blank": 20,
    "choices": 5,
    "most": "道路",
    "share": 0.41,
    "low": 0.36,
    "high": 0.46,
    "level": 0.95,
}
BALLOTS: dict[str, Any] = {
    "raters": 20,
    "units": 13,
    "groups": 5,
    "marks": 224,
    "without_opinion": 35,
    "share": 0.135,
    "empty_cells": 1,
    "fewest": "供电所",
    "fewest_marks": 14,
}
TICKETS: dict[str, Any] = {"tickets": 400, "units": 8, "rated": 289, "share": 0.7225, "unrated": 111, "helped": 154}
RATES: dict[str, Any] = {
    "tickets": 400,
    "rated": 289,
    "share": 0.7225,
    "satisfied": 0.931,
    "low": 0.896,
    "high": 0.955,
    "worst": 0.6725,
    "best": 0.95,
    "level": 0.95,
}
UNRATED = {name: value for name, value in RATES.items() if name not in ("satisfied", "low", "high")}

FINDINGS = (
    Finding("survey.sources", SOURCES),
    Finding("survey.sources", SOURCES | {"left": 0}),
    Finding("selected.most", CHOICES),
    Finding("selected.most", CHOICES | {"blank": 0}),
    Finding("ballots.marks", BALLOTS),
    Finding("ballots.printed", {"count": 13, "differing": ()}),
    Finding("ballots.printed", {"count": 13, "differing": ("供电所", "卫生院")}),
    Finding("tickets.rated", TICKETS),
    Finding("tickets.rated", TICKETS | {"helped": 0}),
    Finding("tickets.doubts", {"count": 31}),
    Finding("ticket_rates.satisfied", RATES),
    Finding("ticket_rates.satisfied", UNRATED | {"rated": 0, "share": 0.0}),
    Finding("ticket_rates.fewest", {"count": 8, "fewest": "商务局", "fewest_rated": 3}),
    Finding("ticket_rates.fewest", {"count": 1, "fewest": "商务局", "fewest_rated": 3}),
)
