"""Free fonts for reports: which are on this machine, and which bytes they are."""

import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bayline.kernel.errors import BaylineError, Words

if TYPE_CHECKING:
    from typst import Fonts

# Free families with all characters of simplified Chinese, those for print first.
HAN = (
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
LATIN = "Libertinus Serif"  # comes with typst
SETTING = "BAYLINE_FONTS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The fonts that a report is set in.

    Attributes:
        fonts: All that were found, ready for typst.
        han: The family of Chinese characters.
        digest: SHA-256 of its files, in the order of their names.
        typst: Version of typst.
    """

    fonts: "Fonts"
    han: str
    digest: str
    typst: str


@lru_cache(maxsize=4)
def chosen(folder: str = "") -> Chosen:
    """Look for fonts, once in each process.

    Args:
        folder: Where else to look; the setting `BAYLINE_FONTS` if empty.

    Raises:
        BaylineError: No font with Chinese characters is there: which would do, and how to get one.
    """
    import typst

    paths: list[str] = [*filter(None, [folder or os.environ.get(SETTING, "")])]
    fonts = typst.Fonts(
        include_system_fonts=not paths, include_embedded_fonts=True, font_paths=paths
    )
    families = {one.family for one in fonts.fonts()}
    han = next((name for name in HAN if name in families), "")
    if not han:
        raise _missing()
    files = {str(one.path) for one in fonts.fonts() if one.family == han and one.path}
    digest = sha256()
    for file in sorted(files, key=lambda name: Path(name).name):
        digest.update(Path(file).read_bytes())
    return Chosen(fonts=fonts, han=han, digest=digest.hexdigest(), typst=version("typst"))


def _missing() -> BaylineError:
    listed = ", ".join(HAN)
    return BaylineError(
        "no font with Chinese characters is on this machine",
        why=f"a PDF embeds one of {listed}",
        do=f"type apt-get install fonts-noto-cjk, or name a folder of fonts in {SETTING}",
        zh=Words(
            "这台机器上没有中文字体",
            f"PDF要嵌入{listed}之一",
            f"请运行apt-get install fonts-noto-cjk，或用{SETTING}指明字体文件夹",
        ),
    )


def lacking(characters: str) -> BaylineError:
    """Refuse to set what no font can show, instead of printing empty boxes."""
    return BaylineError(
        f"no font of this machine shows “{characters[:20]}”",
        why="it would be printed as an empty box",
        do="type apt-get install fonts-noto-cjk, or write it otherwise",
        zh=Words(
            f"这台机器的字体都没有“{characters[:20]}”",
            "印出来会是空框",
            "请运行apt-get install fonts-noto-cjk，或换一种写法",
        ),
    )
