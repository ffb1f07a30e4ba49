"""Tasks as lists and pages show them: names of units, colors computed by the rules in force."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.task_context import (
    ColorView,
    SideView,
    State,
    TaskLine,
    WaitView,
)
from bayline.systems.cooperation.queries import lives_of
from bayline.systems.cooperation.queries.registers import organisation_names, own_organisations
from bayline.systems.cooperation.queries.supervision import Followed, in_force
from bayline.systems.cooperation.rules.escalating.books import Color, RuleBook
from bayline.systems.cooperation.rules.escalating.lamps import lamp
from bayline.systems.cooperation.rules.escalating.slips import Slip, standing
from bayline.systems.cooperation.rules.listing import Line
from bayline.systems.cooperation.terms import Life, Stage, Wait


class Told:
    """What lists of tasks need to know, asked for in few questions.

    Args:
        lines: The tasks.
        ways: How pages are named.
        today: The day.
        lives: Those of the tasks whose histories are at hand.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        ways: Addresses,
        today: date,
        lives: Mapping[str, Life] | None = None,
    ) -> None:
        self.ways, self.today = ways, today
        codes = {unit for line in lines for side in line.sides for unit in side.units}
        self.names = organisation_names(codes)
        self.own = own_organisations({side.code for line in lines for side in line.sides})
        self.rules: Followed = in_force()
        slipped = [line.task for line in lines if line.has_slips and line.stage in _OPEN]
        self._lives = lives_of(slipped) if lives is None else lives

    def name(self, code: str) -> str:
        """Name an organisation."""
        return self.names.get(code, code)

    def line(self, line: Line) -> TaskLine:
        """Show a task in a list."""
        look, word = words.stage_word(line.stage)
        return TaskLine(
            task=line.task,
            title=line.title,
            address=self.address(line.task),
            state=State(code=line.stage.value, look=look, word=word),
            sides=tuple(self._sides(line)),
            due=line.due,
            days_left=(line.due - self.today).days,
            is_urgent=line.is_urgent,
            color=self.color(line),
            waits=tuple(self.wait(one) for one in line.waits),
            refused=line.refused,
        )

    def address(self, task: str) -> str:
        """Give the address of a task."""
        return self.ways.to(f"/cooperation/tasks/{quote(task)}")

    def wait(self, wait: Wait) -> WaitView:
        """Show what a task waits for."""
        return WaitView(
            side=wait.side,
            side_name=self.name(wait.side),
            act=wait.act.value,
            word=words.wait_word(wait.act),
            unit_name=self.name(wait.unit),
            is_own=wait.side in self.own,
        )

    def _sides(self, line: Line) -> Iterable[SideView]:
        life = self._lives.get(line.task)
        for side in line.sides:
            yield SideView(
                code=side.code,
                name=self.name(side.code),
                lead=self.name(side.lead),
                joint=tuple(map(self.name, side.joint)),
                is_own=side.code in self.own,
                is_owing=life is not None and side.code in life.terms.reporters,
                has_accepted=life is not None and side.code in life.accepted,
                has_closed=life is not None and side.code in life.closings,
            )

    def slips(self, life: Life) -> dict[str, Slip]:
        """Give the slips that stand against the sides of a task."""
        book = self.rules.slips
        rule = book.slips if book else None
        return standing(life, rule, today=self.today) if rule else {}

    def color(self, line: Line) -> ColorView | None:
        """Compute the color of a task: of its gravest slip, else of the lamp that shines."""
        life = self._lives.get(line.task)
        grave = [*self.slips(life).values()] if life and line.has_slips else []
        if grave and self.rules.slips and self.rules.slips.slips:
            order = self.rules.slips.slips.colors.index
            return color_of(max((one.grown for one in grave), key=order), self.rules.slips)
        book = self.rules.lamps
        shines = lamp(line.stage, line.due, book, today=self.today) if book else None
        if shines is None or shines.rule is None or book is None:
            return None
        rule = shines.rule
        word = words.in_language(rule.title, rule.title_en)
        return ColorView(code=rule.color, word=word, why=rule_words(book))


_OPEN = frozenset({Stage.IN_HAND, Stage.REPORTED, Stage.REVIEWED})


def color_of(color: Color, book: RuleBook) -> ColorView:
    """Show the color of a slip."""
    word = words.in_language(color.title, color.title_en)
    return ColorView(code=color.code, word=word, why=rule_words(book))


def rule_words(book: RuleBook) -> str:
    """Name a rule: what it is called, its place and its date."""
    named = words.in_language(book.name, book.name_en)
    place = words.in_language(book.place, book.place_en)
    day = book.date.isoformat() if book.date else _("来源没有写日期")
    note = words.in_language(book.note, book.note_en)
    told = _("%(rule)s（%(place)s，%(day)s）") % {"rule": named, "place": place, "day": day}
    return f"{told} {note}".strip()
