"""What a system says of itself, so that site can compose systems without knowing their insides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One system as the site sees it; rooms are named, not imported, so that they wake late."""

    name: str
    title: str  # the Chinese title; the English one comes from the catalog
    urls: str = ""  # module with `urlpatterns`, if it has pages
