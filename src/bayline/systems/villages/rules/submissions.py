"""Submissions of ODK as events: one XML each, that of a form made from a score sheet.

The form computes scores in floating point, so its scores are not taken: they follow exactly from
the occurrences, and what the form shows must be the same. An edited submission names the one it
replaces. Sent twice, it gives the same events under the same ids.

Source: ODK XForms specification 1.0, instances and metadata; OpenRosa metadata schema.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from bayline.engines.documents.office.elements import child, children, local
from bayline.kernel.errors import Words
from bayline.kernel.figures import plain
from bayline.systems.villages.rules import xlsforms as names
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.rules.scoring import left_of, total_of
from bayline.systems.villages.terms.campaigns import Point
from bayline.systems.villages.terms.events import Act, Event, Photo
from bayline.systems.villages.terms.sheets import Item, Method, ScoreSheet

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BYTES_MOST = 2**20
_OCCURRENCES_MOST = 100_000
_PLACES = Decimal("0.0001")  # what floating point leaves of a sum of exact scores
_POINT = 2  # latitude and longitude, then perhaps height and accuracy
_ACCURACY = 3  # where in a position it stands


class Sent(NamedTuple):
    """What comes with a submission: the campaign it is for, and its photos by file name."""

    campaign: str
    photos: Mapping[str, Photo]


def events_of(xml: bytes, sheet: ScoreSheet, sent: Sent) -> tuple[Event, ...]:
    """Read a submission.

    Args:
        xml: The instance, as the device sent it.
        sheet: The edition of the sheet that it was scored by.
        sent: What comes with it.

    Returns:
        A score for each item that was answered, then the submission of the inspector.

    Raises:
        BaylineError: It is too large, no XML, has a document type, is of another form or edition,
            lacks an answer or a photo, or shows a score that does not follow from its answers.
    """
    root = _parsed(xml)
    answers = _Answers(root, sheet)
    scores = tuple(_scores(answers, sheet, sent))
    total = _total(answers, sheet, scores)
    done = answers.event(sent, "~done", act=Act.SUBMITTED, total=total)
    return (*scores, done)


def _total(answers: "_Answers", sheet: ScoreSheet, scores: Iterable[Event]) -> Decimal:
    """Give the total that is shown; where it is the sum but for floating point, the sum itself."""
    exact = total_of(sheet, {one.item: one.score for one in scores if one.score is not None})
    shown = answers.number("total")
    return exact if abs(shown - exact) < _PLACES else _rounded(shown)


def finished_at(xml: bytes) -> datetime:
    """Give when a submission was finished, by the clock of its device.

    Raises:
        BaylineError: It does not say, or is no submission.
    """
    text = child(_parsed(xml), "end")
    try:
        found = datetime.fromisoformat(((text.text if text is not None else "") or "").strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        _bad(
            "",
            ("it does not say when it was finished", "", "correct the clock of the device"),
            ("没有写完成的时间", "", "请校正设备时钟"),
        )
    return found


def instance_named(xml: bytes, sheet: ScoreSheet) -> str:
    """Give what a submission is known by.

    Raises:
        BaylineError: It is no submission, or bears no id.
    """
    return _Answers(_parsed(xml), sheet).id


def form_named(xml: bytes, sheets: Iterable[ScoreSheet]) -> ScoreSheet:
    """Give the score sheet that a submission was filled in by.

    Args:
        xml: The instance.
        sheets: The sheets there are.

    Raises:
        BaylineError: It is no submission, or of another form.
    """
    root = _parsed(xml)
    stated = f"{root.get('id', '')}@{root.get('version', '')}"
    known = {one.id: one for one in sheets}
    if stated not in known:
        listed = ", ".join(known)
        _bad(
            "",
            (f"it is of the form {stated}", f"there are: {listed}", "load the form again"),
            (f"用的表单是{stated}", f"现有：{listed}", "请重新下载表单"),
        )
    return known[stated]


def _parsed(xml: bytes) -> "Element":
    from lxml import etree

    if len(xml) > BYTES_MOST:
        _bad(
            "",
            (f"{len(xml)} bytes", f"a submission has at most {BYTES_MOST}", "send photos as files"),
            (f"有{len(xml)}字节", f"一份提交最多{BYTES_MOST}字节", "照片请作附件上传"),
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        _bad("", ("no XML", str(error), "send it again"), ("不是XML", str(error), "请重新上传"))
    if root.getroottree().docinfo.internalDTD is not None:
        _bad(
            "",
            (
                "it has a document type",
                "submissions need none, and entities are not read",
                "remove it",
            ),
            ("含有文档类型声明", "提交不需要它，也不读实体", "请去掉"),
        )
    return root


def _bad(where: str, en: tuple[str, str, str], zh: tuple[str, str, str]) -> NoReturn:
    raise refusal(where or "submission.xml", Words(*en), Words(*zh))


class _Answers:
    """The answers of a submission, each once."""

    def __init__(self, root: "Element", sheet: ScoreSheet) -> None:
        self._root = root
        self.id = self.text("meta", "instanceID") or ""
        if not self.id:
            _bad(
                "",
                (
                    "it has no instanceID",
                    "without one it cannot be told from others",
                    "send it again",
                ),
                ("没有instanceID", "没有编号就分不清是不是同一份", "请重新上传"),
            )
        stated = f"{root.get('id', '')}@{root.get('version', '')}"
        if stated != sheet.id:
            _bad(
                self.id,
                (f"it is of the form {stated}, not of {sheet.id}", "", "load the form again"),
                (f"用的表单是{stated}，不是{sheet.id}", "", "请重新下载表单"),
            )

    def text(self, *path: str) -> str | None:
        """Give an answer; None where it is not there."""
        found = self._root
        for name in path:
            inside = [*children(found, name)]
            if len(inside) > 1:
                _bad(
                    self.id,
                    (f"{name} is answered {len(inside)} times", "", "send it again"),
                    (f"{name}答了{len(inside)}次", "", "请重新上传"),
                )
            if not inside:
                return None
            found = inside[0]
        return (found.text or "").strip()

    def needed(self, *path: str) -> str:
        """Give an answer that must be there."""
        found = self.text(*path)
        if not found:
            _bad(
                self.id,
                (f"{path[-1]} is not answered", "", "answer it, then send it"),
                (f"{path[-1]}没有填", "", "请填好再上传"),
            )
        return found

    def number(self, *path: str) -> Decimal:
        """Give an answer that must be a number."""
        text = self.needed(*path)
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or abs(found) > _OCCURRENCES_MOST:
            _bad(
                self.id,
                (f"{path[-1]} “{text[:40]}” is no number", "", "correct it"),
                (f"{path[-1]}“{text[:40]}”不是数", "", "请改正"),
            )
        return found

    def count(self, *path: str) -> int:
        """Give an answer that must be a whole number from 0 on."""
        found = self.number(*path)
        if found < 0 or found != found.to_integral_value():
            _bad(
                self.id,
                (f"{path[-1]} is {found}", "occurrences are counted from 0 on", "correct it"),
                (f"{path[-1]}是{found}", "处数是0以上的整数", "请改正"),
            )
        return int(found)

    def groups(self, *path: str) -> "Iterator[Element]":
        """Give the groups of a repeat."""
        return children(child(self._root, *path[:-1]), path[-1])

    def moment(self) -> datetime:
        """Give when it was finished."""
        text = self.needed("end")
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            _bad(
                self.id,
                (f"end “{text[:40]}” is no time", "", "correct the clock of the device"),
                (f"end“{text[:40]}”不是时间", "", "请校正设备时钟"),
            )

    def place(self) -> tuple[Point | None, int]:
        """Give where it was filled in, and how far off that may be; None where nobody says."""
        parts = (self.text("place") or "").split()
        try:
            numbers = [Decimal(one) for one in parts]
        except InvalidOperation:
            numbers = []
        if len(numbers) < _POINT or not all(one.is_finite() for one in numbers):
            return None, 0
        accuracy = numbers[_ACCURACY] if len(numbers) > _ACCURACY else Decimal(0)
        return (numbers[1], numbers[0]), int(min(max(accuracy, Decimal(0)), Decimal(10**6)))

    def event(self, sent: Sent, suffix: str, **rest: object) -> Event:
        """Make an event of it; those of one submission have its id in common."""
        told: dict[str, object] = {
            "id": f"{self.id}#{suffix}",
            "campaign": sent.campaign,
            "village": self.needed("village"),
            "at": self.moment(),
            "by": self.needed("inspector"),
            "device": self.text("device") or "",
            "round": self.count("round"),
            **rest,
        }
        return Event(**told)  # type: ignore[arg-type]  # the members of an event, by their names


def _scores(answers: _Answers, sheet: ScoreSheet, sent: Sent) -> Iterator[Event]:
    replaced = answers.text("meta", "deprecatedID")
    for item in sheet.items:
        group = item.code + names.GROUP
        if answers.text(group) is None:
            continue
        zeroed = tuple((answers.text(group, item.code + names.ZERO) or "").split())
        score = _score(answers, item, sheet.method, is_zeroed=bool(zeroed))
        yield answers.event(
            sent,
            item.code,
            act=Act.SCORED,
            sheet=sheet.id,
            item=item.code,
            score=score,
            zeroed=zeroed,
            visited=tuple(_visited(answers, item)),
            photos=_photos(answers, item, sent),
            reason=answers.text(group, item.code + names.REASON) or "",
            replaces=f"{replaced}#{item.code}" if replaced else "",
        )


def _score(answers: _Answers, item: Item, method: Method, *, is_zeroed: bool) -> Decimal:
    """Compute what is left; what the form shows must be the same but for floating point."""
    group = item.code + names.GROUP
    shown = _rounded(answers.number(group, item.code + names.SCORE))
    if method is Method.WEIGHTED:
        return shown
    count = answers.count(group, item.code + names.COUNT)
    left = left_of(item, count, zeroed=is_zeroed)
    if shown != left:
        _bad(
            answers.id,
            (
                f"item “{item.code}” shows {shown}, {count} occurrences leave {left}",
                "scores follow from the occurrences",
                "load the form again and send it once more",
            ),
            (
                f"“{item.code}”显示{shown}分，{count}处应得{left}分",
                "得分由处数算出",
                "请重新下载表单再上传",
            ),
        )
    return left


def _rounded(number: Decimal) -> Decimal:
    return Decimal(plain(number.quantize(_PLACES)))


def _visited(answers: _Answers, item: Item) -> Iterator[tuple[str, int]]:
    for one in answers.groups(item.code + names.GROUP, item.code + names.VISITED):
        said = {local(inner): (inner.text or "").strip() for inner in one}
        part, count = said.get(item.code + names.PART), said.get(item.code + names.IN_PART, "")
        if part and count.isdecimal() and len(count) < len(str(_OCCURRENCES_MOST)):
            yield part, int(count)


def _photos(answers: _Answers, item: Item, sent: Sent) -> tuple[Photo, ...]:
    name = answers.text(item.code + names.GROUP, item.code + names.PHOTO)
    if not name:
        return ()
    photo = sent.photos.get(name)
    if photo is None:
        _bad(
            answers.id,
            (f"the photo {name[:80]} was not sent with it", "", "send it again with its photos"),
            (f"照片{name[:80]}没有一起上传", "", "请连同照片重新上传"),
        )
    place, accuracy = answers.place()
    if photo.position is None and place is not None:
        return (photo._replace(position=place, accuracy_m=accuracy),)
    return (photo,)
