"""Regressions of respondents."""
