"""Make the bundled font: a subset of Noto Sans CJK SC under another name, and the list of its characters.

Run it where fontTools and a Noto Sans CJK collection (version 2.004) are installed:

    python docs/fonts/make_subset.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

The same source and the same fontTools give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "SatModel Sans SC"
POSTSCRIPT = "SatModelSansSC-Regular"
FACE = 2  # Noto Sans CJK SC within the collection
HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "satmodel" / "telling" / "fonts"

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin tones
    (0x02C6, 0x02DD),
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x0451),  # Cyrillic, as in GB 2312
    (0x2000, 0x214F),  # punctuation, super- and subscripts, currency, letterlike
    (0x2150, 0x22FF),  # number forms, arrows, operators
    (0x2460, 0x249B),  # enclosed numbers
    (0x2500, 0x27BF),  # box drawing, geometric shapes, symbols, dingbats
    (0x3000, 0x303F),  # CJK punctuation
    (0x3380, 0x33DF),  # units
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
)
NAMES = {1: FAMILY, 2: "Regular", 3: f"2.004;{POSTSCRIPT}", 4: FAMILY, 6: POSTSCRIPT}
KEPT = {0, 5, 7, 8, 9, 10, 11, 12, 13, 14}  # copyright, version, trademark, makers, licence


def wanted() -> set[int]:
    """The code points asked for: GB 2312, the ranges above and the characters of ``names.txt``."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))}
    lines = (HERE / "names.txt").read_text("utf-8").splitlines()
    named = {ord(sign) for line in lines if not line.startswith("#") for sign in line}
    return gb2312 | named | {code for low, high in RANGES for code in range(low, high + 1)}


def cut(source: Path) -> TTFont:
    """The collection's face with the wanted characters alone, without hints and without vertical writing."""
    font = TTFont(source, fontNumber=FACE, recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=["kern", "ccmp", "mark", "mkmk"], notdef_outline=True, name_IDs=["*"]
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted() & set(font.getBestCmap()))
    cutter.subset(font)
    return font


def rename(font: TTFont) -> None:
    """Give the subset its own name, so that it never stands in for an installed Noto; keep the notices."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in KEPT]
    for number, text in NAMES.items():
        table.setName(text, number, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames = [POSTSCRIPT]
    outlines[0].FullName = outlines[0].FamilyName = FAMILY


def main(source: Path) -> None:
    """Write the font and ``characters.txt``."""
    font = cut(source)
    rename(font)
    font.save(TARGET / f"{POSTSCRIPT}.otf")
    covered = "".join(chr(code) for code in sorted(font.getBestCmap()))
    (TARGET / "characters.txt").write_text(covered + "\n", "utf-8")
    size = (TARGET / f"{POSTSCRIPT}.otf").stat().st_size
    print(f"{len(covered)} characters, {size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
