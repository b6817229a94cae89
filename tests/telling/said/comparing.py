"""What may be compared."""

from satmodel.result import Finding, Verdict

BOTH = {
    "first": "2025",
    "second": "2026",
    "verdict": None,
    "same": ("mode",),
    "differing": (),
    "caution": ("frame", "season"),
    "unknown": ("weighting",),
}
REFUSED = BOTH | {"verdict": Verdict.NOT_COMPARABLE, "differing": ("organiser", "scale")}

FINDINGS = (
    Finding("comparable.yes", BOTH),
    Finding("comparable.yes", BOTH | {"caution": (), "unknown": ()}),
    Finding("comparable.no", REFUSED),
    Finding("comparable.no", REFUSED | {"unknown": ()}),
    Finding("comparable.reason", {"field": "mode", "status": "differs", "first": "电话", "second": "入户"}),
    Finding("harmonise.names", {"count": 13, "changed": 2}),
    Finding("harmonise.name", {"given": "甲　街道", "name": "甲街道", "how": "spaces", "since": None}),
    Finding("harmonise.name", {"given": "北镇", "name": "中心街道", "how": "merged", "since": "2025-07-01"}),
)
