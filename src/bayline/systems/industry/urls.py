"""Addresses of industry."""

from django.urls import URLPattern

from bayline.platform.pages import page, remembered
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.industry.pages.chains import chain_page, chains_page
from bayline.systems.industry.pages.overview import overview

converters.register()

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
]
