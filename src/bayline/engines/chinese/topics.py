"""What a paragraph is about: the term it explains, its heading, the place it opens with."""

import re
from bisect import bisect_right

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.scene import Scene
from bayline.engines.chinese.subjects import (
    PLACES,
    definition_term,
    ends_as_thing,
    is_unit,
    with_works,
)
from bayline.engines.chinese.terms import NameKind, Span

_FAR = 1 << 60
_LONGEST_HEADING = 30  # characters
_NUMBERING = re.compile(r"\s*(?:#{1,6}\s*)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?")
_ENDS = "。；，：;,:、"
_OPENERS = frozenset(
    ("", "与此同时", "同时", "目前", "近年来", "据悉", "据了解", "此外", "其中", "当前", "如今")
)
_SHARE_CODE = re.compile(r"[（(]\d{4,6}")
_SEATS = "市区县镇乡村旗"
_LABEL = re.compile(r"[ \u3000]*(?:【[^】\n]{1,14}】|〔[^〕\n]{1,30}〕)[ \u3000]*")
_NEWS = re.compile(r"记者|通讯员|[本]?[网报]讯|仪式|举行|召开")
_COMMUNIQUE = re.compile(r"统计公报|初步核算|初步统计")
_HEAD = 600  # characters in which a communiqué says that it is one
_LONGEST_ENTRY = 4000  # characters of an entry of a yearbook
_BUILT = ("项目", "工程")
_OPENING = 14  # characters of a time or an opener before the place a paragraph opens with


class Topics:
    """Gives the topic of each paragraph of a text.

    Args:
        scene: The text with its paragraphs and names.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene, self._text = scene, scene.folded
        self._paragraphs = scene.paragraphs
        self._headed: Span | None = None  # the thing named in the last heading
        self._seen = -1  # paragraphs looked at for headings
        self._firms = {
            self._text[name.start : name.end]
            for name in scene.names.all
            if name.kind is NameKind.ORGANISATION and _SHARE_CODE.match(self._text, name.end)
        }
        self._entry: Span | None = None  # the place that an entry of a yearbook is on
        self._has_figures = False  # whether a paragraph asked for had figures

    def number(self, position: int) -> int:
        """Return which paragraph a position lies in, -1 before the first."""
        return bisect_right(self._paragraphs, (position, _FAR)) - 1

    def start(self, number: int, default: int) -> int:
        """Return where a paragraph begins."""
        return self._paragraphs[number].start if 0 <= number < len(self._paragraphs) else default

    def of(self, number: int, first_figure: int) -> Span | None:
        """Return what a paragraph is about, as far as it is said before its first figure.

        Args:
            number: Which paragraph; they are asked for in text order.
            first_figure: Where its first figure stands.
        """
        if not 0 <= number < len(self._paragraphs):
            return None
        headed = self._heading_before(number)
        paragraph = self._paragraphs[number]
        term = definition_term(self._text, paragraph)
        region = self._region(paragraph, first_figure)
        self._note_entry(paragraph, region)
        return term or region or headed or self._entry

    def turned_to(self, sentence: Span, first_figure: int) -> Span | None:
        """Return the county, town … to which a sentence turns: 2010年，某区公路里程…."""
        place = self._opened_by(sentence, first_figure)
        return place if place and self._text[place.end - 1] in _SEATS else None

    def _opened_by(self, sentence: Span, first_figure: int) -> Span | None:
        for name in self._scene.names.within(sentence.start, sentence.start + _OPENING):
            opens = name.kind in PLACES and is_unit(name, self._text)
            opens = opens or self._text[name.start : name.end] in self._firms
            opens = opens and not self._text.startswith(_BUILT, name.end)
            if opens and name.end <= first_figure and self._stands_alone(name.start, sentence):
                return with_works(self._text, Span(name.start, name.end))
        return None

    def _note_entry(self, paragraph: Span, region: Span | None) -> None:
        """Keep the place with which an entry opens: 【概况】2008年，某市辖12个乡…."""
        is_first, self._has_figures = not self._has_figures, True
        if region is None:
            return
        if not is_first or len(self._text) > _LONGEST_ENTRY:
            self._entry = None
            return
        is_word = self._text[region.start : region.end] in lexicon().region_words
        if is_word and _COMMUNIQUE.search(self._text, 0, _HEAD) is None:
            return
        is_news = _NEWS.search(self._text, 0, paragraph.end) is not None
        self._entry = None if is_news else region

    def _heading_before(self, number: int) -> Span | None:
        for index in range(self._seen + 1, number):
            line = self._paragraphs[index]
            if index == 0 and self._scene.home is not None:
                continue  # the title, which speaks of its place as well
            if line.end - line.start <= _LONGEST_HEADING:
                self._headed = self._thing(line)
        self._seen = max(self._seen, number - 1)
        return self._headed

    def _thing(self, line: Span) -> Span | None:
        """The project or place that a short line names, and nothing else."""
        start = _NUMBERING.match(self._text, line.start, line.end)
        begin = start.end() if start else line.start
        words = self._text[begin : line.end].rstrip()
        if not words or words[-1] in _ENDS or not ends_as_thing(words):
            return None
        return Span(begin, begin + len(words))

    def _region(self, paragraph: Span, first_figure: int) -> Span | None:
        """A whole-region word, or the place that opens the paragraph, before its first figure."""
        for match in lexicon().regions.finditer(self._text, paragraph.start, first_figure):
            if match[0] != "全国":
                return Span(*match.span())
        label = _LABEL.match(self._text, paragraph.start, paragraph.end)
        start = label.end() if label is not None else paragraph.start
        return self._opened_by(Span(start, paragraph.end), first_figure)

    def _stands_alone(self, position: int, paragraph: Span) -> bool:
        """Whether nothing but a time or a bracket stands before a name."""
        before = self._text[paragraph.start : position].strip(" \u3000，,（(【")
        return before in _OPENERS or any(
            time.start <= paragraph.start + 1 and time.end >= position - 1
            for time in self._scene.times_within(paragraph.start, position)
        )
