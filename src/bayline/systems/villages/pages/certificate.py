"""The certificate of an acceptance, to be printed and signed on paper too."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer
from bayline.systems.villages.pages.board import campaign_of
from bayline.systems.villages.pages.rounds import Names, rounds_of
from bayline.systems.villages.pages.village_context import RoundView
from bayline.systems.villages.pages.words import in_language
from bayline.systems.villages.queries import events_of
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.rules.replaying import standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """What a certificate says."""

    campaign: str
    batch: str
    code: str
    name: str
    accepted_on: date
    signer: str
    office: str
    last: RoundView
    back: str


def certificate(request: HttpRequest, campaign: str, code: str) -> Answer:
    """Show the certificate of a village that was accepted.

    Raises:
        Http404: It was not accepted.
    """
    at, of, ways = as_of(request), campaign_of(request, campaign), addresses(request)
    events = events_of(campaign, [code], known=at).get(code, [])
    grounds = grounds_for(campaign, [code], at)
    standing = standing_of(events, grounds, village=code) if events else None
    if standing is None or standing.accepted_on is None or standing.signature is None:
        raise Http404
    batch = of.batch(standing.batch)
    page = CertificatePage(
        campaign=in_language(of.title, of.title_en),
        batch=in_language(batch.name, batch.name_en) if batch else "",
        code=code,
        name=grounds.villages[code].name,
        accepted_on=standing.accepted_on,
        signer=standing.signature.name,
        office=standing.signature.office,
        last=next(iter(rounds_of(standing, Names(grounds, ways), events))),
        back=ways.to(f"/villages/villages/{code}"),
    )
    return Answer(context=page, template="villages/certificate.html")
