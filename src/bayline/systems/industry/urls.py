"""Addresses of industry."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.industry.pages import classify, loading, measures
from bayline.systems.industry.pages.chains import chain_page, chains_page
from bayline.systems.industry.pages.overview import overview
from bayline.systems.industry.pages.quality import quality
from bayline.systems.industry.pages.schemes import scheme_page, schemes_page

converters.register()

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *remembered(page("industry", overview, name="industry", audience=Audience.PUBLISHED)),
    *remembered(
        page("industry/chains", chains_page, name="industry-chains", audience=Audience.PUBLISHED)
    ),
    *remembered(
        page(
            "industry/chains/<entry:code>",
            chain_page,
            name="industry-chain",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page("industry/schemes", schemes_page, name="industry-schemes", audience=Audience.PUBLISHED)
    ),
    *remembered(
        page(
            "industry/schemes/<entry:code>",
            scheme_page,
            name="industry-scheme",
            audience=Audience.PUBLISHED,
        )
    ),
    path(
        "industry/classify",
        shown(classify.classify, audience=Audience.WRITE, methods=_FORM, expired=classify.expired),
        name="industry-classify",
    ),
    # The twin asks for no token, so it stores nothing.
    page(
        "industry/classify",
        classify.classify,
        name="industry-classify",
        audience=Audience.WRITE,
    )[1],
    path(
        "industry/measures",
        shown(measures.measures, audience=Audience.READ, methods=_FORM, expired=measures.expired),
        name="industry-measures",
    ),
    page(
        "industry/measures",
        measures.measures,
        name="industry-measures",
        audience=Audience.READ,
    )[1],
    *page("industry/quality", quality, name="industry-quality", audience=Audience.READ),
    path(
        "industry/classification",
        shown(
            loading.loading, audience=Audience.ADMINISTER, methods=_FORM, expired=loading.expired
        ),
        name="industry-loading",
    ),
    page(
        "industry/classification",
        loading.loading,
        name="industry-loading",
        audience=Audience.ADMINISTER,
    )[1],
]
