"""Names produce to Django, and has its events checked with the rest of a home."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class ProduceConfig(AppConfig):
    """The system that follows produce from field to buyer."""

    name = "bayline.systems.produce"
    label = "produce"
    only_added_to = (
        "produce_act",
        "produce_capture",
        "produce_event",
        "produce_link",
        "produce_nest",
        "produce_place",
        "produce_treatment",
        "produce_word",
    )
    loaded = ("produce_event", "produce_link", "produce_nest", "produce_treatment")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.making import offer_check
    from bayline.platform.packs.parts import Part, offer_part
    from bayline.platform.warming import offer_warming
    from bayline.systems.produce.actions import packing as actions
    from bayline.systems.produce.pages.working import line
    from bayline.systems.produce.queries import acts, events, lots, seasons
    from bayline.systems.produce.queries.packing import packed_acts, packed_events
    from bayline.systems.produce.rules.packing import ACTS_PATH, DEMONSTRATION, PATH

    offer_check(events.faults)
    offer_check(acts.faults)
    offer_line(line)
    offer_warming(lots.warm)
    offer_warming(seasons.warm)
    _offer_rules()
    _offer_indicators()
    # Before the events: what was sent by a certificate of the office is asked for it.
    done = Part(write=packed_acts, check=actions.check_acts, keep=actions.take_acts)
    offer_part(ACTS_PATH, done)
    kept = Part(write=packed_events, check=actions.check_events, keep=actions.take_events)
    offer_part(PATH, kept)
    # Behind the events: what was exported has the made ones among them.
    made = Part(write=bytes, check=actions.check_demonstration, keep=actions.take_demonstration)
    offer_part(DEMONSTRATION, made)


def _offer_rules() -> None:
    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.produce.rules import entries, registers

    for register, look in (
        (registers.BLOCKS, entries.wrong_block),
        (registers.TESTS, entries.wrong_test),
        (registers.PROOFS, entries.wrong_proof),
        (registers.CROPS, entries.wrong_crop),
        (registers.DEMAND, entries.wrong_demand),
    ):
        rule_over(register, entries.rule_of(look))


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators, one_by_one
    from bayline.systems.produce import indicators
    from bayline.systems.produce.queries import indicators as tellers

    offer_indicators(
        (
            (indicators.AREA, one_by_one(tellers.area)),
            (indicators.LOTS, one_by_one(tellers.lots)),
            (indicators.PASS_RATE, one_by_one(tellers.pass_rate)),
            (indicators.WEEKS, one_by_one(tellers.season_weeks)),
        )
    )
