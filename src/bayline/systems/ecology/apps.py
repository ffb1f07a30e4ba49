"""Names ecology to Django, and lays its rules over its registers."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class EcologyConfig(AppConfig):
    """The system of water, air, forest and what people say of them."""

    name = "bayline.systems.ecology"
    label = "ecology"
    only_added_to = ("ecology_delivery", "ecology_stretch")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.holding import Holding, offer_holding
    from bayline.platform.inlets import Inlet, offer_inlet
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.packs.parts import Part, offer_part
    from bayline.platform.registers.terms import KeptEntries
    from bayline.systems.ecology.actions.delivering import KINDS, deliver, delivered
    from bayline.systems.ecology.actions.holding import contradicted, follow_entries, page_of
    from bayline.systems.ecology.actions.packing import check_readings, take_readings
    from bayline.systems.ecology.pages.working import line
    from bayline.systems.ecology.queries.packing import packed_readings
    from bayline.systems.ecology.queries.verifying import faults
    from bayline.systems.ecology.rules.contradicting import ADVICE, CHECK, COUNTED, TITLE
    from bayline.systems.ecology.rules.intake.packing import PATH

    listen(KeptEntries, follow_entries)
    offer_holding(
        Holding(
            check=CHECK,
            title=TITLE,
            advice=ADVICE,
            counted=COUNTED,
            hold=contradicted,
            path=page_of,
        )
    )
    _offer_classes()
    offer_check(faults)
    offer_line(line)
    offer_inlet(Inlet(kinds=KINDS, take=deliver, listed=delivered))
    _offer_indicators()
    offer_part(PATH, Part(write=packed_readings, check=check_readings, keep=take_readings))


def _offer_classes() -> None:
    from bayline.platform.holding import Holding, offer_holding
    from bayline.systems.ecology.actions.holding import contradicted_classes, section_of
    from bayline.systems.ecology.rules import contradicting as told

    offer_holding(
        Holding(
            check=told.CLASS_CHECK,
            title=told.CLASS_TITLE,
            advice=told.CLASS_ADVICE,
            counted=told.COUNTED,
            hold=contradicted_classes,
            path=section_of,
        )
    )


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators, one_by_one
    from bayline.systems.ecology import indicators
    from bayline.systems.ecology.queries import indicators as tellers

    offer_indicators(
        (
            (indicators.GOOD_WATER, one_by_one(tellers.good_water)),
            (indicators.SECTION_CLASS, one_by_one(tellers.section_class)),
            (indicators.GOOD_AIR, one_by_one(tellers.good_air)),
        )
    )
