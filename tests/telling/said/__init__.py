"""Findings of every kind with made-up values; each file of this folder holds some as ``FINDINGS``."""

from importlib import import_module
from pkgutil import iter_modules

from satmodel.result import Finding

FINDINGS: tuple[Finding, ...] = tuple(
    finding for found in iter_modules(__path__) for finding in import_module(f"{__name__}.{found.name}").FINDINGS
)
