"""Documents with one block of each kind, with made-up texts, for the tests of the writers."""

from __future__ import annotations

import struct
import zlib

from satmodel.telling.formats.document import (
    Block,
    Column,
    Contents,
    Document,
    FigureBlock,
    FormulaBlock,
    Heading,
    Inline,
    Items,
    Math,
    PageBreak,
    Paragraph,
    Ref,
    TableBlock,
    Terms,
    Text,
)

ZH = Terms(
    table="表 {number}",
    figure="图 {number}",
    formula="式 {number}",
    formula_number="({number})",
    section="“{heading}”",
    caption="{label}　{text}",
    note="注：",
    contents="目录",
    page="第 {page} 页，共 {pages} 页",
    text_sheet="说明",
    nothing="—",
    numerals="han",
)
EN = Terms(
    table="Table {number}",
    figure="Figure {number}",
    formula="Equation {number}",
    formula_number="({number})",
    section="Section {number}",
    caption="{label}. {text}",
    note="Note: ",
    contents="Contents",
    page="Page {page} of {pages}",
    text_sheet="Notes",
    nothing="–",
)
HOSTILE = (
    "<script>alert(1)</script> & \"both\" 'quotes' #typst[x] $x$ _a_ *b* `c` @d \\ {{ x }} {% y %} </w:t> "
    "=cmd|' /C calc'!A0"
)
HASH = "9f2c5e0c1a7b43d2e8f6091b2c3d4e5f60718293a4b5c6d7e8f9010203040506"
SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="40pt" height="20pt"><metadata/><defs><style>*{stroke-linecap: butt}</style><path id="p" d="M0 0h40v20z"/>'
    '<clipPath id="c"><rect width="40" height="20"/></clipPath></defs>'
    '<g clip-path="url(#c)"><use xlink:href="#p"/></g></svg>'
)
FORMULAS = (
    r"\hat{\theta}_j-\hat{\theta}_k\pm c_{1-\alpha}\sqrt{V_{jj}+V_{kk}-2V_{jk}}",
    r"V=\sum_h(1-f_h)\frac{n_h}{n_h-1}\sum_j(T_{hj}-\bar T_h)(T_{hj}-\bar T_h)^{\top}",
    r"\phi_i=\sum_{S\subseteq N\setminus\{i\}}\frac{|S|!(p-|S|-1)!}{p!}\left[R^2(S\cup\{i\})-R^2(S)\right]",
    r"\widehat{\mathrm{Var}}(\hat\beta)=(X^\top X)^{-1}X^\top\operatorname{diag}"
    r"\left[\frac{\hat\varepsilon_i^2}{(1-h_{ii})^2}\right]X(X^\top X)^{-1}",
    r"\text{综合得分}=\frac16\sum_{k=1}^{6}s_k",
    r"\frac{\hat p+\frac{z^2}{2n}\pm z\sqrt{\frac{\hat p(1-\hat p)}{n}+\frac{z^2}{4n^2}}}{1+\frac{z^2}{n}}",
    r"\max_{i\neq j}\left|\frac{a_i}{b_j}\right|>c,\quad L_j=1+\#\{k:\ \text{下限}_{jk}>0\}",
    r"f(x)=\begin{cases}1,&x\le 0\\0,&\text{otherwise}\end{cases}",
    r"\begin{aligned}a&=b+c\\&=\begin{pmatrix}1&0\\0&1\end{pmatrix}\end{aligned}",
    r"\mathbb{1}\{x>0\}\sim\mathcal{N}(0,1),\ \operatorname{Var}(\mathbf{X}\boldsymbol{\beta})=\mathrm{deff}\cdot s^2",
    r"\operatorname*{arg\,max}_{b}\ell(b)+\int_0^1 f(t)\,dt+\binom{n}{k}\sqrt[3]{x'_i}\times 10\%",
    r"\overline{x+y}\,\underbrace{a+b}_{n}\ge\left\{a\,\middle|\,b\right\}\in[0,1)\;\log\frac12-1.25\lfloor x\rfloor",
)
TOWNS = ("城关镇", "河口镇", "东风街道", "青山乡")


def png(width: int = 4, height: int = 2) -> bytes:
    """A white picture of the given size in pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def figure(key: str = "chart", **changes) -> FigureBlock:
    return FigureBlock(**{"key": key, "caption": "位次", "png": png(), "svg": SVG, "alt": "四个单位的位次"} | changes)


def scores(key: str = "scores") -> TableBlock:
    """A table with raw numbers, references and formulas in its cells, a cell without content and two notes."""
    rows = [
        (town, f"{88.95 - i:.2f}", f"[{87 - i}.00, {90 - i}.00]", (Ref("gap"), Math("p<0.05")))
        for i, town in enumerate(TOWNS)
    ]
    rows.append((HOSTILE, None, "–1.00", HASH))
    values = [(town, 88.954 - i, None, None) for i, town in enumerate(TOWNS)] + [(None, None, None, None)]
    columns = (
        Column("单位"),
        Column("得分", align="right", kind="number", number_format="0.00"),
        Column("区间", align="center", kind="number"),
        Column("依据"),
    )
    return TableBlock(key, "各单位得分", columns, rows, values, ("第一条注。", "第二条注。"))


def wide(key: str = "wide") -> TableBlock:
    """A table that no upright page can hold."""
    columns = [Column("单位"), *(Column(f"项目{i}", align="right", kind="number") for i in range(11))]
    rows = [(town, *[f"{90 - i}.00 ± 0.85" for i in range(11)]) for town in TOWNS]
    return TableBlock(key, "分项得分", columns, rows)


def document(language: str = "zh", *, banner: str | None = "模拟数据", extra: tuple[Block, ...] = ()) -> Document:
    blocks: list[Block] = [
        Contents(),
        Paragraph("两者名次不能确认。", style="lead"),
        Heading("样本", key="sample"),
        Paragraph(_references()),
        scores(),
        Paragraph((Text("可以确认", bold=True), Text("：甲高于乙。\n第二行", italic=True)), style="finding"),
        figure(notes=("误差线为区间。",)),
        Heading("方法", key="methods"),
        Heading("方差", level=2, key="variance"),
        FormulaBlock("gap", FORMULAS[0]),
        *(FormulaBlock(f"formula{i}", latex) for i, latex in enumerate(FORMULAS[1:])),
        FormulaBlock("bare", "a=b", numbered=False),
        Items(("其一", (Text("其二，按"), Ref("gap")))),
        Items(("先", "后"), ordered=True),
        Items(("再", "终"), ordered=True),
        PageBreak(),
        Heading("附表", numbered=False, key="annex"),
        wide(),
        Heading("细节", level=3),
        Paragraph(HOSTILE, style="note"),
        Paragraph(f"指纹 {HASH}"),
        *extra,
    ]
    terms = ZH if language == "zh" else EN
    return Document(
        "某县方法附录", "上半年", language, blocks, terms, banner=banner, subject="方法", keywords=("满意度", "位次")
    )


def _references() -> tuple[Inline, ...]:
    keys = ("scores", "chart", "gap", "methods", "variance", "annex")
    named = (part for key in keys for part in (Text("见“表”——"), Ref(key)))
    return (*named, Math(r"c_{1-\alpha}"))
