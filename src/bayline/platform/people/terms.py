"""Nouns of people: roles, the audiences that addresses are for, and whoever asks."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Role(IntEnum):
    """What somebody does in the office; each may also do what those before it may."""

    VIEWER = 1
    CLERK = 2
    REVIEWER = 3
    PUBLISHER = 4
    ADMINISTRATOR = 5


class Audience(StrEnum):
    """Whom an address is for; every address declares one.

    Attributes:
        PUBLIC: Anybody; the address shows nothing of the record.
        PUBLISHED: Anybody; whoever may not READ sees what is published, and no more.
        READ: Viewers and up: everything that is kept.
        WRITE: Clerks and up: sending in documents, entries and corrections.
        REVIEW: Reviewers and up: deciding on claims and findings.
        PUBLISH: Publishers and up: freezing and withdrawing publications.
        ADMINISTER: Administrators: people, keys, what the system does.
    """

    PUBLIC = "public"
    PUBLISHED = "published"
    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    PUBLISH = "publish"
    ADMINISTER = "administer"


_LEAST = {
    Audience.READ: Role.VIEWER,
    Audience.WRITE: Role.CLERK,
    Audience.REVIEW: Role.REVIEWER,
    Audience.PUBLISH: Role.PUBLISHER,
    Audience.ADMINISTER: Role.ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role somebody has.

    Attributes:
        role: The role.
        organisation: Code of the organisation it is held for; empty for all.
        system: Name of the system it is held in; empty for all.
    """

    role: Role
    organisation: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever asks: somebody who logged in, the holder of a key, or the public.

    Attributes:
        name: The name that is written beside what they do; empty for the public.
        grants: Their roles; none for the public.
    """

    name: str = ""
    grants: tuple[Grant, ...] = ()

    def may(self, audience: Audience, *, system: str = "") -> bool:
        """Tell whether an address for `audience` is for them.

        Args:
            audience: Whom the address is for.
            system: The system it belongs to; empty for what all share.
        """
        least = _LEAST.get(audience)
        return least is None or any(
            grant.role >= least and grant.system in {"", system} for grant in self.grants
        )


PUBLIC = Visitor()
