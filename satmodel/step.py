"""How a number was made: a small tree of steps, from a result down to the fingerprints of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the making of a number.

    Attributes:
        method: the method's key, such as ``"means"`` or ``"ranks"``; telling looks its words up by this key.
        settings: what the method was asked to do and what it noted on the way, with plain values only
            (text, numbers, booleans, None, and tuples or mappings of these).
        sources: the steps whose numbers this one used, in the order used. A file is a step ``"file"``.

    Examples:
        >>> file = Step("file", {"name": "2026H1.xlsx", "sha256": "9f2c"})
        >>> made = Step("means", {"level": 0.95}, (Step("read", {"rows": 5200}, (file,)),))
        >>> [step.method for step in made.history()]
        ['file', 'read', 'means']
    """

    method: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", dict(self.settings))
        object.__setattr__(self, "sources", tuple(self.sources))

    def history(self) -> tuple[Step, ...]:
        """Every step below this one and itself, sources first, each once."""
        seen: list[Step] = []
        for step in self._walk():
            if step not in seen:
                seen.append(step)
        return tuple(seen)

    @property
    def measure(self) -> str:
        """What its numbers are: ``"share"`` where this step says so or every source of it does, else ``"points"``."""
        said = self.settings.get("measure")
        if said in ("points", "share"):
            return str(said)
        shares = bool(self.sources) and all(source.measure == "share" for source in self.sources)
        return "share" if shares else "points"

    def find(self, method: str) -> tuple[Step, ...]:
        """The steps of one method in this step's history, sources first."""
        return tuple(step for step in self.history() if step.method == method)

    def _walk(self) -> Iterator[Step]:
        for source in self.sources:
            yield from source._walk()
        yield self
