"""Cut the fonts of the PDF down to the letters that names need. Run by hand when the letters or the fonts change.

    apt-get download fonts-inter fonts-noto-core          # then unpack both with dpkg-deb -x FILE fonts
    pip install fonttools && python tools/fonts.py fonts  # writes reports/fonts

The fonts are under the SIL Open Font License without a reserved name, so a subset may keep its name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "reports" / "fonts"

LATIN = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2BB, 0x2BC), (0x300, 0x30C), (0x323, 0x328), (0x370, 0x3FF),
    (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2010, 0x2044), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2116, 0x2122),
    (0x2150, 0x215F), (0x2190, 0x2199), (0x2212, 0x2215), (0x2248, 0x2248), (0x2260, 0x2265), (0x25A1, 0x25A1),
    (0x25CB, 0x25CF), (0x2713, 0x2717),
)  # fmt: skip
"""Latin, Greek and Cyrillic letters, punctuation, currency, fractions, arrows and marks."""

FONTS = {
    "inter/Inter-Regular.otf": LATIN,
    "inter/Inter-SemiBold.otf": LATIN,
    "noto/NotoSansArabic-Regular.ttf": ((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F)),
    "noto/NotoSansHebrew-Regular.ttf": ((0x590, 0x5FF),),
    "noto/NotoSansArmenian-Regular.ttf": ((0x530, 0x58F),),
    "noto/NotoSansGeorgian-Regular.ttf": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)),
    "noto/NotoSansDevanagari-Regular.ttf": ((0x900, 0x97F),),
    "noto/NotoSansThai-Regular.ttf": ((0xE01, 0xE5B),),
    "noto/NotoSansSymbols2-Regular.ttf": ((0x2610, 0x2612),),
}
"""Each font with the ranges of letters that are kept."""


def main(folder: Path) -> None:
    """Write the subsets and the list of the letters that they hold."""
    letters: set[int] = set()
    for name, ranges in FONTS.items():
        source = next(folder.rglob(name))
        options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum", *shaping()])
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
        options.hinting = False
        options.notdef_outline = True
        font = TTFont(source, recalcTimestamp=False)
        kept = set(font.getBestCmap()) & {code for first, last in ranges for code in range(first, last + 1)}
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=kept)
        cutter.subset(font)
        font.save(OUT / source.name)
        letters |= kept
        print(f"{source.name}: {len(kept)} letters, {(OUT / source.name).stat().st_size} bytes")
    (OUT / "letters.txt").write_text("\n".join(lines(sorted(letters))) + "\n", encoding="utf-8")


def shaping() -> list[str]:
    """Return the features without which Arabic, Devanagari and Thai cannot be read."""
    return ["init", "medi", "fina", "isol", "rlig", "nukt", "akhn", "rphf", "blwf", "half", "pstf", "vatu", "cjct",
            "pres", "abvs", "blws", "psts", "haln", "rkrf", "abvm", "blwm", "dist"]  # fmt: skip


def lines(codes: list[int]) -> list[str]:
    """Return code points as ranges, e.g. "20-7e"."""
    starts = [n for n, code in enumerate(codes) if n == 0 or codes[n - 1] != code - 1]
    return [f"{codes[a]:x}-{codes[b - 1]:x}" for a, b in zip(starts, [*starts[1:], len(codes)], strict=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
