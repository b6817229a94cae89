"""Faults of the data: in English the text that comes with the fault is printed."""

PROBLEMS: dict[str, str] = {}
