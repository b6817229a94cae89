"""Findings about personal data and small cells with made-up values."""

from __future__ import annotations

from satmodel.result import Finding

COLUMNS = {"columns": ("联系电话", "姓名"), "cells": 80, "count": 2}

FINDINGS: tuple[Finding, ...] = (
    Finding("privacy.dropped", COLUMNS),
    Finding("privacy.coded", COLUMNS | {"columns": ("访员",), "count": 1}),
    Finding("privacy.masked", COLUMNS),
    Finding("privacy.kept", COLUMNS),
    Finding("privacy.none", {"count": 21}),
    Finding("suppress.cells", {"smallest": 10, "primary": 3, "secondary": 2}),
    Finding("suppress.cells", {"smallest": 10, "primary": 0, "secondary": 0}),
    Finding("suppress.exposed", {"exposed": 2}),
)
