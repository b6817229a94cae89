"""A new round's folder with a plan to fill in."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def make_round(folder: str | Path, kind: str) -> Path | None:
    """Write a ``round.toml`` to fill in.

    Args:
        folder: the round's folder; made if it is not there.
        kind: ``"phone"`` or ``"bulletin"``.

    Returns:
        The file written, or None when there is a ``round.toml`` already; that one is left alone.
    """
    path = Path(folder) / "round.toml"
    if path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    text = files("satmodel.rounds").joinpath("templates", f"{kind}.toml").read_text("utf-8")
    path.write_text(text, "utf-8")
    return path
