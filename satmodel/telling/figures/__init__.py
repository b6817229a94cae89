"""Figures: one file a kind of chart.

The file ``<kind>.py`` draws the charts of that kind. It has three functions: ``plan(chart, writer)`` says how much room
the chart needs, ``paint(chart, canvas)`` draws it, ``facts(chart)`` gives the values of the sentence that tells the
picture in words (``"<kind>.alt"`` of each language). The columns a kind needs, by role, stand at the top of its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from io import BytesIO, StringIO
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from satmodel.errors import NotEstimable, SettingError
from satmodel.result import Chart, Result
from satmodel.telling.figures._canvas import Canvas, Plan
from satmodel.telling.figures._typeface import families
from satmodel.telling.language import Language
from satmodel.telling.language import language as find_language
from satmodel.telling.words import chosen
from satmodel.telling.writer import Writer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Drawn(NamedTuple):
    """A figure as files.

    Attributes:
        png: the picture, 200 dots an inch.
        svg: the picture as SVG, its texts as outlines.
        alt: the picture in words.
    """

    png: bytes
    svg: str
    alt: str


class _Kind(Protocol):
    def plan(self, chart: Chart, writer: Writer) -> Plan: ...
    def paint(self, chart: Chart, canvas: Canvas) -> None: ...
    def facts(self, chart: Chart) -> dict[str, Any]: ...


def kinds() -> tuple[str, ...]:
    """The kinds of chart that can be drawn."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if not found.name.startswith("_")))


def draw(
    result: Result,
    *,
    language: str | Language,
    ax: Axes | None = None,
    decimals: int = 2,
    labels: Mapping[Any, str] | None = None,
) -> Axes:
    """Draw a result's chart.

    Args:
        result: any result with a chart.
        language: a language, or its code.
        ax: the axes to draw on; those of a new pyplot figure by default.
        decimals: decimals of points.
        labels: what to print for names in the data.

    Returns:
        The axes. None of matplotlib's settings are changed; the texts carry their own font.

    Raises:
        SettingError: the result has no chart, its kind cannot be drawn, or the language is not known.
        NotEstimable: the chart has no rows.
    """
    chart, kind = _chart(result)
    writer = Writer(_spoken(language), decimals, labels, result.step.measure)
    plan = kind.plan(chart, writer)
    if ax is None:
        from matplotlib import pyplot

        height = plan.height * len(plan.parts)
        _, ax = pyplot.subplots(figsize=(plan.width, height), layout="constrained")
    kind.paint(chart, Canvas(ax, writer, families("".join(_texts(chart, writer))), plan.font))
    return ax


def render(
    result: Result,
    *,
    language: str | Language,
    decimals: int = 2,
    labels: Mapping[Any, str] | None = None,
    simulated: bool = False,
) -> Drawn:
    """Draw a result's chart into files that are the same, byte for byte, whenever the numbers are.

    Args:
        result: any result with a chart.
        language: a language, or its code.
        decimals: decimals of points.
        labels: what to print for names in the data.
        simulated: whether to mark the picture as one of simulated data.

    Returns:
        The picture as PNG and SVG, and in words. It fits the width of an A4 page's text.

    Raises:
        SettingError: the result has no chart, its kind cannot be drawn, or the language is not known.
        NotEstimable: the chart has no rows.
    """
    import matplotlib

    chart, kind = _chart(result)
    writer = Writer(_spoken(language), decimals, labels, result.step.measure)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {"svg.fonttype": "path", "svg.hashsalt": "satmodel", "axes.formatter.useoffset": False}
        )
        figure = _figure(chart, kind, writer, simulated)
        png, svg = BytesIO(), StringIO()
        figure.savefig(png, format="png", dpi=200, metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return Drawn(png.getvalue(), svg.getvalue(), _alt(chart, kind, writer))


def _figure(chart: Chart, kind: _Kind, writer: Writer, simulated: bool) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    plan = kind.plan(chart, writer)
    family = families("".join(_texts(chart, writer)))
    figure = Figure(figsize=(plan.width, plan.height + (0.2 if simulated else 0)), layout="constrained")
    FigureCanvasAgg(figure)
    canvases = [
        Canvas(ax, writer, family, plan.font, narrow=len(plan.parts) > 1)
        for ax in figure.subplots(1, len(plan.parts), squeeze=False)[0]
    ]
    for part, canvas in zip(plan.parts, canvases, strict=True):
        kind.paint(part, canvas)
    _share(canvases, writer, plan)
    if simulated:
        words = writer.language.pictures["simulated"]
        figure.suptitle(words, x=0.995, ha="right", fontsize=plan.font, fontfamily=family, color="#8a2b2b")
    return figure


def _share(canvases: list[Canvas], writer: Writer, plan: Plan) -> None:
    """Give parts that stand side by side the same scale and the same height of a row."""
    if len(canvases) < 2:
        return
    left = min(canvas.ax.get_xlim()[0] for canvas in canvases)
    right = max(canvas.ax.get_xlim()[1] for canvas in canvases)
    tall = max(canvas.ax.get_ylim()[0] for canvas in canvases)
    for canvas in canvases:
        canvas.ax.set_xlim(left, right)
        canvas.ax.set_ylim(tall, canvas.ax.get_ylim()[1])


def _alt(chart: Chart, kind: _Kind, writer: Writer) -> str:
    values = kind.facts(chart) | {"measure": writer.measure}
    told = values.pop("picture", f"{chart.kind}.alt")
    return writer.fill(chosen(writer.language.pictures, told, values)[""], values)


def _chart(result: Result) -> tuple[Chart, _Kind]:
    chart = result.chart
    if chart is None:
        raise SettingError("this result has no chart; its table says it all")
    if chart.kind not in kinds():
        raise SettingError(f"there is no picture for the chart {chart.kind!r}; there are {', '.join(kinds())}")
    if not len(chart.data):
        raise NotEstimable("the chart has no rows: nothing could be estimated; the result's apart says why")
    kind: Any = import_module(f"{__name__}.{chart.kind}")
    return chart, kind


def _spoken(language: str | Language) -> Language:
    return find_language(language) if isinstance(language, str) else language


def _texts(chart: Chart, writer: Writer) -> Iterator[str]:
    """Every text that the figure may print."""
    language = writer.language
    for texts in (language.pictures, language.words, language.verdicts, language.heads):
        yield from texts.values()
    yield from (writer.labels or {}).values()
    named = chart.data.select_dtypes(exclude="number")
    yield from (str(value) for column in named for value in named[column])
    yield from (str(value) for value in chart.marks.values())
