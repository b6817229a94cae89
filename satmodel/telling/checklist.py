"""The disclosure checklist: what a reader may ask, and whether this appendix answers it."""

from __future__ import annotations

from typing import Literal

from satmodel.step import Step

State = Literal["supplied", "missing", "not_applicable"]

FROM_CARD = {
    "sponsor": ("sponsor", "organiser"),
    "population": ("population",),
    "frame": ("frame",),
    "mode": ("mode", "fieldwork"),
    "dispositions": ("dispositions",),
    "comparability": ("comparability",),
    "questionnaire_test": ("questionnaire_test",),
    "quality": ("quality",),
    "privacy": ("privacy",),
    "questions": ("questions",),
}
FROM_STEPS = {
    "sample": ("read",),
    "precision": ("means", "published", "count_change", "rates", "net", "intervals"),
    "composite": ("average", "contributions"),
    "model": ("means", "drivers", "asymmetry"),
    "importance": ("drivers", "dominance", "compare_drivers", "priorities"),
    "ranks": ("ranks", "first", "awards", "gaps"),
}
# what the steps answer where the card does not
OR_STEPS = {
    "dispositions": {"dispositions"},
    "comparability": {"comparable"},
    "quality": {"quality"},
    "privacy": {"privacy", "suppress"},
}
ALWAYS = ("limitations", "audit")
ORDER = (
    "sponsor",
    "population",
    "frame",
    "questions",
    "mode",
    "dispositions",
    "sample",
    "weighting",
    "precision",
    "composite",
    "model",
    "importance",
    "ranks",
    "comparability",
    "questionnaire_test",
    "quality",
    "limitations",
    "privacy",
    "audit",
)


def checklist(card: dict[str, str], steps: tuple[Step, ...]) -> list[tuple[str, State, tuple[str, ...]]]:
    """Each item of the list, whether it is answered, and the fields of the card that are still missing.

    Args:
        card: the supplied fields of the instrument card.
        steps: every step in the making of the results.
    """
    methods = {step.method for step in steps}
    weighted = any(step.settings.get("weighted") for step in steps)
    rows: list[tuple[str, State, tuple[str, ...]]] = []
    for key in ORDER:
        if key in OR_STEPS and methods & OR_STEPS[key]:
            rows.append((key, "supplied", ()))
        elif key in FROM_CARD:
            missing = tuple(field for field in FROM_CARD[key] if field not in card)
            rows.append((key, "missing" if missing else "supplied", missing))
        elif key == "weighting":
            rows.append((key, *_weighting(card, methods, weighted)))
        elif key in FROM_STEPS:
            used = bool(methods & set(FROM_STEPS[key]))
            rows.append((key, "supplied" if used else "not_applicable" if key != "sample" else "missing", ()))
        else:
            rows.append((key, "supplied", ()))
    return rows


def _weighting(card: dict[str, str], methods: set[str], weighted: bool) -> tuple[State, tuple[str, ...]]:
    if "weighting" in card or methods & {"rake", "post_stratify"}:
        return "supplied", ()
    if "means" in methods and not weighted:
        return "not_applicable", ()
    return "missing", ("weighting",)
