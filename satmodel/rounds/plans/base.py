"""What the parts of a round's plan share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Text = str | dict[str, str]
"""Text in one language for all, or by language: ``{zh = "…", en = "…"}``."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def text_in(text: Text | None, language: str) -> str | None:
    """A text in one language; where it is given only in others, in the first of those."""
    if text is None or isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()))
