"""Findings of units that are listed and not ranked, with made-up values."""

from __future__ import annotations

from satmodel.result import Finding

FINDINGS: tuple[Finding, ...] = (
    Finding("rankable.few", {"names": ("河镇",), "count": 1, "more": False, "fewest": 30}),
    Finding("rankable.few", {"names": ("河镇", "云山镇", "南沟乡"), "count": 8, "more": True, "fewest": 30}),
    Finding("rankable.small", {"names": ("河镇",), "count": 1, "more": False, "fewest": 30}),
    Finding("rankable.small", {"names": ("河镇", "云山镇"), "count": 9, "more": True, "fewest": 30}),
    Finding("rankable.near_end", {"names": ("河镇",), "count": 1, "more": False}),
    Finding("rankable.near_end", {"names": ("河镇", "云山镇"), "count": 2, "more": False}),
    Finding("rankable.near_end", {"names": ("河镇", "云山镇"), "count": 9, "more": True}),
)
