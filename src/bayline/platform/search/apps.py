"""Names the search to Django, and lets it follow what is kept."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class SearchConfig(AppConfig):
    """The tables of the index, named `search_…`."""

    name = "bayline.platform.search"
    label = "search"

    def ready(self) -> None:
        """Follow what is kept, from the first thing that is."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.keeping import listen
    from bayline.platform.packs.terms import KeptFiles
    from bayline.platform.record.terms import KeptSource, KeptText
    from bayline.platform.registers.terms import KeptEntries
    from bayline.platform.search import actions

    listen(KeptSource, actions.follow_source)
    listen(KeptText, actions.follow_text)
    listen(KeptEntries, actions.follow_entries)
    listen(KeptFiles, actions.follow_files)


def _fill(**_told: Any) -> None:  # noqa: ANN401 - what Django tells of the migration
    """Make the index of a home that was kept before there was one."""
    from bayline.platform.search import actions, queries

    if queries.is_missing():
        actions.reindex()
