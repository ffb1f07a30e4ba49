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
from bayline.systems.cooperation.queries.registers import organisation_names, own_organisations
from bayline.systems.cooperation.queries.supervision import Followed, in_force
from bayline.systems.cooperation.queries.tasks import crossed_among
from bayline.systems.cooperation.rules.escalating.books import Color, RuleBook
from bayline.systems.cooperation.rules.escalating.lamps import lamp
from bayline.systems.cooperation.rules.escalating.slips import StandingSlip
from bayline.systems.cooperation.rules.listing import Line
from bayline.systems.cooperation.terms import Life, Stage, Wait


class Told:
    """What lists of tasks need to know, asked for in few questions.

    Args:
        lines: The tasks.
        ways: How pages are named.
        today: The day.
        lives: The histories that are at hand: who has accepted and closed is told of these only.
        rules: The rules in force, where they were asked for already.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        ways: Addresses,
        today: date,
        lives: Mapping[str, Life] | None = None,
        rules: Followed | None = None,
    ) -> None:
        self.ways, self.today = ways, today
        codes = {unit for line in lines for side in line.sides for unit in side.units}
        self.names = organisation_names(codes)
        self.own = own_organisations({side.code for line in lines for side in line.sides})
        self.crossed = crossed_among([one.task for one in lines]) if not ways.as_of else frozenset()
        self.rules: Followed = rules or in_force()
        self._lives = lives or {}
        self._states: dict[Stage, State] = {}
        self._waits: dict[Wait, WaitView] = {}

    def name(self, code: str) -> str:
        """Name an organisation."""
        return self.names.get(code, code)

    def line(self, line: Line) -> TaskLine:
        """Show a task in a list."""
        return TaskLine(
            task=line.task,
            title=line.title,
            address=self.address(line.task),
            state=self.state(line.stage),
            sides=tuple(self._sides(line)),
            due=line.due,
            days_left=(line.due - self.today).days,
            is_urgent=line.is_urgent,
            color=self.color(line),
            waits=tuple(self.wait(one) for one in line.waits),
            refused=line.refused,
            is_crossed=line.task in self.crossed,
        )

    def address(self, task: str) -> str:
        """Give the address of a task."""
        return self.ways.to(f"/cooperation/tasks/{quote(task)}")

    def state(self, stage: Stage) -> State:
        """Show where a task stands."""
        if stage not in self._states:
            look, word = words.stage_word(stage)
            self._states[stage] = State(code=stage.value, look=look, word=word)
        return self._states[stage]

    def wait(self, wait: Wait) -> WaitView:
        """Show what a task waits for."""
        if wait not in self._waits:
            self._waits[wait] = self._wait(wait)
        return self._waits[wait]

    def _wait(self, wait: Wait) -> WaitView:
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

    def color(self, line: Line) -> ColorView | None:
        """Compute the color of a task: of its gravest slip, else of the lamp that shines."""
        return color_on(self.today, self.rules, line.stage, line.due, line.slips)


def color_on(
    today: date,
    rules: Followed,
    stage: Stage,
    due: date,
    slips: Sequence[StandingSlip],
) -> ColorView | None:
    """Compute the color of a task on a day: of its gravest slip, else of the lamp that shines.

    Args:
        today: The day.
        rules: The rules in force.
        stage: Where the task stands.
        due: The day that it is due.
        slips: What stands against its sides.
    """
    book = rules.slips
    if slips and book and book.slips:
        shown = {one.color_on(today) for one in slips}
        grave = [one for one in book.slips.colors if one.code in shown]
        if grave:
            return color_of(grave[-1], book)
    book = rules.lamps
    shines = lamp(stage, due, book, today=today) if book else None
    if shines is None or shines.rule is None or book is None:
        return None
    rule = shines.rule
    word = words.in_language(rule.title, rule.title_en)
    return ColorView(code=rule.color, word=word, why=rule_words(book))


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
