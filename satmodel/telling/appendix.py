"""The methodology appendix: results in, a finished document out, in four formats and every language."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from satmodel.errors import SettingError
from satmodel.result import Result
from satmodel.telling import back, front
from satmodel.telling.audit import all_steps
from satmodel.telling.context import Context
from satmodel.telling.formats.document import Block, Contents, Document, Heading, Paragraph, Terms
from satmodel.telling.front import Card
from satmodel.telling.language import language as find_language
from satmodel.telling.outcomes import outcome

FORMATS = ("docx", "html", "pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Results under one heading, with a note for the reader."""

    title: str
    results: tuple[Result, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Appendix:
    """A methodology appendix: key findings, design, results, methods, limitations, disclosure, reproduction.

    Attributes:
        results: the results in the order in which they are shown, or chapters of them.
        language: ``"zh"`` or ``"en"``.
        instrument: the instrument card; what it leaves out is printed as not supplied.
        title: the survey's name; a general title by default.
        simulated: whether the data are simulated; every page, table and figure then says so.
        decimals: decimals of points.
        labels: what to print for names in the data, such as ``{"看病就医": "medical care"}``.
        notes: what the reader must know beside the card.

    The methods section, the references, the settings and the fingerprints of the files are written from the steps that
    made the results. The same results give the same bytes.

    Examples:
        >>> import satmodel as sat
        >>> lead = sat.gaps(sat.estimates([83.78, 80.63], se=[0.5, 0.5], names=["A", "B"]), pairs="first")
        >>> Appendix([lead], language="en").document().title
        'Methodology appendix'
    """

    results: Sequence[Result | Chapter]
    language: str = "zh"
    instrument: Card | None = None
    title: str | None = None
    simulated: bool = False
    decimals: int = 2
    labels: Mapping[Any, str] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def document(self, *, workbook: bool = False) -> Document:
        """The appendix as a document that every writer takes.

        Args:
            workbook: give every number a cell of its own, and no figures.

        Raises:
            SettingError: there is no result, or the language is not known.
        """
        chapters = self._chapters()
        results = tuple(result for chapter in chapters for result in chapter.results)
        steps = all_steps(result.step for result in results)
        context = self._context(results, workbook)
        card = {} if self.instrument is None else self.instrument.supplied()
        blocks: list[Block] = [
            *front.key_findings([(chapter.title, chapter.results) for chapter in chapters], context),
            Contents(),
            *front.card_chapter(self.instrument, tuple(self.notes), context),
            *front.scoring_chapter(steps, context),
            *_body(chapters, context),
            *back.methods_chapter(steps, context),
            *back.limits_chapter(results, steps, context),
            *back.disclosure_chapter(card, steps, context),
            *back.audit_chapter(steps, context),
            *back.references_chapter(steps, context),
        ]
        words = context.language.book("appendix")
        return Document(
            self.title or context.word("title"),
            context.word("title") if self.title else context.word("subtitle"),
            self.language,  # type: ignore[arg-type]
            blocks,
            Terms(**words.DOCUMENT),
            banner=context.word("simulated") if self.simulated else None,
        )

    def captions(self) -> tuple[str, ...]:
        """The title of each result, in the order in which they are shown."""
        results = tuple(result for chapter in self._chapters() for result in chapter.results)
        context = self._context(results, workbook=False)
        return tuple(context.caption(result) for result in results)

    def render(self, kind: str) -> bytes:
        """The appendix in one format: ``"docx"``, ``"html"``, ``"pdf"`` or ``"xlsx"``.

        Raises:
            SettingError: the format is not known, or the package that makes PDFs is not installed.
        """
        return written(self.document(workbook=kind == "xlsx"), kind)

    def save(self, path: str | Path) -> Path:
        """Write the appendix; the format is that of the name's ending. Written whole or not at all.

        Raises:
            SettingError: the ending names no format.
        """
        place = Path(path)
        content = self.render(place.suffix.removeprefix(".").lower())
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_name(f".{place.name}.partial")
        partial.write_bytes(content)
        os.replace(partial, place)
        return place

    def _chapters(self) -> tuple[Chapter, ...]:
        if not self.results:
            raise SettingError("an appendix needs at least one result")
        chapters = [part for part in self.results if isinstance(part, Chapter)]
        loose = tuple(part for part in self.results if not isinstance(part, Chapter))
        return (*chapters, Chapter("", loose)) if loose else tuple(chapters)

    def _context(self, results: Sequence[Result], workbook: bool) -> Context:
        published = [step for result in results for step in result.step.find("published")]
        bases = {(step.settings.get("limits"), step.settings.get("sd")) for step in published}
        return Context(
            find_language(self.language), self.decimals, self.labels, self.simulated, len(bases) > 1, workbook
        )


def written(document: Document, kind: str) -> bytes:
    """A document in one format: ``"docx"``, ``"html"``, ``"pdf"`` or ``"xlsx"``.

    Raises:
        SettingError: the format is not known, or the package that makes PDFs is not installed.
    """
    if kind not in FORMATS:
        raise SettingError(f"there is no format {kind!r}; the formats are {', '.join(FORMATS)}")
    content: bytes = import_module(f"satmodel.telling.formats.{kind}").write(document)
    return content


def _body(chapters: tuple[Chapter, ...], context: Context) -> list[Block]:
    blocks: list[Block] = []
    count = 0
    for number, chapter in enumerate(chapters, 1):
        blocks.append(Heading(chapter.title or context.word("results"), key=f"chapter-{number}"))
        if chapter.note:
            blocks.append(Paragraph(chapter.note, "note"))
        for result in chapter.results:
            count += 1
            blocks.append(Heading(context.caption(result), level=2, key=f"result-{count}"))
            blocks += outcome(result, str(count), context)
    return blocks
