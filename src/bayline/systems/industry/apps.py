"""Names industry to Django, and lays its rules over its registers."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class IndustryConfig(AppConfig):
    """The system that tells what the economy is made of."""

    name = "bayline.systems.industry"
    label = "industry"

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.naming import offer_pages
    from bayline.platform.packs.placing import known_places
    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.industry.pages.joining import offer_parts
    from bayline.systems.industry.pages.working import line
    from bayline.systems.industry.queries.classes import schemes_now
    from bayline.systems.industry.rules import entries
    from bayline.systems.industry.rules.ruling import assigned_well, classed_well
    from bayline.systems.projects.rules.entries import of_known

    offer_line(line)
    offer_parts()
    _offer_indicators()
    offer_pages(entries.CHAINS, "/industry/chains")
    for register in (entries.LINKS, entries.MEMBERS, entries.STATEMENTS):
        rule_over(register, of_known("chain", entries.CHAINS))
    rule_over(entries.CHAINS, classed_well(schemes_now))
    rule_over(entries.CHAINS, known_places())
    rule_over(entries.LINKS, entries.links_join_their_chain)
    rule_over(entries.MEMBERS, of_known("link", entries.LINKS))
    rule_over(entries.MEMBERS, of_known("project", entries.PROJECTS))
    rule_over(entries.MEMBERS, entries.members_fit_their_chain)
    rule_over(entries.STATEMENTS, entries.statements_say_something)
    rule_over(entries.ASSIGNMENTS, of_known("project", entries.PROJECTS))
    rule_over(entries.ASSIGNMENTS, assigned_well(schemes_now))


def _offer_indicators() -> None:
    from bayline.kernel.statuses import Change
    from bayline.platform.indicators import offer_indicators
    from bayline.systems.industry import indicators
    from bayline.systems.industry.queries import indicators as tellers

    offer_indicators(
        (
            (indicators.OUTPUT, tellers.output_of(None)),
            (indicators.GROWTH, tellers.output_of(Change.GROWTH)),
            (
                indicators.CHAIN_PROJECTS,
                lambda questions: [tellers.MEMBERS(one) for one in questions],
            ),
            (
                indicators.CHAIN_INVESTMENT,
                lambda questions: [tellers.INVESTMENT(one) for one in questions],
            ),
        )
    )
