"""Published tables, denominators and problem lists."""

PROBLEMS: dict[str, str] = {}
